import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FeelError } from '../feel-error.ts'
import { Run } from '../run.ts'
import type { Type } from '../types/type.ts'
import { newContext } from '../values/context.ts'
import { FeelDateTime } from '../values/date-time.ts'
import { FeelDate } from '../values/date.ts'
import { DaysDuration, YearsDuration } from '../values/durations.ts'
import type { FeelFunction } from '../values/function.ts'
import { kindOf } from '../values/kind.ts'
import { FeelRange } from '../values/range.ts'
import { FeelTime } from '../values/time.ts'
import { FUNCTIONS } from './all-functions.ts'

const place = { source: 'a call', position: 0 }
const now = '2026-03-02T10:00:00+05:00'

const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    '',
    '2024-02-29',
    '-999999999-01-01',
    '23:59:60',
    'P1Y',
    '-P1DT1H',
    '[1..2]',
    '(a|aa)+$',
    '$9',
    '\\1',
  ),
)
const numbers = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -40, max: 40 }),
  fc.constantFrom(0, -0, 0.5, 1e308, -1e308, 5e-324, 2 ** 53, 1e21),
)
const dates = fc
  .tuple(fc.integer({ min: -999_999_999, max: 999_999_999 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, month]) => FeelDate.of({ year, month, day: 28 })!)
const times = fc.constantFrom('00:00:00', '23:59:59.999999999Z', '10:00:00@Asia/Tashkent', '10:00:00-18:00')
const simple = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  texts,
  numbers,
  dates,
  times.map((text) => FeelTime.parse(text)!),
  fc.tuple(dates, times).map(([date, time]) => FeelDateTime.parse(`${date}T${time}`)!),
  fc.bigInt({ min: -(2n ** 90n), max: 2n ** 90n }).map((nanos) => new DaysDuration(nanos)),
  fc.maxSafeInteger().map((months) => new YearsDuration(months)),
  fc.constantFrom(...FUNCTIONS.values()),
)
const values: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    simple,
    fc.constantFrom([], [null], [[10]], [[null]]),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'key', 'value'), tie('value')).map((made) => newContext(Object.entries(made))),
    fc
      .tuple(simple, simple, fc.boolean(), fc.boolean())
      .map(([start, end, from, to]) => new FeelRange(start, end, from, to)),
  ),
})).value

/** Values that fit a type, so that not only the door of a function is tried. */
function fitting(type: Type | undefined): fc.Arbitrary<unknown> {
  switch (type?.kind) {
    case 'string':
      return texts
    case 'number':
      return numbers
    case 'list':
      return fc.oneof(fc.array(values, { maxLength: 5 }), fc.array(numbers, { maxLength: 5 }))
    case 'context':
      return fc.dictionary(fc.constantFrom('key', 'value', 'a'), values).map((made) => newContext(Object.entries(made)))
    case 'range':
      return fc.tuple(numbers, numbers).map(([start, end]) => new FeelRange(start, end, true, false))
    case 'function':
      return fc.constantFrom(...FUNCTIONS.values())
    default:
      return values
  }
}

/** Arguments of one way to call a function, each fitting or odd, sometimes too few or too many. */
const argumentsOf = (built: FeelFunction): fc.Arbitrary<unknown[]> =>
  fc
    .constantFrom(...built.signatures)
    .chain((signature) =>
      fc.tuple(
        fc.tuple(
          ...signature.map(({ type }) =>
            fc.oneof({ arbitrary: fitting(type), weight: 4 }, { arbitrary: values, weight: 1 }),
          ),
        ),
        fc.array(values, { maxLength: 2 }),
        fc.nat({ max: 8 }),
      ),
    )
    .map(([given, more, cut]) => (cut === 0 ? given.slice(0, -1) : cut === 1 ? [...given, ...more] : given))

/** Whether a value is one FEEL has, all the way down. */
function isFeel(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  if (Array.isArray(value)) return value.every(isFeel)
  const kind = kindOf(value)
  if (kind === 'context') return Object.values(value as object).every(isFeel)
  return value !== undefined && kind !== 'other'
}

/** A limit may stop a call; nothing else may. */
function called(work: (run: Run) => unknown): { value: unknown; notes: readonly string[] } | 'limit' {
  const run = new Run({ now })
  try {
    return { value: work(run), notes: run.notes }
  } catch (error) {
    if (error instanceof FeelError) return 'limit'
    throw error
  }
}

describe.each([...FUNCTIONS.values()])('$name()', (built) => {
  it('answers null or a value, and says why it is null, whatever it is given', () => {
    fc.assert(
      fc.property(argumentsOf(built), (given) => {
        const answer = called((run) => built.call(given, run, place))
        if (answer === 'limit') return
        expect(isFeel(answer.value)).toBe(true)
      }),
      { numRuns: 150 },
    )
  })

  it('answers named values too, and names it does not have', () => {
    const names = fc.constantFrom(
      ...built.signatures.flatMap((signature) => signature.map(({ name }) => name)),
      'nobody',
    )
    fc.assert(
      fc.property(fc.dictionary(names, values), (given) => {
        const answer = called((run) => built.callNamed(new Map(Object.entries(given)), run, place))
        if (answer !== 'limit') expect(isFeel(answer.value)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it.each([[[null]], [[[null]]], [[[null], [null], [null]]], [[]], [Array.from({ length: 12 }, () => ({}))]])(
    'does not throw at %j',
    (given) => {
      const answer = called((run) => built.call(given, run, place))
      if (answer !== 'limit' && answer.value === null && built.name !== 'now')
        expect(answer.notes.length, 'a note says why').toBeGreaterThan(0)
    },
  )
})
