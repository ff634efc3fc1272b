import type { Json, Variables } from '../../../kernel/process/index.ts'

type Data = Readonly<Record<string, unknown>>

/** Languages in whose letters registers may have a name beside its Latin form. */
const isCyrillic = (language: string): boolean => /^ru$|-cyrl$/.test(language)

/** A person's name in the letters of a language, where the register has it. */
export function nameIn(data: Data, language: string): string | undefined {
  const names = isCyrillic(language) ? ['nameRu', 'name'] : ['name']
  return names.map((of) => data[of]).find((value): value is string => typeof value === 'string')
}

/**
 * The variables of a case with which its texts are said in a language: who applies, and whom the answers name, by the
 * letters in which a register of this case has that very name. Nothing is transliterated: a name that no register has
 * in other letters stays as it was given.
 */
export function namesInLetters(variables: Variables, language: string): Variables {
  if (!isCyrillic(language)) return variables
  const known = new Map<string, string>()
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

/** A name as it is compared: people type spaces and capitals as they like. */
const plain = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase()

/** All names of a tree of answers that stand there in both letters. */
function collect(value: unknown, known: Map<string, string>): void {
  if (value === null || typeof value !== 'object') return
  const { name, nameRu } = value as Data
  if (typeof name === 'string' && typeof nameRu === 'string') known.set(plain(name), nameRu)
  for (const inner of Object.values(value)) collect(inner, known)
}
