/** A part of an expression as FEEL that can stand anywhere: an atom, or in brackets. */
export interface Term {
  readonly feel: string
  /** What its value is known to be; a boolean and a number are never null. */
  readonly type: 'boolean' | 'number' | 'string' | 'null' | 'any'
}

export const term = (feel: string, type: Term['type'] = 'any'): Term => ({ feel, type })

/** Makes names of bindings, none twice in an expression. */
export type Names = () => string

const SIMPLE = /^(?:[\p{L}_][\p{L}\p{N}_.]*|"(?:[^"\\]|\\.)*"|-?[\d.]+)$/u

/**
 * Uses terms several times in one expression without working them out again: what is no name and no literal is bound to
 * a name of its own.
 */
export function bound(terms: readonly Term[], names: Names, use: (...feels: string[]) => string): string {
  const bindings: string[] = []
  const feels = terms.map(({ feel }) => {
    if (SIMPLE.test(feel)) return feel
    const name = names()
    bindings.push(`${name}: ${feel}`)
    return name
  })
  const result = names()
  const used = use(...feels)
  return bindings.length === 0 ? used : `{${bindings.join(', ')}, ${result}: ${used}}.${result}`
}
