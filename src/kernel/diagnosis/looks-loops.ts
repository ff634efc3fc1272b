import type { Finding, Look } from './finding.ts'
import { after, isAlwaysBefore, isRead, reached } from './flow.ts'
import type { Lived } from './lived.ts'
import { called, stepsOf } from './looks.ts'
import { isApplicants, isHuman, isOffices, listIn, type Step } from './process-map.ts'

/** Of the cases of a step so many do it once more before it is said to be done again. */
const AGAIN_FROM = 0.05
const CASES_FROM = 30

/** Over gateways and what the product does by itself, not over other people's work. */
const passed = (step: Step): Step[] => (isHuman(step) ? [] : after(step))

/**
 * Pattern 3, control relocation: an office looks, and sends the application back to who applied, to be looked at again.
 * The check becomes a rule of the form, and the way back goes, where nothing reads what is done on it and every case has
 * another way on.
 */
export const returnedToApplicant: Look = (map, facts, lived) =>
  stepsOf(map)
    .filter((step) => isHuman(step) && isApplicants(step))
    .flatMap((step): Finding[] => {
      const looks = stepsOf(map).filter(
        (other) =>
          isOffices(other) &&
          isAlwaysBefore(other, step, map) &&
          step.outgoing.some(({ target }) => reached([target], passed).has(other)),
      )
      const [look] = looks
      if (!look || !reached([look], after).has(step)) return []
      const again = againOf(lived, look)
      return [
        {
          rule: 'returned-to-applicant',
          elements: [look.id, step.id],
          values: { first: called(look), step: called(step) },
          evidence: [`${look.id} → ${step.id} → ${look.id}`, ...(again ? [again.evidence] : [])],
          ...(isOnlyBack(step) && !isRead(step, map, facts?.readers)
            ? {
                fix: {
                  kind: 'unloop' as const,
                  step: step.id,
                  attributes: { formRule: listIn(look, 'checks').join(' ') || look.id },
                },
              }
            : {}),
        },
      ]
    })

/** It stands alone on a way that leaves a gateway and comes back, and the gateway has another way on. */
function isOnlyBack(step: Step): boolean {
  const [back, ...more] = step.incoming
  const [on] = step.outgoing
  return (
    back !== undefined &&
    more.length === 0 &&
    step.outgoing.length === 1 &&
    on!.condition === '' &&
    step.boundaries.length === 0 &&
    back.source.type === 'exclusiveGateway' &&
    back.source.outgoing.length > 1 &&
    // what it leads to is entered from elsewhere too
    on!.target.incoming.length > 1
  )
}

/** A log shows that a step is done more than once in a case. */
function againOf(lived: Lived | undefined, { id }: Step) {
  const own = lived?.steps.get(id)
  if (!own || own.cases < CASES_FROM) return undefined
  const more = own.done - own.cases
  return more / own.cases < AGAIN_FROM
    ? undefined
    : { more, cases: own.cases, evidence: `${id}: ${own.done} times in ${own.cases} cases` }
}

/** Rework in a log that no way back to the applicant explains. */
export const doneAgain: Look = (map, facts, lived) => {
  const known = new Set(returnedToApplicant(map, facts, lived).flatMap(({ elements }) => elements))
  return stepsOf(map)
    .filter((step) => isHuman(step) && !known.has(step.id))
    .flatMap((step): Finding[] => {
      const again = againOf(lived, step)
      if (!again) return []
      return [
        {
          rule: 'done-again',
          elements: [step.id],
          values: {
            step: called(step),
            share: ((again.more / again.cases) * 100).toFixed(0),
            count: String(again.cases),
          },
          evidence: [again.evidence],
        },
      ]
    })
}
