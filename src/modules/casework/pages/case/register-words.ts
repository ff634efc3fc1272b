import type { PageContext } from '../../../../platform/http/index.ts'

/** What an answer is put into words with: a page's, or those of whoever files it. */
export type Words = Pick<PageContext<'country'>, 'speech' | 'world'>

/** What an attribute of a register is called (`casework.attribute.…`), else as the register writes it. */
export function attributeText({ speech }: Pick<Words, 'speech'>, of: string): string {
  const key = `casework.attribute.${of}`
  return speech.has(key) ? speech.t(key) : of
}

/** A yes or no that needs no name beside it (`casework.attribute-said.…`): "in force", "not in the register". */
export function sayFlag({ speech }: Pick<Words, 'speech'>, of: string, value: unknown): string | undefined {
  if (typeof value !== 'boolean') return undefined
  const key = `casework.attribute-said.${of}.${value ? 'yes' : 'no'}`
  return speech.has(key) ? speech.t(key) : undefined
}

/** One value of a register in the reader's language: dates, amounts, places, and words that the catalogues know. */
export function valueText({ speech, world }: Words, of: string, value: unknown): string {
  if (typeof value === 'boolean') return speech.t(value ? 'ui.yes' : 'ui.no')
  if (world.country.isAmount(of) && typeof value === 'number') return speech.money(value)
  if (of === 'district') return world.country.placeName(String(value), speech.language)
  if (typeof value === 'number') return of === 'year' ? String(value) : speech.number(value)
  const text = String(value)
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return speech.date(text)
  const key = `casework.attribute-value.${text}`
  return /^[\w-]{1,40}$/.test(text) && speech.has(key) ? speech.t(key) : text
}
