/** White space and comments between two parts of a PDF (ISO 32000-1, 7.2.2). */
const GAP = '(?:[\\0\\t\\n\\f\\r ]|%[^\\r\\n]*[\\r\\n])*'
/** What ends a name. */
const END = '(?=[\\0\\t\\n\\f\\r ()<>\\[\\]{}/%]|$)'

/** A name as it may be written: each of its letters also as `#` and two digits (7.3.5). */
const name = (text: string): string =>
  `/${[...text].map((letter) => `(?:${letter}|#(?:${hexOf(letter)}))`).join('')}${END}`

const hexOf = (letter: string): string =>
  [...letter.charCodeAt(0).toString(16)]
    .map((digit) => (/\d/.test(digit) ? digit : `[${digit}${digit.toUpperCase()}]`))
    .join('')

const pattern = (...alternatives: string[]): RegExp => new RegExp(alternatives.join('|'))

/** Actions that run something on the reader's machine (12.6.4). */
const ACTIONS = ['JavaScript', 'Launch', 'Rendition', 'ImportData'].map(name).join('|')

/** More between a key and its value than anybody writes who has nothing to hide. */
const PADDED = '(?:[\\0\\t\\n\\f\\r ]{1000}|%[^\\r\\n]{1000}|(?:[\\0\\t\\n\\f\\r ]*%[^\\r\\n]*[\\r\\n]){4})'

/** What makes a document more than a page to read: scripts, programs, files within, forms that are programs. */
export const ACTIVE = pattern(
  `${name('S')}${GAP}(?:${ACTIONS})`,
  `${name('S')}${GAP}${PADDED}`,
  // the same by way of an object of its own
  `\\bobj${GAP}(?:${ACTIONS})`,
  // scripts of the document by name (7.7.4)
  `${name('JavaScript')}${GAP}(?:<<|\\d+${GAP}\\d+${GAP}R)`,
  name('EmbeddedFiles'),
  name('EmbeddedFile'),
  name('FileAttachment'),
  name('RichMedia'),
  `${name('EF')}${GAP}(?:<<|\\d+${GAP}\\d+${GAP}R)`,
  `${name('XFA')}${GAP}(?:[[(<]|\\d+${GAP}\\d+${GAP}R)`,
)

export const OBJECT_STREAM = pattern(name('ObjStm'))
export const FILTER = pattern(name('Filter'))
/** The only filter that object streams in the field have. */
export const FLATE_ALONE = pattern(`${name('Filter')}${GAP}\\[?${GAP}${name('FlateDecode')}${GAP}(?!/\\w+Decode)`)
export const PREDICTOR = pattern(`${name('Predictor')}${GAP}[2-9]`, `${name('Predictor')}${GAP}1[0-9]`)
export const ENCRYPTED = new RegExp(`${name('Encrypt')}${GAP}(?:(\\d+)${GAP}(\\d+)${GAP}R|(?=<<))`)

/** The place right after a key of a dictionary's text, where its value begins; undefined when it is not there. */
export function valueAt(dictionary: string, key: string): number | undefined {
  const found = new RegExp(`${name(key)}${GAP}`).exec(dictionary)
  return found ? found.index + found[0].length : undefined
}

/** A string at a place, as bytes in latin1: written in brackets with escapes, or in hexadecimal (7.3.4). */
export function stringAt(text: string, at: number | undefined): string | undefined {
  if (at === undefined) return undefined
  if (text[at] === '<') {
    const digits = text.slice(at + 1, text.indexOf('>', at)).replace(/[^0-9a-f]/gi, '')
    return Buffer.from(digits.length % 2 ? `${digits}0` : digits, 'hex').toString('latin1')
  }
  if (text[at] !== '(') return undefined
  let [result, depth] = ['', 1]
  for (let place = at + 1; place < text.length; place++) {
    const letter = text[place]!
    if (letter === '\\') {
      const octal = /^[0-7]{1,3}/.exec(text.slice(place + 1, place + 4))?.[0]
      const next = text[place + 1] ?? ''
      if (octal) result += String.fromCharCode(parseInt(octal, 8) & 255)
      else if (next === '\r' && text[place + 2] === '\n') place++
      else if (next !== '\n' && next !== '\r') result += ESCAPES[next] ?? next
      place += octal?.length ?? 1
      continue
    }
    if (letter === '(') depth++
    if (letter === ')' && --depth === 0) return result
    result += letter
  }
  return undefined
}
const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

export const numberAt = (text: string, at: number | undefined): number | undefined => {
  const found = at === undefined ? undefined : /^[+-]?\d+/.exec(text.slice(at, at + 20))?.[0]
  return found === undefined ? undefined : Number(found)
}
