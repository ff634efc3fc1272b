import { z } from 'zod'

/**
 * The ending that one grammatical form takes: the first whose letters the value ends with counts; one without letters
 * fits every value.
 */
const Ending = z.strictObject({ after: z.array(z.string().min(1)).min(1).optional(), write: z.string().min(1) })
export type Ending = z.output<typeof Ending>

/** Endings of a language by the form a text asks for: `{date:until}` asks for `until`. */
export const Endings = z.strictObject({
  /** Letters that fall away before an ending, such as the soft sign: «сентябрь» and «сентябргача». */
  dropped: z.array(z.string().min(1)).default([]),
  forms: z.record(z.string().regex(/^[a-z][a-z-]*$/), z.array(Ending).min(1)),
})
export type Endings = z.output<typeof Endings>

/**
 * A value with the ending that a form asks for. After a letter the ending is written together with the word; after a
 * number, a quotation mark or a bracket it stands apart, as the ending would depend on how that is read aloud.
 * @param value as the language writes it: "2026-yil 22-dekabr"
 * @param form such as `until`
 * @returns "2026-yil 22-dekabrgacha"; the value itself where the language has no such form
 */
export function withEnding(endings: Endings | undefined, value: string, form: string): string {
  const candidates = endings?.forms[form]
  if (!candidates || value === '') return value
  const stem = /\p{L}$/u.test(value) ? withoutDropped(value, endings!.dropped) : value
  const lower = stem.toLowerCase()
  const ending = candidates.find(({ after }) => !after || after.some((letters) => lower.endsWith(letters)))
  if (!ending) return value
  return /\p{L}$/u.test(stem) ? stem + ending.write : `${stem} ${ending.write}`
}

const withoutDropped = (value: string, dropped: readonly string[]): string => {
  const found = dropped.find((letters) => value.toLowerCase().endsWith(letters))
  return found ? value.slice(0, -found.length) : value
}

/** The endings of a language written in other letters than the one its texts are made from. */
export const writtenEndings = (
  endings: Endings,
  write: (text: string) => string,
  dropped: readonly string[],
): Endings => ({
  dropped: [...dropped],
  forms: Object.fromEntries(
    Object.entries(endings.forms).map(([form, list]) => [
      form,
      list.map(({ after, write: text }) => ({ ...(after ? { after: after.map(write) } : {}), write: write(text) })),
    ]),
  ),
})
