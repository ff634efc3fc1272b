import type { Finding, Look } from './finding.ts'
import { onlyNext } from './flow.ts'
import { called, isPlainWork, stepsOf } from './looks.ts'
import { isOffices, type Step } from './process-map.ts'

/** Above this share of its working time a unit lets cases wait without end; below the second it has room again. */
const BUSY_ABOVE = 0.85
const BUSY_THEN = 0.8

/** Pattern 15: a unit that is always busy. */
export const tooFewHands: Look = (map, _facts, lived) =>
  [...(lived?.units ?? [])].flatMap(([body, { utilisation, staff, waiting }]): Finding[] => {
    const steps = stepsOf(map).filter((step) => isOffices(step) && step.body === body)
    if (steps.length === 0 || utilisation <= BUSY_ABOVE) return []
    const needed = Math.max(staff + 1, Math.ceil((utilisation * staff) / BUSY_THEN))
    if (steps.every((step) => Number(step.attributes.get('staff') ?? 0) >= needed)) return []
    return [
      {
        rule: 'too-few-hands',
        elements: steps.map(({ id }) => id),
        values: {
          body,
          share: (utilisation * 100).toFixed(0),
          count: String(staff),
          needed: String(needed),
          steps: steps.map(called).join(', '),
        },
        evidence: [
          `${body}: ${staff} people, busy ${(utilisation * 100).toFixed(0)} % of working time`,
          ...(waiting === undefined ? [] : [`${(waiting * 100).toFixed(0)} % of the time of its cases is waiting`]),
        ],
        fix: { kind: 'set', steps: steps.map(({ id }) => id), attributes: { staff: String(needed) } },
      },
    ]
  })

const BODIES_AT_MOST = 3

/** Pattern 15: more bodies than three work on a case; work that no law ties to its body can go to a neighbour's. */
export const manyBodies: Look = (map) => {
  const steps = stepsOf(map).filter((step) => isOffices(step) && step.body !== '')
  const byBody = Map.groupBy(steps, ({ body }) => body)
  if (byBody.size <= BODIES_AT_MOST) return []
  const free = (step: Step): boolean =>
    isPlainWork(step) && step.attributes.get('act') !== 'opinion' && !step.attributes.has('basis')
  const [leaving] = [...byBody.values()]
    .filter((own) => own.every(free))
    .toSorted((first, second) => first.length - second.length)
  const neighbour = leaving
    ?.flatMap((step) => [step.incoming.length === 1 ? step.incoming[0]!.source : undefined, onlyNext(step)])
    .find((step) => step && isOffices(step) && step.attributes.has('office') && step.body !== leaving[0]!.body)
  return [
    {
      rule: 'many-bodies',
      elements: steps.map(({ id }) => id),
      values: { count: String(byBody.size), steps: [...byBody.keys()].join(', ') },
      evidence: [...byBody].map(([body, own]) => `${body}: ${own.map(({ id }) => id).join(', ')}`),
      ...(leaving && neighbour
        ? {
            fix: {
              kind: 'set' as const,
              steps: leaving.map(({ id }) => id),
              attributes: { office: neighbour.attributes.get('office')! },
            },
          }
        : {}),
    },
  ]
}
