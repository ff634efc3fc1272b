import type { Holder } from './result-content.ts'

/**
 * Digits of a person's number that are left: enough to tell two people of the same initials apart, not to learn who it
 * is.
 */
const DIGITS_LEFT = 3

/**
 * The holder as shown to whoever has the code: a person by initials and the end of the number (which holds the birth
 * date in its
 * beginning), an organisation by name, which is public anyway.
 */
export function maskHolder(holder: Holder): string {
  if (holder.kind === 'organisation') return holder.name
  const initials = holder.name
    .trim()
    .split(/\s+/)
    .filter((part) => part !== '')
    .map(initialOf)
    .join(' ')
  return holder.number
    ? `${initials} ${'•'.repeat(Math.max(0, holder.number.length - DIGITS_LEFT))}${holder.number.slice(-DIGITS_LEFT)}`
    : initials
}

/** Sh, Ch, Oʻ and Gʻ are one letter. */
const initialOf = (part: string): string => `${/^(?:sh|ch|[og]ʻ)/i.exec(part)?.[0] ?? [...part][0] ?? ''}.`
