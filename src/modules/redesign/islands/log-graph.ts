/**
 * The page of a log goes on after the line breaks: one graph with a slider in place of three, and ways that are filtered
 * and shown in it. Without it the three graphs and the table stand there whole.
 */
const box = document.querySelector<HTMLElement>('[data-graph]')
const table = document.querySelector<HTMLElement>('[data-ways]')

/** Share of all steps up to which each arc is drawn, by id of its flow. */
const from: Record<string, number> = JSON.parse(box?.dataset['graph'] ?? '{}')
const levels = [...(box?.querySelectorAll<HTMLDetailsElement>('details') ?? [])]
const whole = levels.at(-1)
const arcs = [...(whole?.querySelectorAll<SVGGElement>('[data-flow]') ?? [])]
/** The way that is looked at; empty: none. */
let looked: readonly string[] = []
let share = 80

function draw(): void {
  for (const arc of arcs) {
    const id = arc.dataset['flow']!
    const on = looked.includes(id)
    arc.style.display = on || share >= 100 || (from[id] ?? 0) * 100 < share ? '' : 'none'
    arc.style.opacity = looked.length > 0 && !on ? '0.2' : ''
  }
  const said = box?.querySelector('output')
  const shown = arcs.filter((arc) => arc.style.display === '' && arc.dataset['flow']! in from).length
  if (said)
    said.textContent = (box!.dataset['shown'] ?? '').replace('{share}', String(share)).replace('{count}', String(shown))
}

if (box && whole) {
  for (const level of levels) level.hidden = level !== whole
  whole.open = true
  whole.querySelector('summary')!.hidden = true
  const label = document.createElement('label')
  label.textContent = box.dataset['label'] ?? ''
  const slider = Object.assign(document.createElement('input'), { type: 'range', min: '1', max: '100', value: '80' })
  slider.addEventListener('input', () => {
    share = Number(slider.value)
    draw()
  })
  label.className = 'row'
  label.append(slider)
  box.prepend(label, Object.assign(document.createElement('output'), { className: 'small soft' }))
  draw()
}

if (table) {
  const rows = [...table.querySelectorAll<HTMLElement>('[data-way]')].map((mark) => ({
    row: mark.closest('tr')!,
    mark,
    way: JSON.parse(mark.dataset['way']!) as { arcs: string[]; has: string[]; last: string; days: number },
  }))
  const form = table.querySelector('form')!
  form.hidden = false
  form.addEventListener('submit', (event) => event.preventDefault())
  const filter = () => {
    const asked = new FormData(form)
    const said = (name: string) => String(asked.get(name) ?? '').trim()
    const number = (name: string, none: number) => (said(name) === '' ? none : Number(said(name).replace(',', '.')))
    for (const { row, way } of rows)
      row.style.display =
        (said('has') === '' || way.has.includes(said('has'))) &&
        (said('office') === '' || way.has.includes(said('office'))) &&
        (said('last') === '' || way.last === said('last')) &&
        !(way.days < number('least', 0)) &&
        !(way.days > number('most', Infinity))
          ? ''
          : 'none'
    const left = form.querySelector('output')
    if (left)
      left.textContent = (left.dataset['left'] ?? '').replace(
        '{count}',
        String(rows.filter(({ row }) => row.style.display === '').length),
      )
  }
  form.addEventListener('input', filter)
  for (const { mark, way } of rows) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'ds-button'
    button.dataset['variant'] = 'tertiary'
    button.textContent = table.dataset['show'] ?? ''
    button.setAttribute('aria-pressed', 'false')
    button.addEventListener('click', () => {
      const on = button.getAttribute('aria-pressed') !== 'true'
      for (const other of table.querySelectorAll('[aria-pressed]')) other.setAttribute('aria-pressed', 'false')
      button.setAttribute('aria-pressed', String(on))
      looked = on ? way.arcs : []
      draw()
      if (on) box?.scrollIntoView({ block: 'nearest' })
    })
    mark.append(' ', button)
  }
}
