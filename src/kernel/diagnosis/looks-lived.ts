import type { Finding, Look } from './finding.ts'
import { isRead, onlyNext } from './flow.ts'
import { minutesOf, round } from './looks-order.ts'
import { APPROVES, called, canGo, isPlainWork, shortened, stepsOf } from './looks.ts'
import { isHuman, isOffices, listIn, type Step } from './process-map.ts'

/** Fewer events than this say nothing about shares. */
const EVENTS_AT_LEAST = 30
const percent = (share: number): string => (share * 100).toFixed(share < 0.1 ? 1 : 0)

/** Pattern 10: times of a step fall into two groups. */
export const twoKinds: Look = (map, _facts, lived) =>
  stepsOf(map)
    .filter((step) => isOffices(step) && !isSplitAlready(step))
    .flatMap((step): Finding[] => {
      const groups = lived?.steps.get(step.id)?.groups
      if (!groups) return []
      const { short, long, by } = groups
      const place = by && (/[.]/.test(by.name) ? by.name : `answers.${by.name}`)
      const condition =
        by && /^[\p{L}_][\w.\p{L}]*$/u.test(place!) ? `${place} = ${JSON.stringify(by.value)}` : undefined
      return [
        {
          rule: 'two-kinds',
          elements: [step.id],
          values: {
            step: called(step),
            share: percent(short.share),
            minutes: round(short.minutes),
            longer: round(long.minutes),
            condition: condition ?? '–',
          },
          evidence: [
            `${step.id}: ${percent(short.share)} % around ${round(short.minutes)} minutes, ${percent(long.share)} % around ${round(long.minutes)}`,
            ...(by ? [`${by.name} = ${by.value} tells them apart in ${percent(by.right)} % of cases`] : []),
          ],
          ...(condition !== undefined && canGo(step) && isPlainWork(step)
            ? {
                fix: {
                  kind: 'triage' as const,
                  step: step.id,
                  condition,
                  name: shortened(`${called(step)} (${by!.value})`),
                  attributes: {
                    writes: step.attributes.get('writes') ?? step.id,
                    minutes: String(Math.max(1, Math.round(short.minutes))),
                  },
                },
              }
            : {}),
        },
      ]
    })

/** It stands behind a gateway that already sends short cases by another way. */
const isSplitAlready = (step: Step): boolean => {
  const [from] = step.incoming.map(({ source }) => source)
  const name = step.attributes.get('writes') ?? step.id
  return (
    from?.type === 'exclusiveGateway' &&
    from.outgoing.some(({ target }) => target !== step && (target.attributes.get('writes') ?? target.id) === name)
  )
}

/** Above this share of completions close to another, work is done in batches. */
const BURSTS_AT_LEAST = 0.6

/** Pattern 11: a timer that lets cases wait for a day, or work that a log shows to be done many at a time. */
export const doneInBatches: Look = (map, _facts, lived) => [
  ...stepsOf(map).flatMap((step): Finding[] => {
    const timer = step.element.children.find((child) => child.name === 'timerEventDefinition')
    const at = timer?.children.find((child) => /^time(Cycle|Date)$/.test(child.name))
    if (step.type !== 'intermediateCatchEvent' || !at) return []
    return [
      {
        rule: 'done-in-batches',
        elements: [step.id],
        values: { step: called(step), share: at.fullText.trim() },
        evidence: [`${step.id}: ${at.name} ${at.fullText.trim()}`],
        ...(canGo(step) && !step.attributes.has('basis') ? { fix: { kind: 'remove' as const, step: step.id } } : {}),
      },
    ]
  }),
  ...stepsOf(map).flatMap((step): Finding[] => {
    const known = lived?.steps.get(step.id)
    const said = Number(step.attributes.get('batch') ?? 0)
    const seen = known !== undefined && known.done >= EVENTS_AT_LEAST && known.bursts >= BURSTS_AT_LEAST
    if (!isOffices(step) || said === 1 || (!seen && said < 2)) return []
    return [
      {
        rule: 'done-in-batches',
        elements: [step.id],
        values: { step: called(step), share: seen ? `${percent(known.bursts)} %` : String(said) },
        evidence: seen
          ? [`${step.id}: ${percent(known.bursts)} % of ${known.done} completions within a minute of another case's`]
          : [`${step.id}.batch = ${said}`],
        fix: { kind: 'set', steps: [step.id], attributes: { batch: '1' } },
      },
    ]
  }),
]

/** An approval after which this share goes the same way changes nothing. */
const SAME_AT_LEAST = 0.97

/** Pattern 12: an approval by the body that did the work, after which the case always goes on alike. */
export const approvalChangesNothing: Look = (map, facts, lived) =>
  stepsOf(map).flatMap((first): Finding[] => {
    const second = onlyNext(first)
    const known = second && lived?.steps.get(second.id)
    if (!second || !known || known.done < EVENTS_AT_LEAST) return []
    if (![first, second].every(isOffices) || first.body === '' || first.body !== second.body) return []
    if (!APPROVES.test(second.name) && second.attributes.get('act') !== 'opinion') return []
    const [most, count] = [...known.next].toSorted((first, second) => second[1] - first[1])[0] ?? ['', 0]
    const share = count / known.done
    if (share < SAME_AT_LEAST || most === first.id) return []
    const basis = [...new Set([...listIn(first, 'basis'), ...listIn(second, 'basis')])].join(' ')
    return [
      {
        rule: 'approval-changes-nothing',
        elements: [first.id, second.id],
        values: { first: called(first), step: called(second), share: percent(share) },
        evidence: [`${second.id} → ${most || 'end'}: ${count} of ${known.done}`, `both by ${first.body}`],
        ...(canGo(second) &&
        isPlainWork(second) &&
        first.boundaries.length === 0 &&
        !isRead(second, map, facts?.readers)
          ? {
              fix: {
                kind: 'merge' as const,
                first: first.id,
                second: second.id,
                name: called(first),
                attributes: { sample: '5 %', ...(basis === '' ? {} : { basis }) },
              },
            }
          : {}),
      },
    ]
  })

/** A way that fewer cases take is an exception. */
const RARE_BELOW = 0.05

/** Pattern 13: a way of several steps that hardly a case takes stands in the main flow. */
export const rareWay: Look = (map, facts, lived) =>
  stepsOf(map)
    .filter((gate) => gate.type === 'exclusiveGateway' && gate.outgoing.length > 1)
    .flatMap((gate) =>
      gate.outgoing.flatMap((link): Finding[] => {
        const chain: Step[] = []
        for (let step: Step | undefined = link.target; step && isChained(step); step = onlyNext(step)) chain.push(step)
        const [first] = chain
        const known = first && lived?.steps.get(first.id)
        if (!first || !lived || chain.length < 2 || !chain.some(isHuman)) return []
        const share = (known?.cases ?? 0) / Math.max(1, lived.cases)
        if (lived.cases < EVENTS_AT_LEAST || share >= RARE_BELOW) return []
        const inside = new Set(chain.map(({ id }) => id))
        const readers = { ...map, expressions: map.expressions.filter(({ owner }) => !inside.has(owner)) }
        const minutes = chain.reduce((sum, step) => sum + (minutesOf(step, lived) ?? 0), 0)
        return [
          {
            rule: 'rare-way',
            elements: [gate.id, ...inside],
            values: { steps: chain.map(called).join(' → '), share: percent(share) },
            evidence: [
              `${first.id}: in ${known?.cases ?? 0} of ${lived.cases} cases`,
              ...(minutes > 0 ? [`${round(minutes)} minutes of work`] : []),
            ],
            ...(chain.every((step) => !isRead(step, readers, facts?.readers))
              ? { fix: { kind: 'enclose' as const, steps: [...inside], name: shortened(called(first)) } }
              : {}),
          },
        ]
      }),
    )

/** Work that has one way in and one way on. */
const isChained = (step: Step): boolean => /[tT]ask$/.test(step.type) && step.incoming.length === 1 && canGo(step)
