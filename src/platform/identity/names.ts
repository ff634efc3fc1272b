import type { Tx } from '../database/index.ts'

/** A person's name by language, as authorities wrote it. */
export type Names = Readonly<Record<string, string>>

/** The script that a language is written in: `Cyrl` of `ru` and of `sr-cyrl` (CLDR, likely subtags). */
const scriptOf = (language: string): string | undefined => new Intl.Locale(language).maximize().script

/** The letters in which `name` itself stands: whoever tells us one writes it so, and says apart how others read it. */
const WRITTEN_IN = 'Latn'

/** Whether people read names in other letters than `name` stands in. */
export const readsOtherLetters = (language: string | undefined): language is string =>
  language !== undefined && scriptOf(language) !== WRITTEN_IN

/**
 * A person's name in the letters of a language: as an authority wrote it in that language, else in another language of
 * the same script. Nothing is transliterated: whom nobody named so keeps the name as it is.
 */
export function calledIn({ name, names }: { name: string; names?: Names }, language: string | undefined): string {
  if (!names || !readsOtherLetters(language)) return name
  const script = scriptOf(language)
  return names[language] ?? Object.entries(names).find(([of]) => scriptOf(of) === script)?.[1] ?? name
}

/** A row that has `names` beside its `name`, as people of a language read it. */
export function called<Row extends { name: string; names?: Names }>(
  row: Row,
  language: string | undefined,
): Omit<Row, 'names'> {
  const { names: _names, ...rest } = row
  return { ...rest, name: calledIn(row, language) }
}

/** Names by national number, of those whom an authority named in the letters of a language; others are left out. */
export async function namesByNumber(
  tx: Tx,
  numbers: readonly (string | null | undefined)[],
  language: string | undefined,
): Promise<Map<string, string>> {
  const asked = [...new Set(numbers.filter((number) => typeof number === 'string'))]
  if (asked.length === 0 || !readsOtherLetters(language)) return new Map()
  const { rows } = await tx.query<{ number: string; name: string; names: Names }>(
    `select number, name, names from identity.person where number = any($1) and names <> '{}'`,
    [asked],
  )
  return new Map(rows.map((row) => [row.number, calledIn(row, language)]))
}

/** What a register's answer about a person says of their name in other languages: `nameRu` is the name in `ru`. */
function namesIn(data: Readonly<Record<string, unknown>> | null): Names {
  const said = Object.entries(data ?? {}).flatMap(([attribute, value]) => {
    const language = /^name([A-Z][a-z]+)$/.exec(attribute)?.[1]?.toLowerCase()
    return language && typeof value === 'string' && value.trim() !== '' ? [[language, value.trim()] as const] : []
  })
  return Object.fromEntries(said)
}

/**
 * Keeps what a register calls a person in other languages; whom nobody knows here is not made known by it.
 * @param data its answer about the person of that number
 */
export async function keepNames(tx: Tx, number: string, data: Readonly<Record<string, unknown>> | null): Promise<void> {
  const names = namesIn(data)
  if (Object.keys(names).length === 0) return
  await tx.query('update identity.person set names = names || $2 where number = $1 and not names @> $2', [
    number,
    JSON.stringify(names),
  ])
}
