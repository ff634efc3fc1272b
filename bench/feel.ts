import { compileFeel } from '../src/kernel/rules/index.ts'
import type { Benchmark, Measure } from '../src/commands/benchmark.ts'
import { compare, inTurn, perSecond } from './compare.ts'
import { importFrom, peerFolder, versionIn } from './peers.ts'

const RULES: { name: string; expression: string; context: Record<string, unknown> }[] = [
  { name: 'two comparisons', expression: 'age >= 60 and experience >= 7', context: { age: 61, experience: 12 } },
  {
    name: 'four branches',
    expression:
      'if area <= 0 then "refuse" else if area <= 60 and floors <= 2 then "simple" else if area <= 300 then "project" else "expertise"',
    context: { area: 240, floors: 2 },
  },
  {
    name: 'sum over a list',
    expression: 'sum(for one in members return one.income) / count(members) < 500',
    context: { members: [{ income: 300 }, { income: 0 }, { income: 900 }] },
  },
]

/** A rule that is asked again and again: compiled once here, parsed at every call by the field's library. */
export const feel: Benchmark = {
  name: 'feel',
  summary: 'compiled FEEL against feelin.evaluate',
  async run({ seconds, rounds, tell }) {
    const folder = peerFolder('feelin', tell)
    const { evaluate } = await importFrom<{ evaluate(expression: string, context: object): unknown }>(folder, 'feelin')
    const measures: Measure[] = []
    for (const { name, expression, context } of RULES) {
      const theirs = () => evaluate(expression, context)
      // the text is looked up at each call, as a case does it that comes to a gateway
      const ours = () => compileFeel(expression).evaluate(context, { now: null })
      const told = valueOf(theirs())
      if (JSON.stringify(told) !== JSON.stringify(ours()))
        throw new Error(`${expression}: feelin says ${JSON.stringify(told)}, we say ${JSON.stringify(ours())}`)
      await perSecond(0.3, ours)
      await perSecond(0.3, theirs, 20)
      const found = await inTurn(
        { rounds, tell: (line) => tell(`${name}: ${line}`) },
        { feelin: () => perSecond(seconds / 3, theirs, 20), darcha: () => perSecond(seconds / 3, ours) },
      )
      measures.push(
        compare({
          name: `feel: ${name}`,
          value: found.darcha,
          unit: 'evaluations/s',
          reference: { name: 'feelin.evaluate', value: found.feelin },
          goal: 30,
          better: 'higher',
        }),
      )
    }
    return { measures, versions: { feelin: versionIn(folder, 'feelin')! } }
  },
}

/** feelin 8 answers a value with its warnings. */
const valueOf = (answer: unknown) =>
  answer !== null && typeof answer === 'object' && 'value' in answer ? answer.value : answer
