import { XMLNS, XSI, type XmlElement } from './read-xml.ts'

export interface XmlDifferences {
  lost: string[]
  changed: string[]
}

/**
 * What of one XML element is missing or different in another. Order of elements and prefixes may differ; elements are
 * matched by name and id, those without an id by their place among their like.
 */
export function compareXml(before: XmlElement, after: XmlElement): XmlDifferences {
  const found: XmlDifferences = { lost: [], changed: [] }
  compare(before, after, label(before), found)
  return found
}

function compare(before: XmlElement, after: XmlElement, path: string, found: XmlDifferences): void {
  for (const { name, namespace, value } of before.attributes) {
    if (namespace === XMLNS) continue
    const now = after.attribute(name, namespace)
    if (now === undefined) {
      // the type that the schema gives anyway says nothing
      if (namespace === XSI && name === 'type' && /(^|:)(Point|Bounds|Font)$/.test(value)) continue
      found.lost.push(`attribute ${name}="${value}" of ${path}`)
    } else if (!equal(name, namespace, value, now)) found.changed.push(`${path}: ${name} "${value}" is now "${now}"`)
  }
  const children = before.children
  const texts = [before.text, after.text].map((text) => (children.length === 0 ? text.trim() : squeezed(text)))
  if (texts[0] !== texts[1]) found.changed.push(`${path}: text "${texts[0]}" is now "${texts[1]}"`)
  const left = new Map<string, XmlElement[]>()
  for (const child of after.children) left.set(keyOf(child), [...(left.get(keyOf(child)) ?? []), child])
  for (const child of children) {
    const match = left.get(keyOf(child))?.shift()
    if (match) compare(child, match, `${path} > ${label(child)}`, found)
    else found.lost.push(`${path} > ${label(child)}`)
  }
}

const squeezed = (text: string): string => text.replace(/\s+/g, ' ').trim()

const keyOf = (element: XmlElement): string => {
  const own = element.attributes.some((attribute) => attribute.namespace !== XMLNS) || element.children.length > 0
  return `{${element.namespace}}${element.name}#${element.attribute('id') ?? (own ? '' : element.text.trim())}`
}
const label = (element: XmlElement): string => {
  const id = element.attribute('id')
  return id === undefined ? element.name : `${element.name} ${id}`
}

function equal(name: string, namespace: string, before: string, after: string): boolean {
  if (before === after) return true
  if (namespace === XSI && name === 'type') return before.replace(/^.*:/, '') === after.replace(/^.*:/, '')
  // 100 and 100.0 are one number
  return before.trim() !== '' && after.trim() !== '' && /^[-+\d.]/.test(before) && Number(before) === Number(after)
}
