import type { Finding, Look } from './finding.ts'
import { dependsOn, isAlwaysBefore, isRead, onlyNext } from './flow.ts'
import { isApplicants, isHuman, isOffices, listIn, type ProcessMap, type Step } from './process-map.ts'

/** Acts that change the case by themselves: a step that does one is never taken away, nor put beside others. */
export const isPlainWork = (step: Step): boolean =>
  ['opinion', 'examine', undefined].includes(step.attributes.get('act'))
export const called = (step: Step): string => step.name || step.id
/** A name that still fits into a box. */
export const shortened = (name: string): string =>
  name.length > 70 ? `${name.slice(0, 69).replace(/…+$/, '')}…` : name
export const stepsOf = (map: ProcessMap): Step[] => [...map.steps.values()]
export const canGo = (step: Step): boolean =>
  step.outgoing.length === 1 &&
  step.outgoing[0]!.condition === '' &&
  step.incoming.length > 0 &&
  step.boundaries.length === 0

/** The applicant fetches or brings what a register of the state holds. */
export const heldByState: Look = (map, facts) => {
  const known = new Map(facts?.evidence.map((evidence) => [evidence.id, evidence]))
  const found: Finding[] = []
  for (const step of stepsOf(map).filter((each) => isHuman(each) && isApplicants(each))) {
    const papers = listIn(step, 'documents').flatMap((id) => known.get(id) ?? [])
    const held = papers.filter((paper) => paper.heldByState)
    if (held.length === 0) continue
    const answered = papers.every((paper) => paper.heldByState && paper.register !== undefined)
    const whole = answered && papers.length === listIn(step, 'documents').length && step.boundaries.length === 0
    found.push({
      rule: 'held-by-state',
      elements: [step.id],
      values: {
        step: called(step),
        document: held.map((paper) => paper.name).join(', '),
        register: [...new Set(held.flatMap((paper) => paper.register ?? []))].join(', '),
      },
      evidence: [
        `${step.id}.documents = ${listIn(step, 'documents').join(' ')}`,
        ...held.map((paper) => `evidence.${paper.id}: heldByState, register ${paper.register ?? 'not known'}`),
      ],
      ...(whole
        ? {
            fix: {
              kind: 'replace' as const,
              step: step.id,
              type: 'serviceTask',
              attributes: { job: 'register.fetch', evidence: papers.map((paper) => paper.id).join(' ') },
              without: ['performer', 'visit', 'documents', 'act', 'term', 'office'],
            },
          }
        : {}),
    })
  }
  const [start] = stepsOf(map).filter((step) => step.type === 'startEvent')
  for (const paper of facts?.evidence ?? [])
    if (start && paper.heldByState && paper.field !== undefined)
      found.push({
        rule: 'held-by-state',
        elements: [start.id],
        values: { step: called(start), document: paper.name, register: paper.register ?? '' },
        evidence: [`evidence.${paper.id}: heldByState, and the form asks for it as a file in "${paper.field}"`],
      })
  return found
}

/** The same paper is fetched twice, or the same check is done twice, the first always before the second. */
export const askedTwice: Look = (map, facts) => {
  const found: Finding[] = []
  const human = stepsOf(map).filter(isHuman)
  const gone = new Set<Step>()
  for (const first of human)
    for (const second of human) {
      if (first === second || gone.has(second) || isApplicants(first) !== isApplicants(second)) continue
      const attribute = isApplicants(first) ? 'documents' : 'checks'
      const again = listIn(second, attribute).filter((id) => listIn(first, attribute).includes(id))
      const named = first.name !== '' && plain(first.name) === plain(second.name) && isPlainWork(first)
      if ((again.length === 0 && !named) || !isAlwaysBefore(first, second, map)) continue
      gone.add(second)
      const whole = again.length > 0 ? listIn(second, attribute).every((id) => again.includes(id)) : named
      const names = new Map(facts?.evidence.map(({ id, name }) => [id, name]))
      found.push({
        rule: 'asked-twice',
        elements: [first.id, second.id],
        values: {
          first: called(first),
          step: called(second),
          document: again.map((id) => names.get(id) ?? id).join(', ') || called(second),
        },
        evidence:
          again.length > 0
            ? [first, second].map((step) => `${step.id}.${attribute} = ${listIn(step, attribute).join(' ')}`)
            : [`${first.id} and ${second.id} are both called "${second.name}"`],
        ...(whole && canGo(second) && isPlainWork(second) && !isRead(second, map, facts?.readers)
          ? { fix: { kind: 'remove' as const, step: second.id } }
          : {}),
      })
    }
  return found
}
const plain = (name: string): string =>
  name
    .toLocaleLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** The applicant comes only to hand over or to collect paper. */
export const visitForPaper: Look = (map, facts) =>
  stepsOf(map)
    .filter((step) => isHuman(step) && isApplicants(step) && step.attributes.get('visit') === 'true')
    .filter((step) => listIn(step, 'hands').length > 0 || listIn(step, 'collects').length > 0)
    .map((step) => {
      const collects = listIn(step, 'collects').length > 0
      const free = canGo(step) && step.attributes.get('act') === undefined && !isRead(step, map, facts?.readers)
      return {
        rule: 'visit-for-paper',
        elements: [step.id],
        values: { step: called(step) },
        evidence: [
          `${step.id}.visit = true`,
          `${step.id}.${collects ? 'collects' : 'hands'} = ${step.attributes.get(collects ? 'collects' : 'hands')}`,
        ],
        ...(free
          ? {
              fix: collects
                ? {
                    kind: 'replace' as const,
                    step: step.id,
                    type: 'sendTask',
                    attributes: { job: 'notify', text: 'result' },
                    without: ['performer', 'visit', 'collects'],
                  }
                : { kind: 'remove' as const, step: step.id },
            }
          : {}),
      }
    })

export const APPROVES = /approv|agree|opinion|consent|coordinat|consult|соглас|заключен|виз[аы]|kelish|xulosa/i

/** Opinions of different bodies stand one behind the other, and none needs another's. */
export const opinionsInSeries: Look = (map) => {
  const opinion = (step: Step): boolean =>
    isOffices(step) &&
    (step.attributes.get('act') === 'opinion' ||
      (step.attributes.get('act') === undefined && APPROVES.test(step.name))) &&
    step.boundaries.length === 0
  const found: Finding[] = []
  const seen = new Set<Step>()
  for (const first of stepsOf(map).filter(opinion)) {
    if (seen.has(first)) continue
    const chain = [first]
    for (let next = onlyNext(first); next && opinion(next) && !seen.has(next); next = onlyNext(next)) {
      const free = chain.every(
        (earlier) => !dependsOn(next!, earlier, map) && earlier.body !== next!.body && next!.body !== '',
      )
      if (!free) break
      chain.push(next)
    }
    if (chain.length < 2) continue
    for (const step of chain) seen.add(step)
    const last = chain.at(-1)!
    found.push({
      rule: 'opinions-in-series',
      elements: chain.map((step) => step.id),
      values: { steps: chain.map(called).join(' → '), count: String(chain.length) },
      evidence: chain.map((step) => `${step.id}: by ${step.body}, reads no result of those before it`),
      ...(last.outgoing.length === 1 && last.outgoing[0]!.condition === '' && first.incoming.length > 0
        ? { fix: { kind: 'parallel' as const, steps: chain.map((step) => step.id) } }
        : {}),
    })
  }
  return found
}

/**
 * The case goes from a body to another and straight back. What lies between becomes the first body's own work; where it is
 * the other's opinion, or does an act, the first body does both of its steps before, if the second needs nothing of it.
 */
export const pingPong: Look = (map) =>
  stepsOf(map)
    .filter(isOffices)
    .flatMap((first): Finding[] => {
      const second = onlyNext(first)
      const third = second && onlyNext(second)
      if (!second || !third || ![second, third].every(isOffices) || first.body === '' || second.body === '') return []
      if (first.body !== third.body || second.body === first.body) return []
      const mayPass = isPlainWork(second) && second.attributes.get('act') !== 'opinion' && !APPROVES.test(second.name)
      const mayMove =
        canGo(third) &&
        isPlainWork(third) &&
        third.scope === second.scope &&
        third.outgoing[0]!.target !== first &&
        second.boundaries.length === 0 &&
        !dependsOn(third, second, map)
      return [
        {
          rule: 'ping-pong',
          elements: [first.id, second.id, third.id],
          values: {
            first: called(first),
            step: called(second),
            third: called(third),
            body: first.body,
            other: second.body,
          },
          evidence: [first, second, third].map((step) => `${step.id}: by ${step.body}`),
          ...(mayPass
            ? { fix: { kind: 'give' as const, step: second.id, like: first.id } }
            : mayMove
              ? { fix: { kind: 'move' as const, step: third.id, onto: first.outgoing[0]!.id } }
              : {}),
        },
      ]
    })

/** A person decides what the data already tell: nothing reads the result, or the decision stands in the rules. */
export const decidedByTable: Look = (map, facts) =>
  stepsOf(map)
    .filter((step) => isOffices(step) && isPlainWork(step))
    .flatMap((step): Finding[] => {
      const decision = step.attributes.get('decision')
      const [gateway] = step.outgoing.map(({ target }) => target)
      const conditions =
        gateway?.type === 'exclusiveGateway' ? gateway.outgoing.flatMap(({ condition }) => condition || []) : []
      const told = conditions.length > 0 && conditions.every((text) => /\b(answers|applicant|registers?)\b/.test(text))
      if (decision === undefined && !(told && !isRead(step, map, facts?.readers))) return []
      const fixed =
        decision !== undefined && step.boundaries.length === 0
          ? {
              fix: {
                kind: 'replace' as const,
                step: step.id,
                type: 'businessRuleTask',
                attributes: {},
                without: ['act', 'performer', 'office', 'role', 'term', 'evidence', 'answers', 'checks'],
              },
            }
          : decision === undefined && canGo(step)
            ? { fix: { kind: 'remove' as const, step: step.id } }
            : {}
      return [
        {
          rule: 'decided-by-table',
          elements: [step.id, ...(decision === undefined && gateway ? [gateway.id] : [])],
          values: { step: called(step) },
          evidence:
            decision === undefined
              ? [
                  `nothing reads the result of ${step.id}`,
                  ...conditions.map((text) => `${gateway!.id}: ${text.trim()}`),
                ]
              : [`${step.id}.decision = ${decision}`],
          ...fixed,
        },
      ]
    })

/** A step of a body that no law asks for; or a model in which no step says which law it rests on. */
export const noLaw: Look = (map, facts) => {
  const steps = stepsOf(map).filter(isOffices)
  if (steps.length === 0) return []
  if (!stepsOf(map).some((step) => step.attributes.has('basis')))
    return facts === undefined
      ? []
      : [
          {
            rule: 'no-law',
            elements: steps.map((step) => step.id),
            values: { steps: steps.map(called).join(', '), count: String(steps.length) },
            evidence: ['no step of the model has darcha:basis'],
          },
        ]
  const laws = new Set(facts?.laws)
  return steps
    .filter((step) => !listIn(step, 'basis').some((law) => facts === undefined || laws.has(law)))
    .map((step) => ({
      rule: 'no-law',
      elements: [step.id],
      values: { steps: called(step), count: '1' },
      evidence: [
        step.attributes.has('basis')
          ? `${step.id}.basis = ${step.attributes.get('basis')}, which the passport does not name`
          : `${step.id} has no darcha:basis, other steps have`,
      ],
      ...(canGo(step) && isPlainWork(step) && !step.attributes.has('basis') && !isRead(step, map, facts?.readers)
        ? { fix: { kind: 'remove' as const, step: step.id } }
        : {}),
    }))
}

/** Two steps one behind the other in the same hands; or two questions to registers that can be asked at once. */
export const sameHands: Look = (map, facts) =>
  stepsOf(map).flatMap((first): Finding[] => {
    const second = onlyNext(first)
    if (!second || first.boundaries.length + second.boundaries.length > 0 || second.scope !== first.scope) return []
    const asks = [first, second].every(
      (step) =>
        step.type === 'serviceTask' &&
        step.attributes.get('job') === 'register.fetch' &&
        listIn(step, 'evidence').length > 0,
    )
    const hands =
      [first, second].every((step) => isOffices(step) && isPlainWork(step)) &&
      first.body !== '' &&
      first.body === second.body &&
      first.attributes.get('role') === second.attributes.get('role') &&
      !second.attributes.has('fourEyes')
    if (!asks && !hands) return []
    const free = canGo(second) && second.outgoing[0]!.target !== first && !isRead(second, map, facts?.readers)
    const attributes: Record<string, string> = {}
    for (const name of ['evidence', 'documents', 'checks', 'basis', 'answers']) {
      const both = [...new Set([...listIn(first, name), ...listIn(second, name)])]
      if (both.length > 0) attributes[name] = both.join(' ')
    }
    return [
      {
        rule: 'same-hands',
        elements: [first.id, second.id],
        values: { first: called(first), step: called(second), body: first.body },
        evidence: asks
          ? [first, second].map((step) => `${step.id}.evidence = ${step.attributes.get('evidence')}`)
          : [first, second].map((step) => `${step.id}: by ${step.body}`),
        ...(free
          ? {
              fix: {
                kind: 'merge' as const,
                first: first.id,
                second: second.id,
                name: shortened([...new Set([called(first), called(second)])].join('; ')),
                attributes,
              },
            }
          : {}),
      },
    ]
  })
