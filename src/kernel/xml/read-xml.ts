import { decodeXml } from './decode-xml.ts'
import { createXmlScanner, type XmlAttribute, type XmlLimits, type XmlTag } from './scan-xml.ts'
import { XmlError } from './xml-error.ts'

/** What stands in an element, in its order. */
export type XmlNode =
  | XmlElement
  | { readonly kind: 'text' | 'cdata' | 'comment'; readonly value: string }
  | { readonly kind: 'instruction'; readonly target: string; readonly value: string }

/** Namespaces that belong to XML itself. */
export const XSI = 'http://www.w3.org/2001/XMLSchema-instance'
export const XMLNS = 'http://www.w3.org/2000/xmlns/'

/** An element of an XML file, with everything that the file says of it. */
export class XmlElement implements XmlTag {
  readonly kind = 'element'
  readonly prefix: string
  readonly name: string
  readonly namespace: string
  readonly attributes: XmlAttribute[]
  readonly line: number
  content: XmlNode[] = []

  constructor(tag: XmlTag) {
    this.prefix = tag.prefix
    this.name = tag.name
    this.namespace = tag.namespace
    this.attributes = tag.attributes
    this.line = tag.line
  }

  /** Elements in it, in their order. */
  get children(): XmlElement[] {
    return this.content.filter((node) => node.kind === 'element')
  }

  /** Text that stands directly in it, not in its elements. */
  get text(): string {
    let text = ''
    for (const node of this.content) if (node.kind === 'text' || node.kind === 'cdata') text += node.value
    return text
  }

  /** All text in it, that of its elements too. */
  get fullText(): string {
    let text = ''
    for (const node of this.content)
      if (node.kind === 'element') text += node.fullText
      else if (node.kind === 'text' || node.kind === 'cdata') text += node.value
    return text
  }

  /** Value of an attribute by its name and namespace; without a namespace one that has no prefix. */
  attribute(name: string, namespace = ''): string | undefined {
    return this.attributes.find((attribute) => attribute.name === name && attribute.namespace === namespace)?.value
  }
}

/** A whole XML file. */
export interface XmlDocument {
  version: string
  standalone?: string
  root: XmlElement
  /** Comments and instructions before and after the root. */
  before: XmlNode[]
  after: XmlNode[]
}

/** Far above any model; a log is read by the scanner. */
const LIMITS: XmlLimits = { length: 20_000_000, depth: 500 }

/**
 * Reads an XML file into a tree. Bytes are decoded by their byte order mark or declared encoding.
 * @throws XmlError that names the line, when the file is not well-formed, not in its encoding or too large, or declares
 *   a document type
 */
export function readXml(source: string | Uint8Array, limits: Partial<XmlLimits> = {}): XmlDocument {
  const stack: XmlElement[] = []
  const before: XmlNode[] = []
  const after: XmlNode[] = []
  let root: XmlElement | undefined
  let version = '1.0'
  let standalone: string | undefined
  const add = (node: XmlNode) => (stack.at(-1)?.content ?? (root ? after : before)).push(node)
  const scanner = createXmlScanner(
    {
      declaration(declaredVersion, declaredStandalone) {
        version = declaredVersion
        standalone = declaredStandalone
      },
      open(tag) {
        const element = new XmlElement(tag)
        if (stack.length > 0) add(element)
        root ??= element
        stack.push(element)
      },
      close: () => void stack.pop(),
      text: (value) => add({ kind: 'text', value }),
      cdata: (value) => add({ kind: 'cdata', value }),
      comment: (value) => add({ kind: 'comment', value }),
      instruction: (target, value) => add({ kind: 'instruction', target, value }),
    },
    { ...LIMITS, ...limits },
  )
  scanner.write(decodeXml(source))
  scanner.close()
  if (!root) throw new XmlError('not-xml', 'the file holds no element', 1, 'export it again from the tool that made it')
  return { version, ...(standalone === undefined ? {} : { standalone }), root, before, after }
}
