import { plainCode } from './plain-code.ts'

/** What was typed or scanned into the counter's one field. */
export type CounterQuery = { kind: 'application' | 'receipt' | 'person'; value: string }

/**
 * Tells apart an application's number, the code of a receipt (typed, or the address in its QR), a personal number, and
 * the
 * machine-readable zone of a document, whose optional data hold the personal number (ICAO 9303: part 5 for cards, part
 * 4 for passports).
 * Whatever else it is, it is asked as a person's number.
 */
export function readCounterQuery(text: string): CounterQuery {
  const typed = text.trim()
  const application = /(?<![\d-])\d{4}-\d{2}-\d{6}(?!\d)/.exec(typed)
  if (application) return { kind: 'application', value: application[0] }
  const linked = /[?&]code=([\w-]{12,20})/.exec(typed)?.[1]
  const number = typed.replace(/\s/g, '')
  const zone = linked === undefined ? numberInZone(number.toUpperCase()) : undefined
  if (zone) return { kind: 'person', value: zone }
  const code = plainCode(linked ?? typed)
  // a code of digits alone is rarer than a slip of the finger in a number
  if (/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/.test(code) && /[A-Z-]/.test(linked ?? typed.toUpperCase()))
    return { kind: 'receipt', value: code }
  return { kind: 'person', value: number }
}

/**
 * The optional data of a card's first line (16th to 30th sign) or of a passport's second line (29th to 42nd), when they
 * are digits.
 * A scanner that ends each line with Enter sends one line: that is enough.
 */
function numberInZone(zone: string): string | undefined {
  if (!/^[A-Z0-9<]{30,90}$/.test(zone)) return undefined
  const optional =
    /^[ACI]/.test(zone) && (zone.length === 30 || zone.length === 90)
      ? zone.slice(15, 30)
      : zone.startsWith('P') && zone.length === 88
        ? zone.slice(72, 86)
        : zone.length === 44
          ? zone.slice(28, 42)
          : ''
  return /^(\d{5,15})<*$/.exec(optional)?.[1]
}
