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
 * An element without content, of a key and a value written plainly: nearly all of a log. Whatever is written otherwise
 * (references, other quotes or order, control characters, surrogates) is left to the parser.
 */
const PLAIN_LEAF =
  /(?:\r?\n|[ \t])*<([A-Za-z_][\w.-]*) key="([^"<&\x00-\x1F\x7F-\x9F\uD800-\uDFFF\uFFFE\uFFFF]*)" value="([^"<&\x00-\x1F\x7F-\x9F\uD800-\uDFFF\uFFFE\uFFFF]*)"[ ]?\/>/y

/**
 * A scanner for large files of small elements, such as logs: prefixes stay part of names, what they are bound to is not looked at, and text
 * is passed over. There is no document type declaration.
 *
 * Plain leaves are read beside the parser, which then does not see them: they change nothing of what is open, so what is
 * well-formed with them is well-formed without. That is done only right behind the end of a tag and inside the root,
 * where no comment, no section and no value is open.
 * @throws XmlError (of the scanner's functions) when the text is not well-formed, declares a type or passes a limit
 */
export function createPlainScanner(handlers: PlainHandlers, limits: XmlLimits): XmlScanner {
  const parser = new SaxesParser({ xmlns: false })
  let [depth, length] = [0, 0]
  /** Whether the last that the parser read was the end of a tag; and lines that it did not see. */
  let [behindTag, unseen] = [false, 0]
  const leaf = { key: '', value: '' }
  const line = () => parser.line + unseen
  parser.on('error', (error) => {
    const [, at, reason] = /^(\d+):\d+: (.*)$/s.exec(error.message) ?? [undefined, parser.line, error.message]
    throw new XmlError(
      'not-xml',
      `the file is not well-formed XML: ${String(reason).replace(/\.$/, '')}`,
      Number(at) + unseen,
      'mend it there, or export it again from the tool that made it',
    )
  })
  parser.on('doctype', () => {
    throw new XmlError('doctype', 'a document type declaration is not allowed', line(), 'remove the <!DOCTYPE …> part')
  })
  const open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    if (++depth > limits.depth)
      throw new XmlError(
        'too-deep',
        `elements are nested deeper than ${limits.depth} levels`,
        line(),
        'flatten the file',
      )
    handlers.open(name, attributes)
  }
  const close = (): void => {
    depth--
    handlers.close()
  }
  parser.on('opentag', (tag) => {
    open(tag.name, tag.attributes)
    behindTag = true
  })
  parser.on('closetag', () => {
    close()
    behindTag = true
  })
  /** Where the next line of the text at hand begins; before the place that is read it says nothing. */
  let nextLine = -1
  /** Reads plain leaves from a place on. @returns where the first thing begins that is none */
  const leaves = (text: string, from: number): number => {
    let at = from
    PLAIN_LEAF.lastIndex = at
    for (let found = PLAIN_LEAF.exec(text); found !== null; found = PLAIN_LEAF.exec(text)) {
      // lines are counted for what goes wrong later; where the next one begins is looked for once, not for each leaf
      if (nextLine < at) nextLine = lineFrom(text, at)
      while (nextLine < PLAIN_LEAF.lastIndex) {
        unseen++
        nextLine = lineFrom(text, nextLine + 1)
      }
      leaf.key = found[2]!
      leaf.value = found[3]!
      open(found[1]!, leaf)
      close()
      at = PLAIN_LEAF.lastIndex
    }
    return at
  }
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
      nextLine = -1
      for (let at = 0; at < text.length; ) {
        if (depth > 0 && behindTag) at = leaves(text, at)
        // a piece holds one `>`, its last character: a tag that ends in it ends there
        const tag = text.indexOf('>', at) + 1
        const to = tag === 0 ? text.length : tag
        if (at === to) break
        behindTag = false
        parser.write(text.slice(at, to))
        at = to
      }
    },
    close: () => void parser.close(),
  }
}

/** @returns the place of the next line break; infinity where there is none */
const lineFrom = (text: string, from: number): number => {
  const at = text.indexOf('\n', from)
  return at < 0 ? Number.POSITIVE_INFINITY : at
}
