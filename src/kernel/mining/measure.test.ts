import fc from 'fast-check'
import { expect, it } from 'vitest'
import { measureLog } from './index.ts'
import { LogBuilder } from './log.ts'

type Event = { activity: string; time: number; resource: string | undefined }

const built = (cases: readonly (readonly Event[])[]) => {
  const log = new LogBuilder()
  for (const events of cases) {
    for (const { activity, time, resource } of events) log.add(activity, time, resource, undefined)
    log.endCase()
  }
  return log.build()
}

/** The same figures, counted one by one. */
const plainly = (cases: readonly (readonly Event[])[]) => {
  const times = cases.flat().flatMap(({ time }) => (Number.isNaN(time) ? [] : [time]))
  const pairs = cases.flatMap((events) => events.slice(1).map((event, at) => [events[at]!, event] as const))
  const ways = new Set(cases.map((events) => events.map(({ activity }) => activity).join()))
  const again = cases.flatMap((events) =>
    events.map(({ activity }) => activity).filter((one, at, all) => all.indexOf(one) < at),
  )
  return {
    variants: ways.size,
    repetitions: again.length,
    follows: Object.groupBy(pairs, ([first, second]) => `${first.activity}>${second.activity}`),
    handOvers: pairs.filter(([one, two]) => one.resource && two.resource && one.resource !== two.resource).length,
    outOfOrder: cases.filter((events) => events.some(({ time }, at) => at > 0 && events[at - 1]!.time > time)).length,
    withoutTime: cases.flat().length - times.length,
    first: times.length ? new Date(Math.min(...times)).toISOString() : null,
    last: times.length ? new Date(Math.max(...times)).toISOString() : null,
  }
}

it('tells what counting one by one tells: empty cases, no time, nobody and disorder included', () => {
  const event = fc.record({
    activity: fc.constantFrom('a', 'b', 'c'),
    time: fc.oneof(fc.integer({ min: 0, max: 50_000 }), fc.constant(Number.NaN)),
    resource: fc.constantFrom(undefined, 'x', 'y'),
  })
  fc.assert(
    fc.property(fc.array(fc.array(event, { maxLength: 6 }), { maxLength: 12 }), (cases) => {
      const { follows, repetitions, ...rest } = plainly(cases)
      const found = measureLog(built(cases))
      expect(found).toMatchObject(rest)
      expect(found.rework.reduce((sum, each) => sum + each.repetitions, 0)).toBe(repetitions)
      expect(found.directlyFollows).toHaveLength(Object.keys(follows).length)
      for (const { from, to, count, waiting } of found.directlyFollows) {
        const pairs = follows[`${from}>${to}`]!
        const between = pairs.map(([one, two]) => (two.time - one.time) / 1000).filter((time) => !Number.isNaN(time))
        expect(count).toBe(pairs.length)
        expect(waiting.max).toBe(between.length ? Math.max(...between) : null)
      }
    }),
    { numRuns: 500 },
  )
})

it('tells apart thousands of ways, with more activities than a table of pairs holds', () => {
  const cases = Array.from({ length: 6_000 }, (_, of) =>
    [0, 1, 2].map((at) => ({ activity: `${(of % 3_000) * 3 + at}`, time: at * 1000, resource: undefined })),
  )
  const found = measureLog(built(cases))
  expect([found.variants, found.topVariants[0]!.count, found.directlyFollows.length]).toEqual([3_000, 2, 6_000])
  expect(new Set(found.directlyFollows.map(({ count, waiting }) => `${count} ${waiting.mean}`))).toEqual(
    new Set(['2 1']),
  )
})
