// placeholders, addresses of the net and of mail, how they begin, instants (RFC 3339): alike in every script
const UNTOUCHED = String.raw`\{[^}]*\}|https?:\/\/\S*|\d{4}-\d\d-\d\dT[\d:.]+Z|[\w.+-]+@[\w-]+(?:\.[\w-]+)+`
const KEPT_AT_MOST = 20_000

/**
 * Writes texts in another script, leaving placeholders, addresses and the names given as they are; what it wrote it
 * remembers, for the same names stand on many pages.
 * @param write the letters
 * @param keep names that stay in their own script: PDF, QR
 */
export function derivedText(write: (text: string) => string, keep: readonly string[]): (text: string) => string {
  const names = keep.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')
  const untouched = new RegExp(names ? `${UNTOUCHED}|\\b(?:${names})\\b` : UNTOUCHED, 'g')
  const kept = new Map<string, string>()
  return (text) => {
    const known = kept.get(text)
    if (known !== undefined) return known
    let written = ''
    let from = 0
    for (const match of text.matchAll(untouched)) {
      written += write(text.slice(from, match.index)) + match[0]
      from = match.index + match[0].length
    }
    written += write(text.slice(from))
    if (kept.size > KEPT_AT_MOST) kept.clear()
    kept.set(text, written)
    return written
  }
}
