import type { Place } from '../feel-error.ts'
import { checkText } from '../run.ts'
import { Pattern } from './pattern-engines.ts'
import { WrongPattern } from './translate-pattern.ts'

/** Compiled patterns that are used again. */
const kept = new Map<string, Pattern | null>()
const KEPT_AT_MOST = 500

function compiled(pattern: string, flags: string): Pattern | null {
  const key = `${flags}/${pattern}`
  let found = kept.get(key)
  if (found === undefined) {
    if (kept.size >= KEPT_AT_MOST) kept.clear()
    found = patternOf(pattern, flags)
    kept.set(key, found)
  }
  return found
}

function patternOf(pattern: string, flags: string): Pattern | null {
  try {
    return new Pattern(pattern, flags)
  } catch (error) {
    if (error instanceof WrongPattern) return null
    throw error
  }
}

/** Whether the pattern is found in the text. @returns null when the pattern or its flags are wrong */
export function matchesPattern(text: string, pattern: string, flags: string, place: Place): boolean | null {
  return compiled(pattern, flags)?.test(text, place) ?? null
}

/** Parts between the matches. @returns null when the pattern is wrong or matches nothing at all */
export function splitByPattern(text: string, pattern: string, place: Place): string[] | null {
  const found = compiled(pattern, '')
  if (!found || found.test('', place)) return null
  const parts: string[] = []
  let at = 0
  for (const { from, to } of found.findAll(text, place)) {
    parts.push(text.slice(at, from))
    at = to
  }
  return [...parts, text.slice(at)]
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
  if (!found || found.test('', place)) return null
  const parts = flags.includes('q') ? [replacement] : replacementParts(replacement, found.groups)
  if (!parts) return null
  let replaced = ''
  let at = 0
  for (const { from, to, groups } of found.findAll(text, place)) {
    replaced += text.slice(at, from)
    for (const part of parts) replaced += typeof part === 'string' ? part : (groups[part] ?? '')
    checkText(replaced, place)
    at = to
  }
  return replaced + text.slice(at)
}

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
