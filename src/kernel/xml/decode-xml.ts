import { XmlError } from './xml-error.ts'

/**
 * Text of an XML file: its bytes by their byte order mark, else by the shape of their first characters, else by the
 * encoding that they declare, else as UTF-8 (XML 1.0, appendix F). Labels are those of the WHATWG Encoding Standard.
 * Text is given back as it is, without a byte order mark.
 * @throws XmlError for an encoding that isn't known, and for bytes that aren't in it
 */
export function decodeXml(source: string | Uint8Array): string {
  if (typeof source === 'string') return source.replace(/^\uFEFF/, '')
  const label = encodingOf(source)
  try {
    return new TextDecoder(label, { fatal: true }).decode(source)
  } catch {
    throw new XmlError('encoding', `the file is not written in ${label}`, lineOfFault(source, label), SAVE_AGAIN)
  }
}

const SAVE_AGAIN = 'save it as UTF-8, or declare the encoding that it has: <?xml version="1.0" encoding="…"?>'

function encodingOf(bytes: Uint8Array): string {
  const [first, second, third, fourth] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  const isWide = (third === 0 && fourth === 0) || (first === 0 && second === 0)
  if (isWide && bytes.length >= 4)
    throw new XmlError('encoding', 'the file is written in UTF-32, which is not read', 1, 'save it as UTF-8')
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (first === 0x3c && second === 0) return 'utf-16le'
  if (first === 0 && second === 0x3c) return 'utf-16be'
  return knownLabel(declaredEncoding(bytes) ?? 'utf-8')
}

/** What the declaration says; it is read as ASCII, which all encodings that come here have in common. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1000))
  return /^\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']\s*([^"'\s]+)\s*["']/.exec(head)?.[1]
}

/** The label as the platform knows it; other spellings (`ISO8859_5`, `cp1251`) are understood too. */
function knownLabel(declared: string): string {
  for (const label of [declared, declared.replaceAll('_', '-'), declared.replace(/^cp-?/i, 'windows-')]) {
    try {
      const known = new TextDecoder(label).encoding
      // what can be read as ASCII is not in UTF-16, whatever it declares: programs that write to memory declare so
      return known.startsWith('utf-16') ? 'utf-8' : known
    } catch {
      // the next spelling
    }
  }
  throw new XmlError(
    'encoding',
    `the encoding "${declared}" that the file declares is not known`,
    1,
    'save it as UTF-8',
  )
}

/** Line of the first bytes that the encoding doesn't have. */
function lineOfFault(bytes: Uint8Array, label: string): number {
  const text = new TextDecoder(label).decode(bytes)
  const at = text.indexOf('\uFFFD')
  return text.slice(0, Math.max(at, 0)).split('\n').length
}
