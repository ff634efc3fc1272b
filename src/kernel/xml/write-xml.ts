import { XMLNS, type XmlDocument, type XmlElement, type XmlNode } from './read-xml.ts'

/**
 * Writes an XML file in UTF-8 form: what was read comes out with the same elements, attributes, text, comments and
 * prefixes. A prefix that is bound to nothing, or to another namespace, where an element came to stand is declared there.
 */
export function writeXml(document: XmlDocument): string {
  const standalone = document.standalone === undefined ? '' : ` standalone="${document.standalone}"`
  const parts = [`<?xml version="${document.version}" encoding="UTF-8"${standalone}?>\n`]
  for (const node of document.before) parts.push(outside(node), '\n')
  writeElement(document.root, { xml: 'http://www.w3.org/XML/1998/namespace', '': '' }, parts)
  for (const node of document.after) parts.push('\n', outside(node))
  parts.push('\n')
  return parts.join('')
}

type Bound = Readonly<Record<string, string>>

function writeElement(element: XmlElement, outer: Bound, parts: string[]): void {
  const bound: Record<string, string> = { ...outer }
  for (const { prefix, name, value, namespace } of element.attributes)
    if (namespace === XMLNS) bound[prefix === 'xmlns' ? name : ''] = value
  const declared: string[] = []
  const bind = (prefix: string, namespace: string): void => {
    if (bound[prefix] === namespace) return
    bound[prefix] = namespace
    declared.push(` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeXml(namespace)}"`)
  }
  bind(element.prefix, element.namespace)
  for (const { prefix, namespace } of element.attributes)
    if (prefix !== '' && namespace !== XMLNS) bind(prefix, namespace)
  const name = qualified(element.prefix, element.name)
  parts.push('<', name)
  for (const attribute of element.attributes)
    parts.push(' ', qualified(attribute.prefix, attribute.name), '="', escapeXml(attribute.value), '"')
  parts.push(...declared)
  if (element.content.length === 0) return void parts.push('/>')
  parts.push('>')
  for (const node of element.content) {
    if (node.kind === 'element') writeElement(node, bound, parts)
    else if (node.kind === 'text') parts.push(escapedText(node.value))
    else parts.push(outside(node))
  }
  parts.push('</', name, '>')
}

/** What isn't an element: `]]>` can't stand in a CDATA section, so that one is split. */
function outside(node: Exclude<XmlNode, XmlElement> | XmlNode): string {
  if (node.kind === 'comment') return `<!--${node.value}-->`
  if (node.kind === 'cdata') return `<![CDATA[${node.value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
  if (node.kind === 'instruction') return `<?${node.target}${node.value === '' ? '' : ` ${node.value}`}?>`
  return node.kind === 'text' ? escapedText(node.value) : ''
}

const qualified = (prefix: string, name: string): string =>
  prefix === '' ? name : name === '' ? prefix : `${prefix}:${name}`

// written raw, a carriage return would be read as a space or a line feed (XML 1.0, 2.11 and 3.3.3); XML 1.1 allows
// control characters only as references
const escapedText = (text: string): string =>
  text.replace(/[&<>\r\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028]/g, reference)
/** Text as it may stand in an attribute, and between tags too. */
export const escapeXml = (text: string): string =>
  text.replace(/[&<>"\n\r\t\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028]/g, reference)

const NAMED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const reference = (letter: string): string => NAMED[letter] ?? `&#x${letter.charCodeAt(0).toString(16).toUpperCase()};`
