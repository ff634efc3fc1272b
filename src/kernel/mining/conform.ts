import { Aligner } from './align.ts'
import { LogError, type EventLog } from './log.ts'
import { netOf } from './net.ts'
import { variantsOf } from './variants.ts'

/** How well a log fits a model. */
export interface Conformance {
  /** From 0 to 1, over all cases; with `exact` false the least that it can be. */
  fitness: number
  exact: boolean
  /** Cases without any deviation. */
  fittingCases: number
  cases: number
  /** Variants whose search ended at its budget: their cost is counted as if nothing of them fitted. */
  notOptimal: number
  /** Moves of one side alone, over all cases, at least. */
  deviations: number
  /** Steps that were left out, and activities that came where the model has none; with how many cases. */
  skipped: { step: string; name: string; cases: number }[]
  unexpected: { activity: string; cases: number }[]
  /** Gateways that the search takes more freely than the engine does: figures may be better than true. */
  loose: readonly string[]
  /** By variant, in the order of the log's variants. */
  variants: { cost: number; exact: boolean; count: number; length: number }[]
}

/**
 * Compares a log with a model by optimal alignments, one for each variant.
 * @param budget states that may be looked at for one variant
 * @throws LogError when no case of the model can ever end, XmlError when the model is no XML
 */
export function conform(log: EventLog, bpmn: string, budget?: number): Conformance {
  const net = netOf(bpmn, log.activities)
  const aligner = new Aligner(net, budget)
  const shortest = aligner.align([])
  if (!shortest)
    throw new LogError(
      'never-ends',
      'no case of the model can come to its end',
      'mend the model: darcha check tells where',
    )
  const found: Conformance = {
    fitness: 1,
    exact: shortest.exact,
    fittingCases: 0,
    cases: log.offsets.length - 1,
    notOptimal: 0,
    deviations: 0,
    skipped: [],
    unexpected: [],
    loose: net.loose,
    variants: [],
  }
  const [skipped, unexpected] = [new Map<string, number>(), new Map<number, number>()]
  let [paid, most] = [0, 0]
  for (const { activities, count } of variantsOf(log)) {
    const aligned = aligner.align(activities)!
    const worst = activities.length + shortest.cost
    found.variants.push({ cost: aligned.cost, exact: aligned.exact, count, length: activities.length })
    paid += (aligned.exact ? aligned.cost : worst) * count
    most += worst * count
    found.deviations += aligned.cost * count
    if (!aligned.exact) found.notOptimal++
    else if (aligned.cost === 0) found.fittingCases += count
    for (const step of new Set(aligned.skipped)) skipped.set(step, (skipped.get(step) ?? 0) + count)
    for (const activity of new Set(aligned.unexpected))
      unexpected.set(activity, (unexpected.get(activity) ?? 0) + count)
  }
  found.exact &&= found.notOptimal === 0
  found.fitness = most === 0 ? 1 : 1 - paid / most
  const nameOf = new Map(net.transitions.map(({ step, label }) => [step, net.labels[label] ?? step]))
  found.skipped = [...skipped]
    .map(([step, cases]) => ({ step, name: nameOf.get(step) ?? step, cases }))
    .sort((first, second) => second.cases - first.cases)
  found.unexpected = [...unexpected]
    .map(([activity, cases]) => ({ activity: log.activities[activity]!, cases }))
    .sort((first, second) => second.cases - first.cases)
  return found
}
