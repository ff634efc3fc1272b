const KEYWORDS = new Set([
  'and',
  'or',
  'not',
  'if',
  'then',
  'else',
  'for',
  'in',
  'return',
  'some',
  'every',
  'satisfies',
  'between',
  'instance',
  'of',
  'function',
  'true',
  'false',
  'null',
  'item',
  'partial',
])

/**
 * What an expression refers to, as far as a look at its words tells: `answers.kind` is root `answers`, member `kind`.
 */
export interface Reference {
  root: string
  member: string | undefined
}

/**
 * Names that a FEEL expression reads, without those it binds itself (`some x in …`) and the functions it calls.
 * Reading words instead of a syntax tree may miss a name in odd spellings; it invents none.
 */
export function referencesOf(expression: string): Reference[] {
  const bare = expression.replace(/"(?:[^"\\]|\\.)*"/g, '""').replace(/@""/g, '')
  const bound = new Set([...bare.matchAll(/\b(?:some|every|for|,)\s*([A-Za-z_]\w*)\s+in\b/g)].map((match) => match[1]))
  const found: Reference[] = []
  for (const match of bare.matchAll(/(?<![\p{L}\p{N}_.])([A-Za-z_]\w*)(?:\.([A-Za-z_]\w*))?/gu)) {
    const [whole, root, member] = match as unknown as [string, string, string | undefined]
    const after = bare.slice(match.index + whole.length)
    const before = bare.slice(0, match.index)
    if (KEYWORDS.has(root) || bound.has(root)) continue
    if (
      /^\s*\(/.test(after) ||
      (member === undefined &&
        /^( [a-z]+)+\s*\(/.test(after) &&
        !/^ (and|or|in|then|else|return|satisfies|between)\b/.test(after))
    )
      continue
    // words of a function of several words, and keys of a context
    if (/^\s*:/.test(after) && member === undefined) continue
    if (/[a-z] $/.test(before) && /^[a-z ]*\(/.test(after) && member === undefined) continue
    // inside a filter a bare name may be a member of the item
    if (insideFilter(before)) continue
    found.push({ root, member })
  }
  return found
}

function insideFilter(before: string): boolean {
  let depth = 0
  for (const letter of before) depth += letter === '[' ? 1 : letter === ']' ? -1 : 0
  return depth > 0
}
