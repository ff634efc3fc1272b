import { element, markOf, numberOf } from './sign.ts'
import type { Kept } from './kept.ts'

/** Puts the provisional slip in the page's place, ready to print. */
export function showSlip(kept: Kept, time: string): void {
  const template = document.querySelector<HTMLTemplateElement>('template[data-slip]')
  if (!template) return
  const slip = element(
    'div',
    { class: 'stack', 'data-slip-of': kept.id, tabindex: '-1' },
    template.content.cloneNode(true),
  )
  const mark = slip.querySelector('.number')
  if (mark) mark.textContent = markOf(kept)
  const received = slip.querySelector('[data-time]')
  if (received) received.textContent = time
  slip.querySelector('button')!.onclick = () => print()
  const main = document.querySelector('main')!
  for (const child of [...main.children])
    if (!child.matches('[data-counter-line]')) (child as HTMLElement).hidden = true
  main.append(slip)
  slip.focus()
}

/** The line came back while the slip was on the screen: its number, and the way to the receipt. */
export function showNumber(kept: Kept, word: string): void {
  const slip = document.querySelector(`[data-slip-of="${CSS.escape(kept.id)}"]`)
  slip
    ?.querySelector('[data-outcome]')
    ?.replaceChildren(
      element('strong', { class: 'num' }, `№ ${numberOf(kept)}`),
      ' ',
      element('a', { class: 'ds-button', href: kept.what.result! }, word),
    )
  // what it says is over: the receipt is printed now
  for (const part of slip?.querySelectorAll('[data-note], .buttons') ?? []) part.remove()
}
