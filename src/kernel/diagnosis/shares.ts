import { DARCHA_NAMESPACE } from '../process/file/darcha-moddle.ts'
import type { XmlElement } from '../xml/index.ts'
import type { Lived } from './lived.ts'
import { is, mapProcess, type Link, type Step } from './process-map.ts'

/**
 * Shares of the ways on at exclusive gateways, where the model says them (`darcha:share` of flows, 0 to 1): the ways that
 * say none share evenly what is left. By id of the gateway, then of the flow.
 */
export function gatewayShares(bpmn: string): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const { document, steps } = mapProcess(bpmn)
  const said = new Map<string, number>()
  const visit = (element: XmlElement): void => {
    const share = Number(
      (is(element, 'sequenceFlow') &&
        element.attributes.find(({ name, namespace }) => name === 'share' && namespace === DARCHA_NAMESPACE)?.value) ||
        Number.NaN,
    )
    if (share >= 0 && share <= 1) said.set(element.attribute('id') ?? '', share)
    element.children.forEach(visit)
  }
  visit(document.root)
  const found = new Map<string, ReadonlyMap<string, number>>()
  for (const { id, type, outgoing } of steps.values()) {
    if (type !== 'exclusiveGateway' || outgoing.length < 2 || !outgoing.some((link) => said.has(link.id))) continue
    const known = outgoing.reduce((sum, link) => sum + (said.get(link.id) ?? 0), 0)
    const silent = outgoing.filter((link) => !said.has(link.id)).length
    const rest = silent === 0 ? 0 : Math.max(0, 1 - known) / silent
    const whole = known + rest * silent
    if (whole > 0) found.set(id, new Map(outgoing.map((link) => [link.id, (said.get(link.id) ?? rest) / whole])))
  }
  return found
}

/** Cases that went by a gateway at least, before their shares say anything. */
const PASSED_AT_LEAST = 30

/**
 * What a log tells of the shares of ways at exclusive gateways: of what was done right before a gateway, which of its ways
 * the next thing done lies on. Ways that nothing done tells apart have none.
 * @returns by id of the flow, 0 to 1 with two digits
 */
export function livedShares(bpmn: string, lived: Lived): ReadonlyMap<string, number> {
  const { steps } = mapProcess(bpmn)
  const shares = new Map<string, number>()
  const isSeen = (step: Step) => lived.steps.has(step.id)
  for (const gate of steps.values()) {
    if (gate.type !== 'exclusiveGateway' || gate.outgoing.length < 2) continue
    const ways = gate.outgoing.map(({ id, target }) => ({
      id,
      first: firstSeen([target], isSeen, (at) => at.outgoing.map(({ target: next }) => next)),
    }))
    const all = ways.flatMap(({ first }) => [...first])
    if (new Set(all).size < all.length) continue
    const before = firstSeen(
      gate.incoming.map(({ source }) => source),
      isSeen,
      (at) => at.incoming.map(({ source }) => source),
    )
    const counts = ways.map(({ first }) =>
      [...before].reduce(
        (sum, id) => sum + [...first].reduce((own, next) => own + (lived.steps.get(id)?.next.get(next) ?? 0), 0),
        0,
      ),
    )
    const passed = counts.reduce((sum, count) => sum + count, 0)
    if (passed < PASSED_AT_LEAST) continue
    for (const [at, { id }] of ways.entries()) shares.set(id, Math.round((counts[at]! / passed) * 100) / 100)
  }
  return shares
}

/** Ids of what a log knows that comes first on the ways from here; empty for an end that nothing stands before. */
function firstSeen(
  from: readonly Step[],
  isSeen: (step: Step) => boolean,
  next: (step: Step) => readonly Step[],
): Set<string> {
  const found = new Set<string>()
  const tried = new Set<Step>()
  for (let wave = [...from]; wave.length > 0; )
    wave = wave.flatMap((step) => {
      if (tried.has(step)) return []
      tried.add(step)
      if (isSeen(step)) {
        found.add(step.id)
        return []
      }
      const more = next(step)
      if (more.length === 0) found.add('')
      return more
    })
  return found
}

/**
 * The ways that a case took at exclusive gateways, by the activities that it began one after the other. What lies between
 * two of them is the shortest way from one that was begun before, the last first.
 * @returns by id of the gateway the flows, one for each time that it was passed
 */
export function waysOfPath(bpmn: string, path: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const { steps } = mapProcess(bpmn)
  const taken = new Map<string, string[]>()
  const begun: string[] = []
  for (const id of path) {
    const step = steps.get(id)
    for (const { id: flow, source } of step ? wayFrom(begun, step) : [])
      if (source.type === 'exclusiveGateway') taken.set(source.id, [...(taken.get(source.id) ?? []), flow])
    begun.unshift(id)
  }
  return taken
}

/** The flows from the activity begun last from which there is a way to a step that passes no other; none: from the start. */
function wayFrom(begun: readonly string[], to: Step): Link[] {
  const found = new Map<string, Link[]>()
  const tried = new Set<Step>()
  for (let ways: Link[][] = to.incoming.map((link) => [link]); ways.length > 0; )
    ways = ways.flatMap((way) => {
      const { source } = way[0]!
      const at = source.host ?? source
      if (isActivity(at) || at.type === 'startEvent') {
        if (!found.has(at.id)) found.set(at.id, way)
        return []
      }
      if (tried.has(source)) return []
      tried.add(source)
      return source.incoming.map((link) => [link, ...way])
    })
  const last = begun.find((id) => found.has(id))
  return (last === undefined ? [...found.values()][0] : found.get(last)) ?? []
}
const isActivity = ({ type }: Step): boolean => /[tT]ask$|[sS]ubProcess$|^transaction$|^callActivity$/.test(type)
