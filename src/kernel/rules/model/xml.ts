import { SaxesParser } from 'saxes'

/** An element of a model, without its prefix; attributes of its own language and of XML Schema alone. */
export interface XmlElement {
  readonly name: string
  readonly namespace: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: XmlElement[]
  text: string
  readonly line: number
}

/** Attributes of XML Schema say a value's type and that it is nil. */
const XSI = 'http://www.w3.org/2001/XMLSchema-instance'

/** Elements inside one another; no model is written deeper. */
const DEPTH_AT_MOST = 500

/**
 * Reads XML into a tree.
 * @returns the root, and the namespaces its prefixes stand for
 * @throws when it is not well-formed, or declares a document type
 */
export function readXml(xml: string): { root: XmlElement; prefixes: Record<string, string> } {
  const parser = new SaxesParser({ xmlns: true, position: true })
  const stack: XmlElement[] = []
  let root: XmlElement | undefined
  const prefixes: Record<string, string> = Object.create(null) as Record<string, string>
  parser.on('error', (error) => {
    throw error
  })
  parser.on('doctype', () => {
    throw new Error('a document type declaration is not allowed in a model')
  })
  parser.on('opentag', (tag) => {
    const attributes = new Map(
      Object.values(tag.attributes)
        .filter((one) => (one.prefix === '' && one.name !== 'xmlns') || one.uri === XSI)
        .map((one) => [one.local, one.value]),
    )
    Object.assign(prefixes, tag.ns)
    const element: XmlElement = {
      name: tag.local,
      namespace: tag.uri,
      attributes,
      children: [],
      text: '',
      line: parser.line,
    }
    stack.at(-1)?.children.push(element)
    root ??= element
    if (stack.push(element) > DEPTH_AT_MOST) throw new Error(`the model is nested more than ${DEPTH_AT_MOST} deep`)
  })
  const text = (value: string) => {
    const at = stack.at(-1)
    if (at) at.text += value
  }
  parser.on('text', text)
  parser.on('cdata', text)
  parser.on('closetag', () => {
    stack.pop()
  })
  parser.write(xml).close()
  return { root: root!, prefixes }
}

export const attribute = (element: XmlElement, name: string): string | undefined => element.attributes.get(name)
export const child = (element: XmlElement, name: string): XmlElement | undefined =>
  element.children.find((one) => one.name === name && one.namespace === element.namespace)
export const children = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((one) => one.name === name && one.namespace === element.namespace)

/** The trimmed text of a child element; undefined when there is none or it is empty. */
export const childText = (element: XmlElement | undefined, name: string): string | undefined => {
  const text = element && child(element, name)?.text.trim()
  return text === '' ? undefined : text
}
