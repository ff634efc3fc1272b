import { z } from 'zod'
import { straightenApostrophes } from './apostrophes.ts'

/**
 * Words whose spelling the letters alone do not tell: `[here, there]`, small letters; both with `*` at the end are a
 * stem for all its endings.
 */
export type SpellingExceptions = readonly (readonly [from: string, to: string])[]

const Letters = z.union([
  z.string(),
  z.strictObject({
    write: z.string(),
    /** At the start of a word; absent: as elsewhere. */
    start: z.string().optional(),
    /** After these letters. */
    after: z.strictObject({ letters: z.array(z.string().min(1)).min(1), write: z.string() }).optional(),
  }),
])

/** How one script is written in another: a table of letters, which a country's pack gives. */
export const ScriptData = z.strictObject({
  /** Small letters, one or several, and what is written for them; the longest found first. */
  letters: z.record(z.string().min(1), Letters),
  /** What people type as an apostrophe: written so after these letters, otherwise so. */
  apostrophes: z
    .strictObject({ after: z.array(z.string().length(1)), write: z.string(), otherwise: z.string() })
    .optional(),
  /** Names that stay in their own script: PDF, QR. */
  keep: z.array(z.string().min(1)).default([]),
})
export type ScriptData = z.output<typeof ScriptData>

/**
 * Writes texts in another script by its table. Case is kept: one capital for several letters is Sh before a small
 * letter, SH before a capital.
 * @param exceptions spellings that the letters do not tell (`litsenziya*`, `лицензия*` also writes litsenziyasiz)
 */
export function transliterator(
  { letters, apostrophes }: ScriptData,
  exceptions: SpellingExceptions = [],
): (text: string) => string {
  const table = new Map(Object.entries(letters))
  const longestFirst = [...table.keys()].sort((a, b) => b.length - a.length)
  const pattern = new RegExp(
    longestFirst.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|') || '(?!)',
    'giu',
  )
  const byLetters = (part: string): string =>
    part.replace(pattern, (found, at: number) => {
      const rule = table.get(found.toLowerCase())
      if (rule === undefined) return found
      return inCaseOf(found, typeof rule === 'string' ? rule : inPlace(rule, part, at), part[at + found.length])
    })
  return (text) => {
    const composed = text.normalize('NFC')
    const straight = apostrophes ? straightenApostrophes(composed, apostrophes) : composed
    return byWords(straight, exceptions, byLetters)
  }
}

/** What a letter is written as where it stands. */
function inPlace(rule: Exclude<z.output<typeof Letters>, string>, text: string, at: number): string {
  const before = text.slice(Math.max(0, at - 4), at)
  if (rule.start !== undefined && !/[\p{L}ʻʼ]$/u.test(before)) return rule.start
  if (rule.after?.letters.some((letter) => before.toLowerCase().endsWith(letter))) return rule.after.write
  return rule.write
}

/** The case of what was replaced: Ш is Sh before a small letter and SH before a capital. */
function inCaseOf(letters: string, replacement: string, next: string | undefined): string {
  if (letters[0] === letters[0]!.toLowerCase()) return replacement
  const second = letters[1]
  const loud =
    second !== undefined && /\p{L}/u.test(second) && second.toLowerCase() !== second.toUpperCase()
      ? second === second.toUpperCase()
      : next !== undefined && /\p{Lu}/u.test(next)
  return loud ? replacement.toUpperCase() : replacement.slice(0, 1).toUpperCase() + replacement.slice(1)
}

/** Writes excepted words as the table says and leaves everything else to the letters. */
function byWords(text: string, exceptions: SpellingExceptions, letters: (part: string) => string): string {
  if (exceptions.length === 0) return letters(text)
  return text.replace(/[\p{L}ʻʼ]+/gu, (word) => {
    const small = word.toLowerCase()
    const found = exceptions.find(([from]) =>
      from.endsWith('*') ? small.startsWith(from.slice(0, -1)) : small === from,
    )
    if (!found) return letters(word)
    const length = found[0].replace('*', '').length
    const written = inCaseOf(word.slice(0, length), found[1].replace('*', ''), word[length])
    // an ending stands within a word: read without a letter before it, its e would be that of a beginning
    const last = word.slice(length - 1, length)
    return written + letters(word.slice(length - 1)).slice(letters(last).length)
  })
}
