import { Untranslatable } from './untranslatable.ts'

export interface Token {
  kind: 'number' | 'string' | 'name' | 'operator' | 'end'
  text: string
}

const TOKEN =
  /\s*(?:(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|([\p{L}_$][\p{L}\p{N}_$]*)|(==|!=|<=|>=|&&|\|\||[-+*/%<>!?:().,[\]]))/suy

/** Tokens of what stands between `${` and `}`. @throws Untranslatable */
export function tokensOf(source: string): Token[] {
  const found: Token[] = []
  let at = 0
  while (source.slice(at).trim() !== '') {
    TOKEN.lastIndex = at
    const match = TOKEN.exec(source)
    if (!match) throw new Untranslatable(`"${source.slice(at).trim().slice(0, 20)}" is not understood`)
    at = TOKEN.lastIndex
    const [, number, string, name, operator] = match
    found.push(
      number !== undefined
        ? { kind: 'number', text: number }
        : string !== undefined
          ? { kind: 'string', text: string }
          : name !== undefined
            ? { kind: 'name', text: name }
            : { kind: 'operator', text: operator as string },
    )
  }
  found.push({ kind: 'end', text: '' })
  return found
}

/** Where the `}` of an expression stands. @throws Untranslatable when there is none */
export function closingBrace(text: string, from: number): number {
  let quote = ''
  for (let at = from; at < text.length; at++) {
    const letter = text[at] as string
    if (quote) {
      if (letter === '\\') at++
      else if (letter === quote) quote = ''
    } else if (letter === '"' || letter === "'") quote = letter
    else if (letter === '}') return at
  }
  throw new Untranslatable('a closing } is missing')
}
