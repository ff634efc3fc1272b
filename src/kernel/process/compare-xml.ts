import type { XmlElement } from './xml-tree.ts'

export interface Differences {
  lost: string[]
  changed: string[]
}

const XSI_TYPE = '{http://www.w3.org/2001/XMLSchema-instance}type'

/**
 * What of one XML document is missing or different in another. Order of elements and prefixes may differ;
 * elements are matched by name and id, those without an id by their place among their like.
 */
export function compareXml(before: XmlElement, after: XmlElement): Differences {
  const found: Differences = { lost: [], changed: [] }
  compare(before, after, label(before), found)
  return found
}

function compare(before: XmlElement, after: XmlElement, path: string, found: Differences): void {
  for (const [name, value] of before.attributes) {
    const now = after.attributes.get(name)
    if (now === undefined) {
      // the type that the schema gives anyway says nothing
      if (name === XSI_TYPE && /(^|:)(Point|Bounds|Font)$/.test(value)) continue
      found.lost.push(`attribute ${local(name)}="${value}" of ${path}`)
    } else if (!equal(name, value, now)) found.changed.push(`${path}: ${local(name)} "${value}" is now "${now}"`)
  }
  if (before.children.length === 0 && before.text.trim() !== after.text.trim())
    found.changed.push(`${path}: text "${before.text.trim()}" is now "${after.text.trim()}"`)
  const left = new Map<string, XmlElement[]>()
  for (const child of after.children) left.set(keyOf(child), [...(left.get(keyOf(child)) ?? []), child])
  for (const child of before.children) {
    const match = left.get(keyOf(child))?.shift()
    if (match) compare(child, match, `${path} > ${label(child)}`, found)
    else found.lost.push(`${path} > ${label(child)}`)
  }
}

const keyOf = (element: XmlElement): string =>
  `${element.name}#${element.attributes.get('id') ?? (element.children.length === 0 && element.attributes.size === 0 ? element.text.trim() : '')}`
const local = (name: string): string => name.slice(name.indexOf('}') + 1)
const label = (element: XmlElement): string =>
  `${local(element.name)}${element.attributes.has('id') ? ` ${element.attributes.get('id')}` : ''}`

function equal(name: string, before: string, after: string): boolean {
  if (before === after) return true
  if (name === XSI_TYPE) return before.replace(/^.*:/, '') === after.replace(/^.*:/, '')
  // 100 and 100.0 are one number
  return before.trim() !== '' && after.trim() !== '' && /^[-+\d.]/.test(before) && Number(before) === Number(after)
}
