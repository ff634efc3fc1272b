import { escape, Html, write, type Child } from './html.ts'

/** Attributes of an element or parameters of a component, with what stands inside. */
export type Properties = Record<string, unknown> & { children?: Child }
export type Component = (properties: any) => Child

/** Elements that have no end (HTML Living Standard, 13.1.2 "Void elements"). */
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
/**
 * Attributes that are there or not (the same, 2.3.2 "Boolean attributes"). All others write `true` and `false`, as ARIA
 * wants them.
 */
const BOOLEAN = new Set([
  'allowfullscreen',
  'async',
  'autofocus',
  'autoplay',
  'checked',
  'controls',
  'default',
  'defer',
  'disabled',
  'download',
  'formnovalidate',
  'hidden',
  'inert',
  'ismap',
  'itemscope',
  'loop',
  'multiple',
  'muted',
  'nomodule',
  'novalidate',
  'open',
  'playsinline',
  'readonly',
  'required',
  'reversed',
  'selected',
])
const NAME = /^[A-Za-z][\w.:-]*$/
const KNOWN_AT_MOST = 1000

interface Attribute {
  opens: string
  boolean: boolean
}
interface Tag {
  opens: string
  ends: string | undefined
}
/** What is written of each name, worked out once. */
const attributes = new Map<string, Attribute>()
const tags = new Map<string, Tag>()

/**
 * Names come from the source; one that was made of a value must not be able to open an attribute or a tag. @throws
 * Error
 */
function known<Written>(names: Map<string, Written>, name: string, write: () => Written): Written {
  if (!NAME.test(name)) throw new Error(`not a name of an element or attribute: ${name}`)
  const written = write()
  if (names.size < KNOWN_AT_MOST) names.set(name, written)
  return written
}
const attribute = (name: string): Attribute =>
  attributes.get(name) ?? known(attributes, name, () => ({ opens: ` ${name}="`, boolean: BOOLEAN.has(name) }))
const tagOf = (name: string): Tag =>
  tags.get(name) ?? known(tags, name, () => ({ opens: `<${name}`, ends: VOID.has(name) ? undefined : `</${name}>` }))

/**
 * An element, or what a component answers, as HTML at once: what stands inside was written before, so a page is one
 * pass of joining texts.
 * A tree that is kept and walked through afterwards, as JSX libraries do it, took a quarter of the time of a long list.
 * @throws Error at a name that is none, or a value that is no attribute
 */
export function element(tag: string | Component, properties: Properties): Html {
  if (typeof tag === 'function') {
    const answer = tag(properties)
    return answer instanceof Html ? answer : new Html(write(answer))
  }
  const { opens, ends } = tagOf(tag)
  let written = opens
  for (const name in properties) {
    if (name === 'children') continue
    const value = properties[name]
    if (value === undefined || value === null) continue
    const named = attribute(name)
    if (typeof value === 'string') written += `${named.opens + escape(value)}"`
    else if (typeof value === 'boolean' && named.boolean) {
      if (value) written += `${named.opens}"`
    } else if (typeof value === 'number' || typeof value === 'boolean') written += `${named.opens}${value}"`
    else throw new Error(`${name} of ${tag} is a ${typeof value}`)
  }
  if (ends === undefined) return new Html(`${written}/>`)
  const { children } = properties
  return new Html(children === undefined ? `${written}>${ends}` : `${written}>${write(children)}${ends}`)
}
