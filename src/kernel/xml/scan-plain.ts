import { SaxesParser } from 'saxes'
import type { XmlLimits, XmlScanner } from './scan-xml.ts'
import { XmlError } from './xml-error.ts'

/** What is done with elements that are told apart by their names alone. */
export interface PlainHandlers {
  /** @param name with its prefix, as it is written */
  open(name: string, attributes: Readonly<Record<string, string>>): void
  close(): void
}

/**
 * A scanner for large files of small elements, such as logs: prefixes stay part of names, what they are bound to is not looked at, and text
 * is passed over. There is no document type declaration.
 * @throws XmlError (of the scanner's functions) when the text is not well-formed, declares a type or passes a limit
 */
export function createPlainScanner(handlers: PlainHandlers, limits: XmlLimits): XmlScanner {
  const parser = new SaxesParser({ xmlns: false })
  let [depth, length] = [0, 0]
  parser.on('error', (error) => {
    const [, line, reason] = /^(\d+):\d+: (.*)$/s.exec(error.message) ?? [undefined, parser.line, error.message]
    throw new XmlError(
      'not-xml',
      `the file is not well-formed XML: ${String(reason).replace(/\.$/, '')}`,
      Number(line),
      'mend it there, or export it again from the tool that made it',
    )
  })
  parser.on('doctype', () => {
    throw new XmlError(
      'doctype',
      'a document type declaration is not allowed',
      parser.line,
      'remove the <!DOCTYPE …> part',
    )
  })
  parser.on('opentag', (tag) => {
    if (++depth > limits.depth)
      throw new XmlError(
        'too-deep',
        `elements are nested deeper than ${limits.depth} levels`,
        parser.line,
        'flatten the file',
      )
    handlers.open(tag.name, tag.attributes)
  })
  parser.on('closetag', () => {
    depth--
    handlers.close()
  })
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
