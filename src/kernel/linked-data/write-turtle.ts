import type { LinkedDocument, LinkedNode, LinkedValue } from './linked-document.ts'

/**
 * A document as Turtle (RDF 1.1 Turtle, W3C), nodes in the order of the graph.
 * @throws RangeError for a name whose prefix the context does not have, and for an address or language that is none
 */
export function writeTurtle({ '@context': prefixes, '@graph': nodes }: LinkedDocument): string {
  const named = (name: string): string => {
    const [prefix, local] = split(name)
    if (!Object.hasOwn(prefixes, prefix) || !LOCAL.test(local)) throw new RangeError(`"${name}" is no prefixed name`)
    return name
  }
  const head = Object.entries(prefixes).map(([prefix, address]) => `@prefix ${prefix}: ${addressed(address)} .\n`)
  const value = (given: LinkedValue): string => {
    if ('@id' in given) return addressed(given['@id'])
    const text = quoted(given['@value'])
    if ('@language' in given) {
      if (!LANGUAGE.test(given['@language'])) throw new RangeError(`"${given['@language']}" is no language`)
      return `${text}@${given['@language']}`
    }
    return '@type' in given ? `${text}^^${named(given['@type'])}` : text
  }
  const node = (given: LinkedNode): string => {
    const said = Object.entries(given).flatMap(([property, values]) =>
      property.startsWith('@') || values.length === 0
        ? []
        : [`${named(property)} ${(values as readonly LinkedValue[]).map(value).join(', ')}`],
    )
    return `\n${addressed(given['@id'])} a ${given['@type'].map(named).join(', ')}${said.map((line) => ` ;\n  ${line}`).join('')} .\n`
  }
  return `${head.join('')}${nodes.map(node).join('')}`
}

const LOCAL = /^[A-Za-z_][\w-]*$/
const LANGUAGE = /^[a-zA-Z]+(-[a-zA-Z0-9]+)*$/

const split = (name: string): [string, string] => {
  const at = name.indexOf(':')
  return [name.slice(0, Math.max(at, 0)), name.slice(at + 1)]
}

/** IRIREF of the grammar: no blanks, quotes, angle or curly brackets, bars, carets, backticks, backslashes. */
function addressed(address: string): string {
  if (!/^[^\u0000-\u0020<>"{}|^`\\]+$/.test(address)) throw new RangeError(`"${address}" is no address`)
  return `<${address}>`
}

const SIGNS: Record<string, string> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** A text in quotes; what is no letter in Unicode becomes U+FFFD. */
const quoted = (text: string): string =>
  `"${text
    .toWellFormed()
    .replace(/["\\\n\r\t]/g, (sign) => SIGNS[sign] as string)
    .replace(/[\u0000-\u001f\u007f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`
