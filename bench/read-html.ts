/** `[name, attributes, children]`, or text. */
export type Tree = string | [name: string, attributes: Record<string, string>, children: Tree[]]

const VOID = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'source',
  'track',
  'wbr',
])
const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#39': "'",
  nbsp: '\u00a0',
}

/** Reads well-formed HTML, as our own pages are. @returns the children of its body */
export function readHtml(html: string): Tree[] {
  const root: Extract<Tree, unknown[]> = ['root', {}, []]
  const open = [root]
  for (const [, comment, end, name, attributes, text] of html.matchAll(
    /(<![^>]*>)|<\/([\w-]+)>|<([\w-]+)((?:"[^"]*"|[^>"])*)>|([^<]+)/g,
  )) {
    const parent = open.at(-1)!
    if (comment) continue
    if (end) {
      if (open.length > 1) open.pop()
    } else if (name) {
      const node: Extract<Tree, unknown[]> = [
        name,
        Object.fromEntries(
          [...attributes!.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map((match) => [match[1]!, plain(match[2] ?? '')]),
        ),
        [],
      ]
      parent[2].push(node)
      if (!VOID.has(name) && !attributes!.endsWith('/')) open.push(node)
    } else if (text) parent[2].push(plain(text))
  }
  return find(root, 'body')?.[2] ?? []
}

function find(node: Tree, name: string): Extract<Tree, unknown[]> | undefined {
  if (typeof node === 'string') return undefined
  if (node[0] === name) return node
  for (const child of node[2]) {
    const found = find(child, name)
    if (found) return found
  }
  return undefined
}

const plain = (text: string) => text.replaceAll(/&([#\w]+);/g, (whole, name: string) => ENTITIES[name] ?? whole)
