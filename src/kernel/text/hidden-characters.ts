/** A character that people do not see and that changes what a text seems to say. */
export interface HiddenCharacter {
  /** Place in UTF-16 units. */
  at: number
  /** `U+202E` */
  code: string
  kind: 'control' | 'bidirectional' | 'invisible' | 'broken'
}

// Unicode Standard Annex 9 (embeddings, overrides, isolates and marks); attacks with them: "Trojan Source",
// CVE-2021-42574
const BIDIRECTIONAL = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/
// zero width and fillers; U+200C and U+200D are letters' business in some scripts, but in none of this product's
// languages
const INVISIBLE =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each stands for itself here, joiners and selectors too
  /[\u00AD\u034F\u115F\u1160\u17B4\u17B5\u180E\u200B-\u200D\u2060-\u2064\u206A-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E0FFF}]/u
// line and paragraph separators break a line that seems whole where it was typed
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u2028\u2029]/
const PRINTABLE = /^[\x20-\x7E]*$/
const HIDDEN = new RegExp(
  `(?:${BIDIRECTIONAL.source})|(?:${INVISIBLE.source})|(?:${CONTROL.source})|\\p{Cs}|\\p{Noncharacter_Code_Point}`,
  'gu',
)

/**
 * Finds control, bidirectional and invisible characters, lone surrogates and noncharacters. Tab, line feed and carriage
 * return are none of these.
 */
export function findHidden(text: string): HiddenCharacter[] {
  // most texts are ids and words of the machine: one look tells
  if (PRINTABLE.test(text)) return []
  return [...text.matchAll(HIDDEN)].map((match) => ({
    at: match.index,
    code: `U+${match[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`,
    kind: BIDIRECTIONAL.test(match[0])
      ? 'bidirectional'
      : CONTROL.test(match[0])
        ? 'control'
        : INVISIBLE.test(match[0])
          ? 'invisible'
          : 'broken',
  }))
}

/** The text without them: what may be stored and shown. Line ends become line feeds, letters are composed (NFC). */
export const withoutHidden = (text: string): string => text.replace(HIDDEN, '').replace(/\r\n?/g, '\n').normalize('NFC')
