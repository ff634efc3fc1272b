import { compareValues } from '../values/compare.ts'
import { FeelDateTime } from '../values/date-time.ts'
import { FeelDate } from '../values/date.ts'
import { parseDuration } from '../values/durations.ts'
import { FeelRange } from '../values/range.ts'
import { FeelTime } from '../values/time.ts'

/**
 * Reads a range written with literal ends, such as `[1..10)`, `["a".."c"]` or `[2..)`. @returns null when it is none
 */
export function parseRange(text: string): FeelRange | null {
  const match = /^\s*([[(\]])\s*(.*?)\s*\.\.\s*(.*?)\s*([\])[])\s*$/s.exec(text)
  if (!match) return null
  const [start, end] = [literalOf(match[2]!), literalOf(match[3]!)]
  const [startIncluded, endIncluded] = [match[1] === '[', match[4] === ']']
  if (start === undefined || end === undefined) return null
  // one end left out: what `>= 2` or `< 2` is; it can't be included
  if (start === null) return end === null || startIncluded ? null : FeelRange.ofOperator(endIncluded ? '<=' : '<', end)
  if (end === null) return endIncluded ? null : FeelRange.ofOperator(startIncluded ? '>=' : '>', start)
  const order = compareValues(start, end)
  return order === null || order > 0 ? null : new FeelRange(start, end, startIncluded, endIncluded)
}

/** An end: a number, a text, a date and so on; nothing at all is null. */
function literalOf(text: string): unknown {
  if (text === '' || text === 'null') return null
  if (/^-?(?:\d+(?:\.\d+)?|\.\d+)$/.test(text)) return Number(text)
  const quoted = /^"((?:[^"\\]|\\.)*)"$/s.exec(text)
  if (quoted) return quoted[1]!.replace(/\\(["\\])/g, '$1')
  const temporal = /^(?:@\s*"([^"]*)"|(date|time|date and time|duration)\s*\(\s*"([^"]*)"\s*\))$/.exec(text)
  if (!temporal) return undefined
  return temporal[1] !== undefined
    ? (atLiteral(temporal[1]) ?? undefined)
    : (READERS[temporal[2]!]!(temporal[3]!) ?? undefined)
}

const READERS: Record<string, (text: string) => unknown> = {
  date: FeelDate.parse,
  time: FeelTime.parse,
  'date and time': FeelDateTime.parse,
  duration: parseDuration,
}

/** The value of `@"…"`; null when the text is none (DMN 1.5, grammar rule 65). */
export const atLiteral = (text: string): unknown =>
  FeelDate.parse(text) ?? FeelTime.parse(text) ?? FeelDateTime.parse(text) ?? parseDuration(text) ?? null
