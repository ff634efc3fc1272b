import { compileUnary } from './feel.ts'

/** A value of each input, in words, and the rules that hold for them, by place. */
export interface Covered {
  values: string[]
  rules: number[]
}

/** What rules of a table leave out, and what more than one of them takes. */
export interface TableCover {
  /** False where not everything was looked at: a test asks more than its input, or there are too many combinations. */
  whole: boolean
  gaps: Covered[]
  overlaps: Covered[]
}

/** No plain test asks what time it is. */
const NOW = '2026-01-01T00:00:00Z'
/** Combinations of values that are tried at most. */
const TRIED_AT_MOST = 50_000
/** Tests that are asked at most, and looks into their answers: more would hold up everybody whom this process serves. */
const [ASKED_AT_MOST, LOOKS_AT_MOST] = [500_000, 10_000_000]
/** Findings of one kind that are told. */
const TOLD_AT_MOST = 5
/** A test that only compares its input with literals: numbers, texts, dates, truth values, ranges and lists of them. */
const PLAIN = /^(?:\s|-?\d+(?:\.\d+)?|"[^"\\]*"|@"[^"]*"|date\("[^"]*"\)|true|false|null|not|\.\.|[-<>=[\](),])*$/
const NUMBER = /(?<![\w"@.-])-?\d+(?:\.\d+)?/g

/**
 * Tries one value of every kind that the tests of a table tell apart: each literal, and what lies between, below and above
 * them. The tests themselves decide, as the engine reads them; so no reading of ranges of its own can differ from it.
 * @param rules the tests of each rule, an input each, as FEEL
 */
export function coverTable(rules: readonly (readonly string[])[]): TableCover {
  const width = rules[0]?.length ?? 0
  const columns = Array.from({ length: width }, (_, at) => rules.map((rule) => (rule[at] ?? '-').trim() || '-'))
  const tried = columns.map(valuesOf)
  const whole = tried.every((values) => values !== undefined)
  const values = tried.map((found) => found ?? [{ text: '…', value: null, open: true }])
  const count = values.reduce((product, each) => product * each.length, 1)
  const asked = values.reduce((sum, each) => sum + each.length, 0) * rules.length
  if (count > TRIED_AT_MOST || asked > ASKED_AT_MOST || count * rules.length > LOOKS_AT_MOST || rules.length === 0)
    return { whole: false, gaps: [], overlaps: [] }
  const holds = columns.map((tests, at) =>
    tests.map((test) => {
      // what can't be looked at may hold or not: nothing is said of it
      if (tried[at] === undefined) return values[at]!.map(() => test === '-')
      const compiled = compileUnary(test)
      return values[at]!.map(({ value }) => compiled(value, {}, { now: NOW }))
    }),
  )
  const cover: TableCover = { whole, gaps: [], overlaps: [] }
  const place = new Array<number>(width).fill(0)
  for (let at = 0; at < count; at++) {
    const found: number[] = []
    for (let rule = 0; rule < rules.length; rule++)
      if (holds.every((column, input) => column[rule]![place[input]!])) found.push(rule)
    const list = found.length === 0 ? cover.gaps : found.length > 1 ? cover.overlaps : undefined
    const told = place.map((value, input) => values[input]![value]!.text)
    // with a column that could not be looked at a gap is none for sure
    if (list && (whole || found.length > 1) && list.length < TOLD_AT_MOST) list.push({ values: told, rules: found })
    for (let input = width - 1; input >= 0; input--) {
      if (++place[input]! < values[input]!.length) break
      place[input] = 0
    }
  }
  return cover
}

/** Values that the tests of one input tell apart; undefined where a test asks more than literals. */
function valuesOf(tests: readonly string[]): { text: string; value: unknown }[] | undefined {
  const asked = tests.filter((test) => test !== '-')
  if (asked.length === 0) return [{ text: '–', value: null }]
  const all = asked.join(' , ')
  if (!PLAIN.test(all) || /@"|date\(/.test(all)) return undefined
  const texts = [...new Set([...all.matchAll(/"([^"\\]*)"/g)].map((found) => found[1]!))]
  const numbers = [...new Set(all.replace(/"[^"]*"|\.\./g, ' ').match(NUMBER) ?? [])]
    .map(Number)
    .sort((first, second) => first - second)
  if (texts.length > 0 && numbers.length > 0) return undefined
  if (numbers.length > 0)
    return numbers.flatMap((number, at) => {
      const next = numbers[at + 1]
      return [
        ...(at === 0 ? [{ text: `< ${number}`, value: number - 1 }] : []),
        { text: String(number), value: number },
        next === undefined
          ? { text: `> ${number}`, value: number + 1 }
          : { text: `${number} … ${next}`, value: (number + next) / 2 },
      ]
    })
  if (texts.length > 0)
    return [...texts.map((text) => ({ text: `"${text}"`, value: text })), { text: '…', value: '\u0000other' }]
  return [true, false].map((value) => ({ text: String(value), value }))
}
