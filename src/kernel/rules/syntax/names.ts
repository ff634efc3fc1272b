import { characterAt, isNamePart } from './scanner.ts'

/** Names that more than one word or an operator's sign make up; only these need to be known to be read. */
export const isOddName = (name: string): boolean => !/^[?\p{L}_][?\p{L}\p{N}_]*$/u.test(name)

/**
 * Words of the language that are no names and begin none, unless a longer name that begins so is known (DMN 1.5,
 * 10.3.1.4). A variable `in progress` is one.
 */
const RESERVED = new Set([
  'and',
  'between',
  'else',
  'every',
  'false',
  'for',
  'function',
  'if',
  'in',
  'null',
  'or',
  'return',
  'satisfies',
  'some',
  'then',
  'true',
])

export const isReserved = (word: string): boolean => RESERVED.has(word)

/** The same name with one space between its words. */
export const tidyName = (name: string): string => name.trim().replace(/\s+/g, ' ')

/** Names in scope, found in a source by the longest match (DMN 1.5, 10.3.1.5). */
export class KnownNames {
  private readonly byStart = new Map<string, string[]>()

  constructor(names: Iterable<string> = []) {
    for (const name of names) this.add(name)
  }

  add(name: string): void {
    const tidy = tidyName(name)
    if (tidy === '' || !isOddName(tidy)) return
    const start = tidy[0]!
    const same = this.byStart.get(start)
    if (!same) this.byStart.set(start, [tidy])
    else if (!same.includes(tidy)) same.push(tidy)
  }

  /** The longest known name at a place, and where it ends. */
  longestAt(source: string, at: number): { name: string; end: number } | undefined {
    let longest: { name: string; end: number } | undefined
    for (const name of this.byStart.get(source[at] ?? '') ?? []) {
      const end = endOf(name, source, at)
      if (end !== undefined && end > (longest?.end ?? at)) longest = { name, end }
    }
    return longest
  }
}

/** Where the name ends in the source; white space between its tokens does not matter. */
function endOf(name: string, source: string, at: number): number | undefined {
  let end = at
  for (let index = 0; index < name.length; index++) {
    const character = name[index]!
    const [before, after] = [name[index - 1], name[index + 1]]
    if (character === ' ') {
      const from = end
      while (/\s/.test(source[end] ?? '')) end++
      if (end === from && isNamePart(before ?? '') && isNamePart(after ?? '')) return undefined
      continue
    }
    // a sign may stand with or without space around it
    if (source[end] !== character && (!isNamePart(character) || !isNamePart(before ?? '')))
      while (/\s/.test(source[end] ?? '')) end++
    if (source[end] !== character) return undefined
    end++
  }
  const last = name.at(-1)!
  return isNamePart(last) && isNamePart(characterAt(source, end)) ? undefined : end
}
