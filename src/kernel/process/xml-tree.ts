import { SaxesParser } from 'saxes'

/** An XML element with names in their namespaces, whatever prefixes the file uses. */
export interface XmlElement {
  name: string
  attributes: Map<string, string>
  children: XmlElement[]
  text: string
}

/** Reads XML into a tree. @throws when it is not well-formed */
export function readXmlTree(xml: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true })
  const stack: XmlElement[] = []
  let root: XmlElement | undefined
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', (tag) => {
    const attributes = new Map<string, string>()
    for (const attribute of Object.values(tag.attributes)) {
      if (attribute.prefix === 'xmlns' || attribute.name === 'xmlns') continue
      attributes.set(attribute.uri === '' ? attribute.local : `{${attribute.uri}}${attribute.local}`, attribute.value)
    }
    const element: XmlElement = { name: `{${tag.uri}}${tag.local}`, attributes, children: [], text: '' }
    stack.at(-1)?.children.push(element)
    root ??= element
    stack.push(element)
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
  return root as XmlElement
}
