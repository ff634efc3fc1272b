import { FeelError, type Place } from '../feel-error.ts'
import { translatePattern, type Translated } from './translate-pattern.ts'

const kept = new Map<string, Translated | null>()
const KEPT_AT_MOST = 500

function compiled(pattern: string, flags: string): Translated | null {
  const key = `${flags}/${pattern}`
  let found = kept.get(key)
  if (found === undefined) {
    if (kept.size >= KEPT_AT_MOST) kept.clear()
    found = translatePattern(pattern, flags)
    kept.set(key, found)
  }
  return found
}

/**
 * JavaScript tries the ways to match one after another: the more loops a pattern has, the shorter the text it may be
 * tried on.
 */
function checkWork({ loops, nested }: Translated, text: string, place: Place): void {
  const most = nested ? 24 : loops <= 1 ? 20_000 : loops === 2 ? 5_000 : 1_000
  if (text.length > most)
    throw new FeelError('text-too-long', `this pattern is not tried on a text of more than ${most} characters`, place)
}

/** Whether the pattern is found in the text. @returns null when the pattern or its flags are wrong */
export function matchesPattern(text: string, pattern: string, flags: string, place: Place): boolean | null {
  const found = compiled(pattern, flags)
  if (!found) return null
  checkWork(found, text, place)
  return found.expression.test(text)
}

/** Parts between the matches. @returns null when the pattern is wrong or matches nothing at all */
export function splitByPattern(text: string, pattern: string, place: Place): string[] | null {
  const found = compiled(pattern, '')
  if (!found || found.expression.test('')) return null
  checkWork(found, text, place)
  const parts: string[] = []
  let from = 0
  for (const match of text.matchAll(globally(found.expression))) {
    parts.push(text.slice(from, match.index))
    from = match.index + match[0].length
  }
  return [...parts, text.slice(from)]
}

/**
 * Replaces each match. @returns null when the pattern or the replacement is wrong, or the pattern matches nothing at
 * all
 */
export function replacePattern(
  text: string,
  pattern: string,
  replacement: string,
  flags: string,
  place: Place,
): string | null {
  const found = compiled(pattern, flags)
  if (!found || found.expression.test('')) return null
  checkWork(found, text, place)
  const parts = flags.includes('q') ? [replacement] : replacementParts(replacement, found.groups)
  return (
    parts &&
    text.replace(globally(found.expression), (...match) =>
      parts.map((part) => (typeof part === 'string' ? part : ((match[part] as string | undefined) ?? ''))).join(''),
    )
  )
}

const globally = (expression: RegExp): RegExp => new RegExp(expression.source, `${expression.flags}g`)

/** Texts and numbers of groups that `[1=$1]` is made of (XPath Functions 3.1, 5.6.4). */
function replacementParts(replacement: string, groups: number): (string | number)[] | null {
  const parts: (string | number)[] = []
  for (let at = 0; at < replacement.length; at++) {
    const character = replacement[at]!
    if (character === '\\') {
      const next = replacement[++at]
      if (next !== '\\' && next !== '$') return null
      parts.push(next)
    } else if (character === '$') {
      let digits = /^\d+/.exec(replacement.slice(at + 1))?.[0] ?? ''
      if (digits === '') return null
      // as many digits as there is a group for; the rest is text
      while (digits.length > 1 && Number(digits) > groups) digits = digits.slice(0, -1)
      parts.push(Number(digits) > groups ? '' : Number(digits))
      at += digits.length
    } else parts.push(character)
  }
  return parts
}
