/**
 * Names that stand twice in one object of a JSON text (RFC 8259, 4: what a reader makes of them is not foreseeable).
 * @param text what `JSON.parse` has read
 * @returns the path of each repetition, once
 */
export function repeatedNames(text: string): string[][] {
  const open: { names?: Set<string>; name: string; at: number }[] = []
  const found = new Map<string, string[]>()
  // within an object a text is a name when nothing but `{` or `,` stands before it
  let namesNext = false
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]
    const inside = open.at(-1)
    if (letter === '{' || letter === '[') {
      open.push({ name: '0', at: 0, ...(letter === '{' ? { names: new Set<string>() } : {}) })
      namesNext = letter === '{'
    } else if (letter === '}' || letter === ']') {
      open.pop()
      namesNext = false
    } else if (letter === ',' && inside) {
      if (!inside.names) inside.name = String(++inside.at)
      namesNext = inside.names !== undefined
    } else if (letter === '"') {
      const from = at
      while (text[++at] !== '"') if (text[at] === '\\') at++
      if (!namesNext || !inside?.names) continue
      namesNext = false
      inside.name = JSON.parse(text.slice(from, at + 1)) as string
      if (inside.names.has(inside.name)) {
        const path = open.map(({ name }) => name)
        found.set(path.join('\n'), path)
      }
      inside.names.add(inside.name)
    }
  }
  return [...found.values()]
}
