/** A piece of HTML that is safe to stand in a page as it is. Made by elements, and by `raw` alone. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  toString(): string {
    return this.text
  }
}

/** What may stand between tags. Text is escaped; `false`, `true`, `null` and `undefined` write nothing. */
export type Child = Html | string | number | boolean | null | undefined | readonly Child[]

/** Puts a text into the page as it is: never a stranger's. */
export const raw = (text: string): Html => new Html(text)

const SPECIAL = /[&<>"']/
const EACH_SPECIAL = /[&<>"']/g
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/**
 * A text as it stands in HTML, between tags and in quoted attributes alike (HTML Living Standard, 13.3 "Serializing
 * HTML fragments").
 */
export const escape = (text: string): string =>
  SPECIAL.test(text) ? text.replace(EACH_SPECIAL, (letter) => ENTITIES[letter]!) : text

/** What stands between tags, as HTML. */
export function write(child: Child): string {
  if (typeof child === 'string') return escape(child)
  if (child instanceof Html) return child.text
  if (child === null || child === undefined || typeof child === 'boolean') return ''
  if (typeof child === 'number') return String(child)
  let written = ''
  for (const item of child) written += write(item)
  return written
}
