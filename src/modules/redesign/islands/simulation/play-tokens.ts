/** What the server says of a token: its case, when it sets out and when its step is done, and x, y of its way in turn. */
type Leg = [of: number, from: number, until: number, way: number[]]

/** A second of show for so many minutes of what happens… */
const MINUTES = 60
/** …and where nothing happens for longer, the night, no more than these. */
const GAP = 60
/** Minutes of show that a token takes for its way. */
const TRAVEL = 30
const SVG = 'http://www.w3.org/2000/svg'
const TONES = ['--action', '--done-mark', '--waits-mark', '--refused-mark', '--ink']

/** Lets tokens go through the drawing of a box, with a button that stops them and a slider of the time. */
export function playTokens(box: HTMLElement): void {
  const svg = box.querySelector('svg')
  const legs = JSON.parse(box.dataset['tokens'] ?? '[]') as Leg[]
  if (!svg || legs.length === 0 || box.dataset['ready']) return
  box.dataset['ready'] = 'yes'
  const show = showTime(legs.flatMap(([, from, until]) => [from, until]))
  const end = show.to(Infinity) + TRAVEL
  const layer = svg.appendChild(document.createElementNS(SVG, 'g'))
  const tokens = legs.map(([of]) => {
    const token = layer.appendChild(document.createElementNS(SVG, 'circle'))
    token.setAttribute('r', '8')
    token.setAttribute('fill', `var(${TONES[of % TONES.length]})`)
    token.setAttribute('stroke', 'var(--ground)')
    return token
  })
  const [button, slider, clock] = [
    box.querySelector<HTMLButtonElement>('[data-play]')!,
    box.querySelector<HTMLInputElement>('[data-time]')!,
    box.querySelector<HTMLElement>('[data-clock]')!,
  ]
  box.querySelector<HTMLElement>('[data-controls]')!.hidden = false
  slider.max = String(Math.ceil(end))
  let [at, playing, before] = [0, false, 0]
  const draw = () => {
    for (const [place, [of, from, until, way]] of legs.entries()) {
      const [sets, done] = [show.to(from), show.to(until)]
      const token = tokens[place]!
      // who comes to an end is seen to arrive there
      const gone = until === from ? at >= sets + TRAVEL : at >= done
      if (at < sets || gone) {
        token.setAttribute('visibility', 'hidden')
        continue
      }
      const share = Math.min(1, (at - sets) / (until === from ? TRAVEL : Math.min(TRAVEL, Math.max(1, done - sets))))
      const [x, y] = along(way, share)
      // those that stand at one step stand beside each other
      const aside = share === 1 ? [((of % 5) - 2) * 12, (Math.floor(of / 5) % 4) * 10 - 15] : [0, 0]
      token.setAttribute('cx', String(x + aside[0]!))
      token.setAttribute('cy', String(y + aside[1]!))
      token.setAttribute('visibility', 'visible')
    }
    slider.value = String(at)
    const minutes = Math.round(show.back(at))
    const two = (value: number) => String(value).padStart(2, '0')
    const text = (clock.dataset['words'] ?? '{day} {time}')
      .replace('{day}', String(Math.floor(minutes / 1440) + 1))
      .replace('{time}', `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`)
    clock.textContent = text
    slider.setAttribute('aria-valuetext', text)
  }
  const step = (now: number) => {
    if (!playing || !svg.isConnected) return
    at = Math.min(end, at + ((now - before) / 1000) * MINUTES)
    before = now
    draw()
    if (at < end) requestAnimationFrame(step)
    else set(false)
  }
  const set = (goes: boolean) => {
    playing = goes
    button.textContent = button.dataset[goes ? 'pause' : 'play'] ?? ''
    if (!goes) return
    if (at >= end) at = 0
    before = performance.now()
    requestAnimationFrame(step)
  }
  // nothing moves by itself: whoever wants to see it presses
  button.addEventListener('click', () => set(!playing))
  slider.addEventListener('input', () => {
    at = Number(slider.value)
    draw()
  })
  set(false)
  draw()
}

/** Time of show by the time of what happens: as it is, but for gaps in which nothing does. */
function showTime(times: number[]): { to(minute: number): number; back(show: number): number } {
  const points = [...new Set(times)].sort((first, second) => first - second)
  const shown = [0]
  for (let at = 1; at < points.length; at++) shown.push(shown[at - 1]! + Math.min(GAP, points[at]! - points[at - 1]!))
  const between = (value: number, from: number[], to: number[]): number => {
    if (value >= from.at(-1)!) return to.at(-1)!
    const at = Math.max(
      1,
      from.findIndex((each) => each > value),
    )
    const width = from[at]! - from[at - 1]!
    return to[at - 1]! + (width === 0 ? 0 : ((value - from[at - 1]!) / width) * (to[at]! - to[at - 1]!))
  }
  return { to: (minute) => between(minute, points, shown), back: (show) => between(show, shown, points) }
}

/** The point after a share of a way. */
function along(way: number[], share: number): [number, number] {
  const lengths: number[] = []
  for (let at = 2; at < way.length; at += 2)
    lengths.push(Math.hypot(way[at]! - way[at - 2]!, way[at + 1]! - way[at - 1]!))
  let left = lengths.reduce((sum, length) => sum + length, 0) * share
  for (const [at, length] of lengths.entries()) {
    if (left <= length && length > 0) {
      const part = left / length
      const [x, y, nextX, nextY] = way.slice(at * 2, at * 2 + 4) as [number, number, number, number]
      return [x + (nextX - x) * part, y + (nextY - y) * part]
    }
    left -= length
  }
  return [way.at(-2)!, way.at(-1)!]
}
