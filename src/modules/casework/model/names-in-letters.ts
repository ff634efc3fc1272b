import type { Json, Variables } from '../../../kernel/process/index.ts'
import { readsOtherLetters } from '../../../platform/identity/index.ts'

type Data = Readonly<Record<string, unknown>>

/** A person's name in the letters of a language, where the register has it. */
export function nameIn(data: Data, language: string): string | undefined {
  const names = readsOtherLetters(language) ? ['nameRu', 'name'] : ['name']
  return names.map((of) => data[of]).find((value): value is string => typeof value === 'string')
}

/**
 * The variables of a case with which its texts are said in a language: who applies, and whom the answers name, by the
 * letters in which a register of this case has that very name, or in which an authority is known to write it. Nothing is
 * transliterated: a name that nobody has in other letters stays as it was given.
 * @param called names in the letters of the language by national number
 */
export function namesInLetters(
  variables: Variables,
  language: string,
  called: ReadonlyMap<string, string> = new Map(),
): Variables {
  if (!readsOtherLetters(language)) return variables
  const known = new Map<string, string>()
  for (const of of ['applicant', 'representative']) {
    const { name, number } = (variables[of] ?? {}) as Data
    const shown = typeof number === 'string' ? called.get(number) : undefined
    if (typeof name === 'string' && shown !== undefined) known.set(plain(name), shown)
  }
  collect(variables['evidence'], known)
  if (known.size === 0) return variables
  const renamed = (value: Json): Json => (typeof value === 'string' ? (known.get(plain(value)) ?? value) : value)
  const named = (of: string): Variables => {
    const value = variables[of]
    return value === null || typeof value !== 'object' || Array.isArray(value)
      ? {}
      : { [of]: Object.fromEntries(Object.entries(value).map(([name, each]) => [name, renamed(each as Json)])) }
  }
  return { ...variables, ...named('applicant'), ...named('representative'), ...named('answers') }
}

/** What registers hold of whom, by number: answers that carry a name. */
export function dataByNumber(evidence: readonly { data: Data | null }[]): Map<string, Data> {
  const held = new Map<string, Data>()
  for (const { data } of evidence) {
    const each = data?.['each']
    for (const known of Array.isArray(each) ? each.map((answer) => (answer as { data: unknown }).data) : [data]) {
      const number = (known as Data | null)?.['number']
      if (typeof number === 'string' && (known as Data)['name'] !== undefined) held.set(number, known as Data)
    }
  }
  return held
}

/** A name as it is compared: people type spaces and capitals as they like. */
const plain = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase()

/** All names of a tree of answers that stand there in both letters. */
function collect(value: unknown, known: Map<string, string>): void {
  if (value === null || typeof value !== 'object') return
  const { name, nameRu } = value as Data
  if (typeof name === 'string' && typeof nameRu === 'string') known.set(plain(name), nameRu)
  for (const inner of Object.values(value)) collect(inner, known)
}
