import { escape, Html, write, type Child } from './html.ts'

/** Attributes of an element or parameters of a component, with what stands inside. */
export type Properties = Record<string, unknown> & { children?: Child }
export type Component = (properties: any) => Child

/** Elements that have no end (HTML Living Standard, 13.1.2 "Void elements"). */
const VOID = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr'])
/** Attributes that are there or not (the same, 2.3.2 "Boolean attributes"). All others write `true` and `false`, as ARIA wants them. */
const BOOLEAN = new Set(['allowfullscreen', 'async', 'autofocus', 'autoplay', 'checked', 'controls', 'default', 'defer', 'disabled', 'download', 'formnovalidate', 'hidden', 'inert', 'ismap', 'itemscope', 'loop', 'multiple', 'muted', 'nomodule', 'novalidate', 'open', 'playsinline', 'readonly', 'required', 'reversed', 'selected'])
const NAME = /^[A-Za-z][\w.:-]*$/
const NAMES_AT_MOST = 1000
const names = new Set<string>()

/** Names come from the source; one that was made of a value must not be able to open an attribute or a tag. @throws Error */
function checkName(name: string): void {
  if (names.has(name)) return
  if (!NAME.test(name)) throw new Error(`not a name of an element or attribute: ${name}`)
  if (names.size < NAMES_AT_MOST) names.add(name)
}

/**
 * An element, or what a component answers, as HTML at once: what stands inside was written before, so a page is one pass of joining texts.
 * A tree that is kept and walked through afterwards, as JSX libraries do it, took half of the time of a long list.
 * @throws Error at a name that is none, or a value that is no attribute
 */
export function element(tag: string | Component, properties: Properties): Html {
  if (typeof tag === 'function') {
    const answer = tag(properties)
    return answer instanceof Html ? answer : new Html(write(answer))
  }
  checkName(tag)
  let written = `<${tag}`
  for (const name in properties) {
    if (name === 'children') continue
    const value = properties[name]
    if (value === undefined || value === null) continue
    checkName(name)
    if (typeof value === 'string') written += ` ${name}="${escape(value)}"`
    else if (typeof value === 'boolean' && BOOLEAN.has(name)) { if (value) written += ` ${name}=""` } else if (typeof value === 'number' || typeof value === 'boolean') written += ` ${name}="${value}"`
    else throw new Error(`${name} of ${tag} is a ${typeof value}`)
  }
  if (VOID.has(tag)) return new Html(`${written}/>`)
  return new Html(`${written}>${write(properties.children)}</${tag}>`)
}
