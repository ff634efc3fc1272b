import { isOfficeStep, mapProcess } from '../../../kernel/diagnosis/index.ts'
import { readTimes, timesText } from '../../../kernel/simulation/index.ts'

/**
 * What measured times say of the steps of a model. A log tells when a step was over, so what is measured is the time from
 * the step before: of what an applicant or the system does it is how long that takes (`darcha:minutes`); of an office it is
 * also the time that the case lay there, which passes before anybody works at it (`darcha:wait`).
 * Where the log says when a step began, both are known: how long it took, and how long the case lay before.
 * @param times by id of the step; what is no time, or names no step, is left out
 * @param waits by id of the step: how long cases lay there, `0` where they did not; `times` of it are then the work alone
 */
export function timesOfSteps(
  bpmn: string,
  times: Readonly<Record<string, string>>,
  waits: Readonly<Record<string, string>> = {},
): { step: string; attributes: Record<string, string> }[] {
  const { steps } = mapProcess(bpmn)
  return Object.entries(times).flatMap(([id, text]) => {
    const [step, read] = [steps.get(id), readTimes(text)]
    if (!step || !read || !/[tT]ask$/.test(step.type)) return []
    if (Object.hasOwn(waits, id)) {
      const lay = readTimes(waits[id])
      return [{ step: id, attributes: { minutes: timesText(read), ...(lay ? { wait: timesText(lay) } : {}) } }]
    }
    return [{ step: id, attributes: { [isOfficeStep(step) ? 'wait' : 'minutes']: timesText(read) } }]
  })
}

/** What measured shares say of the flows of a model's gateways; one that names no flow of an exclusive gateway is left out. */
export function sharesOfFlows(
  bpmn: string,
  shares: Readonly<Record<string, number>>,
): { step: string; attributes: Record<string, string> }[] {
  const flows = new Set(
    [...mapProcess(bpmn).steps.values()].flatMap(({ type, outgoing }) =>
      type === 'exclusiveGateway' && outgoing.length > 1 ? outgoing.map(({ id }) => id) : [],
    ),
  )
  return Object.entries(shares).flatMap(([flow, share]) =>
    flows.has(flow) ? [{ step: flow, attributes: { share: String(share) } }] : [],
  )
}
