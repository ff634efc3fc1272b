import { fold } from '../../kernel/text/index.ts'
import type { Country } from './country.ts'

/**
 * The body that a person means: by its short name, by its name in any language and spelling, or by words that only one
 * body's name has.
 * @returns its id; what is the name of none, or of several, as it was typed
 */
export function officeCalled(country: Pick<Country, 'offices' | 'findOffice'>, typed: string): string {
  const text = typed.trim()
  if (text === '' || country.findOffice(text)) return text
  const folded = fold(text)
  const words = folded.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  const named = country.offices().map(({ id, name }) => ({ id, names: Object.values(name).map((each) => fold(each)) }))
  const [exact, another] = named.filter(({ names }) => names.includes(folded))
  if (exact) return another ? text : exact.id
  const [only, more] = named.filter(
    ({ names }) => words.length > 0 && names.some((name) => words.every((word) => name.includes(word))),
  )
  return only && !more ? only.id : text
}
