import type { Kept } from './kept.ts'

export interface Line {
  goneSince: Date | undefined
  signedOut: boolean
  own: readonly Kept[]
  others: number
}
export type Words = Readonly<Record<string, string>>

export const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (_all, name: string) => String(values[name] ?? ''))

export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  set: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  for (const key in set) made.setAttribute(key, set[key]!)
  made.append(...children)
  return made
}

/** A mark that stands on the provisional slip and in the list. */
export const markOf = ({ id }: { id: string }): string => id.slice(0, 8).toUpperCase()

/** The official number, with which the page it led to is titled. */
export const numberOf = ({ what }: Kept): string => (what.resultTitle ?? '').split(' · ')[0]!

/**
 * Draws the sign: the line and since when, how much waits, and each with where it stands. Hidden when there is nothing
 * to say.
 */
export function drawSign(
  box: HTMLElement,
  { goneSince, signedOut, own, others }: Line,
  {
    words,
    time,
    signIn,
    takeOff,
  }: { words: Words; time(at: string | Date): string; signIn: string; takeOff(kept: Kept): void },
): void {
  const said = box.querySelector('[role=status]') ?? box.appendChild(element('div', { role: 'status' }))
  const list = box.querySelector('ul') ?? box.appendChild(element('ul', { class: 'files' }))
  const waits = own.filter((kept) => kept.what.state === 'waiting').length
  const lines = [
    ...(goneSince ? [element('p', {}, element('strong', {}, fill(words['gone']!, { time: time(goneSince) })))] : []),
    ...(waits > 0 ? [element('p', { 'data-waits': String(waits) }, fill(words['waits']!, { count: waits }))] : []),
    ...(signedOut && !goneSince && waits > 0
      ? [element('p', {}, words['signed-out']!, ' ', element('a', { href: signIn }, words['sign-in']!))]
      : []),
    ...(others > 0 ? [element('p', { class: 'small' }, fill(words['others']!, { count: others }))] : []),
  ]
  // what is said already is not said again to a screen reader
  if (said.textContent !== lines.map((line) => line.textContent).join('')) said.replaceChildren(...lines)
  list.replaceChildren(...own.map((kept) => lineOf(kept)))
  box.dataset['tone'] = goneSince || signedOut ? 'waits' : 'done'
  box.hidden = lines.length === 0 && own.length === 0

  function lineOf(kept: Kept): HTMLElement {
    const { what } = kept
    const off = element(
      'button',
      { type: 'button', class: 'button-link' },
      words['off-list']!,
      element('span', { class: 'hidden-visually' }, ` ${what.title}`),
    )
    off.onclick = () => takeOff(kept)
    const where =
      what.state === 'waiting'
        ? [fill(words['kept-at']!, { time: time(kept.at) })]
        : what.state === 'sent'
          ? [
              `${words['sent']!}: `,
              element('a', { href: what.result! }, what.kind === 'application' ? numberOf(kept) : words['go-on']!),
            ]
          : [
              fill(words['refused']!, { why: what.why ?? '' }),
              ' ',
              element(
                'a',
                {
                  href: `${what.path.split('?')[0]}${what.kind === 'application' ? `?kept=${encodeURIComponent(kept.at)}` : ''}`,
                },
                words['open']!,
              ),
            ]
    return element(
      'li',
      { 'data-state': what.state },
      element(
        'span',
        {},
        element('span', { dir: 'auto' }, what.title),
        ' ',
        element('span', { class: 'soft' }, ...(what.kind === 'application' ? [`${markOf(kept)} · `] : []), ...where),
      ),
      ...(what.state === 'waiting' ? [] : [off]),
    )
  }
}
