/** Names of characters that web pages of laws use; all others come by number. */
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  laquo: '«',
  raquo: '»',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  hellip: '…',
  sect: '§',
  numero: '№',
  shy: '',
}

const decoded = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(\w{2,8}));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return NAMED[name] ?? whole
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : ''
  })

const BLOCKS =
  /<\/?(?:p|div|h[1-6]|li|ul|ol|tr|td|th|table|section|article|body|blockquote|center|br|hr|header|footer|main|dd|dt)(?=[\s/>])[^<>]*>/giu
const UNREAD = /<(script|style|head|template|noscript|svg|math|iframe|object)(?=[\s/>])[^<>]*>/giu

/** Leaves out elements whose content is no text; one that is not closed takes the rest with it. One pass. */
function withoutUnread(html: string): string {
  const small = html.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
  let read = ''
  let at = 0
  for (const { index, 1: name } of html.matchAll(UNREAD)) {
    if (index < at) continue
    const close = small.indexOf(`</${name!.toLowerCase()}`, index)
    const end = close < 0 ? -1 : small.indexOf('>', close)
    read += `${html.slice(at, index)}\n`
    at = end < 0 ? html.length : end + 1
  }
  return read + html.slice(at)
}

const RAISED = /<sup(?=[\s>])[^<>]*>\s*(\d+)\s*<\/sup>/giu

/**
 * The paragraphs of a web page, as text and nothing else: no tag, script or style of it is kept. What is raised after
 * a number (2<sup>1</sup>) stays a number of its own.
 */
export function readHtml(html: string): string[] {
  const read = withoutUnread(html.replace(/<!--[\s\S]*?(?:-->|$)/g, ''))
    .replace(RAISED, (_whole, digits: string) => [...digits].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join(''))
    // line ends of the source are spaces; those of blocks are lines
    .replace(/\s+/g, ' ')
    .replace(BLOCKS, '\n')
    .replace(/<[^<>]*>/g, '')
  return decoded(read)
    .split('\n')
    .map((line) => line.replace(/[\s\u00a0]+/g, ' ').trim())
    .filter((line) => line !== '')
}
