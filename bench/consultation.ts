import type { Benchmark, BenchmarkRun, Measure } from '../src/commands/benchmark.ts'
import { differences, mapActs } from '../src/kernel/difference/index.ts'
import { chance, editAct, makeAct, marks } from '../src/kernel/difference/testing.ts'
import { groupsOf, runsOfAct, signatureOf, VALUES } from '../src/kernel/grouping/index.ts'
import { labelledComments, quality, signAll } from '../src/kernel/grouping/testing.ts'
import { compare } from './compare.ts'
import { consultationStore } from './consultation-store.ts'

/** Processor seconds of some work, and what it gave. */
function spent<Answer>(work: () => Answer): { seconds: number; answer: Answer } {
  const before = process.cpuUsage()
  const answer = work()
  const { user, system } = process.cpuUsage(before)
  return { seconds: (user + system) / 1e6, answer }
}

const asked = (value: number) => ({ name: 'asked for', value })

/** Groups of a labelled set: how right, how fast, and whether the order of arrival changes anything. */
function grouping({ full, tell }: BenchmarkRun): Measure[] {
  const count = full ? 1_000_000 : 50_000
  tell(`makes ${count} comments`)
  const { texts, labels, act } = labelledComments(count, 1)
  const runs = runsOfAct(act)
  // strings as they come from the wire: freshly joined ones are flattened at their first reading
  const wire = texts.map((text) => Buffer.from(text).toString('utf8'))
  const part = Math.min(10_000, count / 5)
  const into = new Uint32Array(VALUES)
  for (const text of wire.slice(0, 2_000)) signatureOf(text, runs, into)
  const rate = (from: number) =>
    part / spent(() => wire.slice(from, from + part).forEach((text) => signatureOf(text, runs, into))).seconds
  const [first, last] = [rate(0), rate(count - part)]
  tell('signs and groups them')
  const signed = spent(() => signAll(wire, act))
  const grouped = spent(() => groupsOf(signed.answer))
  const { precision, recall } = quality(grouped.answer, labels)
  const random = chance(2)
  const order = texts.map((_text, at) => at).sort(() => random() - 0.5)
  const again = groupsOf(
    signAll(
      order.map((at) => wire[at]!),
      act,
    ),
  )
  const same = order.every((at, place) => wire[order[again[place]!]!] === wire[grouped.answer[at]!])
  const exact = new Map(texts.map((text, at) => [text, at] as const))
  const baseline = quality(
    texts.map((text) => exact.get(text)!),
    labels,
  ).recall
  const all = (signed.seconds + grouped.seconds) * (1_000_000 / count)
  return [
    compare({
      name: `grouping ${count}: precision`,
      value: precision,
      unit: 'share',
      reference: asked(0.999),
      goal: 1,
      better: 'higher',
    }),
    compare({
      name: `grouping ${count}: recall`,
      value: recall,
      unit: 'share',
      reference: asked(0.95),
      goal: 1,
      better: 'higher',
    }),
    compare({
      name: `grouping ${count}: recall against that of exact match`,
      value: recall,
      unit: 'share',
      reference: { name: 'exact match', value: baseline },
      goal: 10,
      better: 'higher',
    }),
    compare({
      name: 'grouping: shuffled input gives the same groups',
      value: same ? 1 : 0,
      unit: 'yes',
      reference: asked(1),
      goal: 1,
      better: 'higher',
    }),
    compare({
      name: 'signing: comments',
      value: count / signed.seconds,
      unit: 'comments/s',
      reference: asked(60_000),
      goal: 1,
      better: 'higher',
    }),
    compare({
      name: 'signing: last against first',
      value: last,
      unit: 'comments/s',
      reference: { name: 'first', value: first },
      goal: 0.7,
      better: 'higher',
    }),
    compare({
      name: 'canonical pass, for a million',
      value: all,
      unit: 'CPU s',
      reference: asked(30),
      goal: 1,
      better: 'lower',
    }),
  ]
}

/** Passages found again after one and three rounds of edits of an act of a hundred pages. */
function anchoring({ tell }: BenchmarkRun): Measure[] {
  const original = makeAct(300, 21)
  const places = marks(original, 10_000, 22)
  return [
    [1, 0.99],
    [3, 0.98],
  ].flatMap(([rounds, least]) => {
    tell(`anchors over ${rounds} rounds of edits`)
    const { act, origin } = editAct(original, rounds!, 23)
    const { seconds, answer: fates } = spent(() => {
      const map = mapActs(original.act, act)
      return places.map((place) => map.fateOf(place))
    })
    const verdicts = places.map((place, at) => origin.judge(place, fates[at]!))
    const share = (verdict: string) => verdicts.filter((given) => given === verdict).length / places.length
    return [
      compare({
        name: `anchors, ${rounds} rounds: right`,
        value: share('right'),
        unit: 'share',
        reference: asked(least!),
        goal: 1,
        better: 'higher',
      }),
      compare({
        name: `anchors, ${rounds} rounds: silently wrong`,
        value: share('wrong'),
        unit: 'share',
        reference: asked(0.0005),
        goal: 1,
        better: 'lower',
      }),
      compare({
        name: `anchors, ${rounds} rounds: 10,000 of them`,
        value: seconds,
        unit: 'CPU s',
        reference: asked(0.5),
        goal: 1,
        better: 'lower',
      }),
    ]
  })
}

function comparing({ tell }: BenchmarkRun): Measure[] {
  tell('compares two texts of a hundred pages')
  const original = makeAct(300, 31)
  const { act } = editAct(original, 1, 32)
  differences(original.act, act)
  const { seconds } = spent(() => differences(original.act, act))
  return [
    compare({
      name: 'difference of two texts',
      value: seconds * 1000,
      unit: 'CPU ms',
      reference: asked(100),
      goal: 1,
      better: 'lower',
    }),
  ]
}

/** What a discussion with a million comments asks of processor and database. */
export const consultation: Benchmark = {
  name: 'consultation',
  summary:
    'groups of comments, passages found again, differences of texts, intake, pages, answers and seals, against what was asked for',
  run: async (given) => ({
    measures: [...comparing(given), ...anchoring(given), ...grouping(given), ...(await consultationStore(given))],
    versions: {},
  }),
}
