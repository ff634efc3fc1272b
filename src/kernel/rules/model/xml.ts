import { readXml as readDocument, XMLNS, XSI, type XmlElement } from '../../xml/index.ts'

export type { XmlElement }

/**
 * Reads the XML of a model; bytes by their byte order mark or declared encoding.
 * @returns the root, and the namespaces its prefixes stand for
 * @throws XmlError that names the line
 */
export function readXml(source: string | Uint8Array): { root: XmlElement; prefixes: Record<string, string> } {
  const { root } = readDocument(source)
  const prefixes = Object.create(null) as Record<string, string>
  const visit = (element: XmlElement): void => {
    for (const { name, prefix, namespace, value } of element.attributes)
      if (namespace === XMLNS) prefixes[prefix === 'xmlns' ? name : ''] = value
    element.children.forEach(visit)
  }
  visit(root)
  return { root, prefixes }
}

/** An attribute of the model's own language, or one of XML Schema, which says a value's type and that it is nil. */
export const attribute = (element: XmlElement, name: string): string | undefined =>
  element.attribute(name) ?? element.attribute(name, XSI)
export const child = (element: XmlElement, name: string): XmlElement | undefined =>
  element.children.find((nested) => nested.name === name && nested.namespace === element.namespace)
export const children = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((nested) => nested.name === name && nested.namespace === element.namespace)

/** The trimmed text of a child element; undefined when there is none or it is empty. */
export const childText = (element: XmlElement | undefined, name: string): string | undefined => {
  const text = element && child(element, name)?.text.trim()
  return text === '' ? undefined : text
}
