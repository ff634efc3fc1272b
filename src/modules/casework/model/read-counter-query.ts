import { bare } from '../../../kernel/text/index.ts'
import { readCaseNumber, readCode } from '../../../kernel/values/index.ts'
import type { Country } from '../../../platform/country/index.ts'

/** What was typed or scanned into the counter's one field. */
export type CounterQuery = { kind: 'application' | 'receipt' | 'person'; value: string }

/**
 * Tells apart an application's number, the code of a receipt (typed, or the address in its QR), a personal number, and
 * the machine-readable zone of a document, whose optional data hold the personal number (ICAO 9303: part 5 for cards,
 * part 4 for passports).
 * Whatever else it is, it is asked as a person's number.
 */
export function readCounterQuery(text: string, country: Pick<Country, 'checkPersonNumber'>): CounterQuery {
  const typed = text.trim()
  const application = readCaseNumber(typed)
  if (application) return { kind: 'application', value: application }
  const zone = /[/?=]/.test(typed) ? undefined : numberInZone(typed.replace(/\s/g, '').toUpperCase())
  const person = country.checkPersonNumber(zone ?? typed)
  if (person.ok) return { kind: 'person', value: person.number }
  const code = zone === undefined ? readCode(typed) : undefined
  // a code of digits alone is rarer than a slip of the finger in a number
  if (code && /[\p{L}\p{Pd}]/u.test(typed)) return { kind: 'receipt', value: code }
  return { kind: 'person', value: zone ?? bare(typed) }
}

/**
 * The optional data of a card's first line (16th to 30th sign) or of a passport's second line (29th to 42nd), when they
 * are letters and digits.
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
  return /^([A-Z0-9]{5,15})<*$/.exec(optional)?.[1]
}
