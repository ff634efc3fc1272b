import { SaxesParser, type SaxesTagNS } from 'saxes'
import { XmlError } from './xml-error.ts'

/** An attribute as it stands, with the namespace its prefix is bound to; declarations of namespaces are among them. */
export interface XmlAttribute {
  readonly prefix: string
  readonly name: string
  readonly namespace: string
  value: string
}

/** An opened element. */
export interface XmlTag {
  readonly prefix: string
  /** Without its prefix. */
  readonly name: string
  readonly namespace: string
  readonly attributes: XmlAttribute[]
  /** Line of the file on which it begins, from 1. */
  readonly line: number
}

/** What is done with each part of an XML text, in its order. Entities are resolved, line ends are `\n`. */
export interface XmlHandlers {
  declaration?(version: string, standalone: string | undefined): void
  open(tag: XmlTag): void
  close(): void
  text(value: string): void
  cdata(value: string): void
  comment?(value: string): void
  instruction?(target: string, value: string): void
}

/** Limits of one XML text. */
export interface XmlLimits {
  /** UTF-16 code units of the text. */
  length: number
  /** Elements inside one another. */
  depth: number
}

/** Reads XML part by part, so that a log too large for a tree can be read too: `write` any number of times, then `close`. */
export interface XmlScanner {
  write(text: string): void
  close(): void
}

/**
 * A scanner of XML 1.0 and 1.1 with namespaces. There is no document type declaration, and so no entity but the five
 * of XML: what they expand to, or read from elsewhere, is a way to harm who reads.
 * @throws XmlError (of the scanner's functions) when the text is not well-formed, declares a type or passes a limit
 */
export function createXmlScanner(handlers: XmlHandlers, limits: XmlLimits): XmlScanner {
  const parser = new SaxesParser({ xmlns: true })
  let depth = 0
  let length = 0
  let line = 1
  parser.ENTITIES = entitiesOf(() => parser.line)
  parser.on('error', (error) => {
    // what follows a & is read as the name of an entity, up to the end of the file where none ends it
    const { entity = '' } = parser as unknown as { entity?: string }
    if (/unclosed/.test(error.message) && entity !== '')
      throw standsAlone(parser.line - (entity.match(/\n/g)?.length ?? 0))
    throw notXml(error.message, parser.line)
  })
  parser.on('doctype', () => {
    throw new XmlError(
      'doctype',
      'a document type declaration is not allowed',
      parser.line,
      'remove the <!DOCTYPE …> part',
    )
  })
  parser.on('xmldecl', ({ version, standalone }) => handlers.declaration?.(version ?? '1.0', standalone))
  // the name ends at a blank: when that was a line's end, the parser stands on the next line already
  parser.on('opentagstart', () => {
    line = parser.line - (parser.column === 0 ? 1 : 0)
  })
  parser.on('opentag', (tag) => {
    if (++depth > limits.depth)
      throw new XmlError('too-deep', `elements are nested deeper than ${limits.depth} levels`, line, 'flatten the file')
    handlers.open(asTag(tag, line))
  })
  parser.on('closetag', () => {
    depth--
    handlers.close()
  })
  parser.on('text', (value) => {
    if (depth > 0) handlers.text(value)
  })
  parser.on('cdata', (value) => handlers.cdata(value))
  if (handlers.comment) parser.on('comment', (value) => handlers.comment?.(value))
  if (handlers.instruction)
    parser.on('processinginstruction', ({ target, body }) => handlers.instruction?.(target, body))
  return {
    write(text) {
      length += text.length
      if (length > limits.length)
        throw new XmlError(
          'too-large',
          `the file is larger than ${Math.round(limits.length / 1_000_000)} MB`,
          1,
          'split it into several files',
        )
      parser.write(text)
    },
    close: () => void parser.close(),
  }
}

/** The five of XML. The parser asks for these by name, and for every other that a file uses: those are refused by name. */
const entitiesOf = (line: () => number): Record<string, string> =>
  new Proxy<Record<string, string>>(
    { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" },
    {
      get(five, name) {
        if (typeof name !== 'string' || Object.hasOwn(five, name)) return five[name as string]
        if (!/^[\p{L}_:][\p{L}\p{N}_:.-]*$/u.test(name)) throw standsAlone(line() - (name.match(/\n/g)?.length ?? 0))
        throw new XmlError(
          'not-xml',
          `the file is not well-formed XML: it uses &${name.slice(0, 40)};, which XML does not know`,
          line(),
          'write the letter itself, or its number as in &#160;',
        )
      },
    },
  )

const standsAlone = (line: number): XmlError =>
  new XmlError('not-xml', 'the file is not well-formed XML: a & stands alone', line, 'write it as &amp;')

const asTag = (tag: SaxesTagNS, line: number): XmlTag => ({
  prefix: tag.prefix,
  name: tag.local,
  namespace: tag.uri,
  attributes: Object.values(tag.attributes).map(({ prefix, local, uri, value }) => ({
    prefix,
    name: local,
    namespace: uri,
    value,
  })),
  line,
})

/** The parser's own sentence, which begins with line and column. */
const notXml = (message: string, line: number): XmlError => {
  const [, place, reason] = /^(\d+):\d+: (.*)$/s.exec(message) ?? [undefined, undefined, message]
  return new XmlError(
    'not-xml',
    `the file is not well-formed XML: ${(reason as string).replace(/\.$/, '')}`,
    place === undefined ? line : Number(place),
    'mend it there, or export it again from the tool that made it',
  )
}
