import { escapeXml, readXml } from '../../../kernel/xml/index.ts'
import { Unreadable } from './edit-errors.ts'

/** An element of an XML text and where it stands in it: what is edited is spliced, all else stays as it was written. */
export interface Tag {
  /** Local name. */
  name: string
  prefix: string
  attributes: ReadonlyMap<string, { value: string; start: number; end: number }>
  /** Where its start tag begins, and where that ends. */
  start: number
  inner: number
  /** Where what is in it ends, and where the element ends; of an empty one both are alike `inner`. */
  innerEnd: number
  end: number
  empty: boolean
  children: Tag[]
  parent: Tag | undefined
}

const PIECE =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(\/?)([\w.-]+:)?([\w.-]+)((?:"[^"]*"|'[^']*'|[^>"'])*?)(\/?)>/g
const ATTRIBUTE = /([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')/g

/** Elements of a text that the one reader of XML takes. @throws Unreadable */
export function tagsOf(text: string): Tag {
  try {
    readXml(text)
  } catch (error) {
    throw new Unreadable((error as Error).message)
  }
  const stack: Tag[] = []
  let root: Tag | undefined
  for (const match of text.matchAll(PIECE)) {
    const [whole, closes, prefix = '', name, written = '', empty] = match
    if (name === undefined) continue
    const start = match.index
    if (closes) {
      const closed = stack.pop()
      if (closed) {
        closed.innerEnd = start
        closed.end = start + whole.length
      }
      continue
    }
    const end = start + whole.length
    const at = start + 1 + prefix.length + name.length
    const tag: Tag = {
      name,
      prefix,
      attributes: new Map(
        [...written.matchAll(ATTRIBUTE)].map(({ 0: all, 1: key, 2: value, index }) => [
          key!,
          { value: unescaped(value!.slice(1, -1)), start: at + index, end: at + index + all.length },
        ]),
      ),
      start,
      inner: end,
      innerEnd: end,
      end,
      empty: empty === '/',
      children: [],
      parent: stack.at(-1),
    }
    stack.at(-1)?.children.push(tag)
    root ??= tag
    if (!tag.empty) stack.push(tag)
  }
  if (!root) throw new Unreadable('no element')
  return root
}

export const idOf = (tag: Tag): string | undefined => tag.attributes.get('id')?.value
export const valueOf = (tag: Tag, attribute: string): string | undefined => tag.attributes.get(attribute)?.value
export const textIn = (text: string, tag: Tag): string => unescaped(text.slice(tag.inner, tag.innerEnd)).trim()

/** Every element, parents before their children. */
export function* everyTag(tag: Tag): Generator<Tag> {
  yield tag
  for (const child of tag.children) yield* everyTag(child)
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }
const unescaped = (text: string): string =>
  text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (all, decimal, hex, name) =>
    decimal
      ? String.fromCodePoint(Number(decimal))
      : hex
        ? String.fromCodePoint(Number.parseInt(hex, 16))
        : (ENTITIES[name] ?? all),
  )

/** A place of a text and what stands there afterwards. */
export interface Splice {
  start: number
  end: number
  text: string
}

/** Puts splices in, none of which overlap; of those at one place the first stands first. */
export function spliced(text: string, splices: readonly Splice[]): string {
  let out = ''
  let from = 0
  for (const { start, end, text: now } of [...splices].sort(
    (first, second) => first.start - second.start || first.end - second.end,
  )) {
    out += text.slice(from, start) + now
    from = Math.max(from, end)
  }
  return out + text.slice(from)
}

/** Sets an attribute of a start tag, or with null takes it out. */
export function attributeSplice(tag: Tag, name: string, value: string | null): Splice[] {
  const there = tag.attributes.get(name)
  if (there) {
    if (value === there.value) return []
    return [
      value === null
        ? { start: there.start - 1, end: there.end, text: '' }
        : { start: there.start, end: there.end, text: `${name}="${escapeXml(value)}"` },
    ]
  }
  if (value === null) return []
  const at = tag.inner - (tag.empty ? 2 : 1)
  return [{ start: at, end: at, text: ` ${name}="${escapeXml(value)}"` }]
}

/** Takes an element out with the line it stands on. */
export function cutSplice(text: string, tag: Tag): Splice {
  const lineStart = text.lastIndexOf('\n', tag.start - 1)
  const blank = lineStart >= 0 && text.slice(lineStart, tag.start).trim() === ''
  return { start: blank ? lineStart : tag.start, end: tag.end, text: '' }
}

/** Blanks before an element on its line. */
export const indentOf = (text: string, tag: Tag): string =>
  /[ \t]*$/.exec(text.slice(text.lastIndexOf('\n', tag.start - 1) + 1, tag.start))![0]
