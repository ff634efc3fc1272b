import { meanOf, readTimes } from '../simulation/times.ts'
import type { Finding, Look, Test } from './finding.ts'
import { after, dependsOn, isRead, onlyNext, reached } from './flow.ts'
import type { Lived } from './lived.ts'
import { called, canGo, isPlainWork, stepsOf } from './looks.ts'
import { isOffices, type Link, type ProcessMap, type Step } from './process-map.ts'

/** A chain longer than this between a step and the gateway is looked at no further. */
const CHAIN_AT_MOST = 8

const behind = (link: Link): Set<Step> => reached([link.target], after)
/** No office works on a case that goes this way: it is over. */
const isOver = (link: Link): boolean => ![...behind(link)].some(isOffices)
const isDivider = (step: Step): boolean =>
  step.type === 'exclusiveGateway' && step.outgoing.length > 1 && step.incoming.length === 1

/** Pattern 8: work that is done before a gateway which lets some cases end without it. */
export const doneInVain: Look = (map, facts, lived) => {
  const found: Finding[] = []
  for (const step of stepsOf(map).filter((each) => isOffices(each) && isPlainWork(each) && canGo(each))) {
    const between: Step[] = []
    let next = onlyNext(step)
    while (next && !isDivider(next) && between.length < CHAIN_AT_MOST && !dependsOn(next, step, map)) {
      between.push(next)
      next = onlyNext(next)
    }
    // straight before the gateway it is most likely what the gateway asks
    if (!next || !isDivider(next) || between.length === 0 || dependsOn(next, step, map)) continue
    const over = next.outgoing.filter(
      (link) => isOver(link) && ![...behind(link)].some((each) => dependsOn(each, step, map)),
    )
    const goesOn = next.outgoing.filter((link) => !over.includes(link))
    if (over.length === 0 || goesOn.length === 0) continue
    const minutes = minutesOf(step, lived)
    found.push({
      rule: 'done-in-vain',
      elements: [step.id, next.id],
      values: { step: called(step), first: called(between.at(-1)!) },
      evidence: [
        ...over.map((link) => `${next!.id} → ${link.target.id}: nothing reads the result of ${step.id}`),
        ...(minutes === undefined ? [] : [`${step.id}: ${round(minutes)} minutes`]),
      ],
      ...(goesOn.length === 1 && !isRead(step, { ...map, expressions: [] }, facts?.readers)
        ? { fix: { kind: 'move' as const, step: step.id, onto: goesOn[0]!.id } }
        : {}),
    })
  }
  return found
}

/** Minutes of work where the model says them, else the time that a log shows. */
export const minutesOf = (step: Step, lived: Lived | undefined): number | undefined => {
  const said = readTimes(step.attributes.get('minutes'))
  return said ? meanOf(said) : lived?.steps.get(step.id)?.minutes
}
export const round = (value: number): string => (value >= 10 ? value.toFixed(0) : value.toFixed(1))

interface Sorted extends Test {
  at: Step
  gate: Step
  reject: Link[]
  share: number
  minutes: number
}

/** Fewer cases than this say nothing about shares. */
const CASES_AT_LEAST = 30
/** A change below this is not worth the unrest. */
const GAIN_AT_LEAST = 0.05

/** Pattern 9: tests of which each may end the case; the order that costs least is by refusals a minute, falling. */
export const testsOutOfOrder: Look = (map, _facts, lived) => {
  if (!lived) return []
  const found: Finding[] = []
  const seen = new Set<Step>()
  for (const start of stepsOf(map)) {
    if (seen.has(start)) continue
    const chain: Sorted[] = []
    for (let test = testAt(start, lived); test; ) {
      chain.push(test)
      seen.add(test.at)
      const next: Step = test.gate.outgoing.find(({ id }) => id === test!.on)!.target
      test = next.incoming.length === 1 && !seen.has(next) ? testAt(next, lived) : undefined
    }
    if (chain.length < 2) continue
    const best = chain.toSorted((first, second) => second.share / second.minutes - first.share / first.minutes)
    const [now, then] = [costOf(chain), costOf(best)]
    if (then > now * (1 - GAIN_AT_LEAST)) continue
    found.push({
      rule: 'tests-out-of-order',
      elements: chain.map(({ step }) => step),
      values: {
        steps: chain.map(({ at }) => called(at)).join(' → '),
        order: best.map(({ at }) => called(at)).join(' → '),
      },
      evidence: [
        ...chain.map(
          ({ step, share, minutes }) =>
            `${step}: ends ${(share * 100).toFixed(0)} % of cases in ${round(minutes)} minutes`,
        ),
        `${round(now)} minutes a case in this order, ${round(then)} in the other`,
      ],
      ...(independent(chain, map)
        ? { fix: { kind: 'reorder' as const, tests: best.map(({ step, gateway, on }) => ({ step, gateway, on })) } }
        : {}),
    })
  }
  return found
}

/** A test is a step of an office with a gateway behind it, of whose two ways one ends the case. */
function testAt(step: Step, lived: Lived): Sorted | undefined {
  const gate = onlyNext(step)
  const known = lived.steps.get(step.id)
  const minutes = minutesOf(step, lived)
  if (!isOffices(step) || step.boundaries.length > 0 || !gate || !isDivider(gate) || gate.outgoing.length !== 2)
    return undefined
  const goesOn = gate.outgoing.filter((link) => !isOver(link))
  // behind the last test a case that goes on may be over too: then the default way is the one on
  const [on] = goesOn.length > 0 ? goesOn : gate.outgoing.filter(({ id }) => id === gate.element.attribute('default'))
  const reject = gate.outgoing.filter((link) => link !== on)
  if (!on || goesOn.length > 1 || !known || known.done < CASES_AT_LEAST || minutes === undefined) return undefined
  const refused = behind(reject[0]!)
  const further = [...behind(on)].filter((each) => !refused.has(each) && lived.steps.has(each.id))
  if (further.length === 0) return undefined
  const went = further.reduce((sum, { id }) => sum + (known.next.get(id) ?? 0), 0)
  return { step: step.id, gateway: gate.id, on: on.id, at: step, gate, reject, share: 1 - went / known.done, minutes }
}

/** Minutes that a case takes on average when the first refusal ends it. */
function costOf(tests: readonly Sorted[]): number {
  let [left, sum] = [1, 0]
  for (const { share, minutes } of tests) {
    sum += left * minutes
    left *= 1 - share
  }
  return sum
}

/** No test, nor the way on which it ends a case, needs what another found. */
const independent = (tests: readonly Sorted[], map: ProcessMap): boolean =>
  tests.every((test) =>
    tests.every(
      (other) =>
        other === test ||
        ![test.at, test.gate, ...behind(test.reject[0]!)].some((each) => dependsOn(each, other.at, map)),
    ),
  )
