import { layOut } from '../diagnosis/layout.ts'
import { BPMN } from '../process/file/metamodel.ts'
import { escapeXml, readXml, writeXml } from '../xml/index.ts'
import type { Mined } from './measure.ts'

/** A graph of what directly follows what, as a model that can be drawn; ids of activities are `a` and their place. */
export interface FollowsGraph {
  bpmn: string
  /** Ids by activity. */
  ids: ReadonlyMap<string, string>
  shown: number
  /** Ids of the arcs, by what follows what as `from\nto`, each with the share from which it is drawn, 0 to 1. */
  arcs: ReadonlyMap<string, { id: string; from: number }>
}

/**
 * Draws the commonest arcs.
 * @param share of all steps from one activity to the next that the shown arcs make up; the commonest arc into each activity is always shown
 */
export function drawFollows(mined: Mined, share: number): FollowsGraph {
  const names = Object.keys(mined.activityCounts)
  const ids = new Map(names.map((name, place) => [name, `a${place}`]))
  const total = mined.directlyFollows.reduce((sum, { count }) => sum + count, 0)
  const reached = new Set<string>()
  let sum = 0
  const begins: number[] = []
  const arcs = mined.directlyFollows.filter(({ from, to, count }) => {
    const before = sum
    sum += count
    const first = from !== to && !reached.has(to)
    if (from !== to) reached.add(to)
    const drawn = before < total * share || first
    if (drawn) begins.push(first ? 0 : before / total)
    return drawn
  })
  const flow = (id: string, from: string, to: string, count: number) =>
    `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}" name="${count}"/>`
  const document = readXml(
    `<definitions xmlns="${BPMN}" id="definitions" targetNamespace="urn:darcha:follows"><process id="follows"><startEvent id="start"/><endEvent id="end"/>${names
      .map((name) => `<task id="${ids.get(name)}" name="${escapeXml(name)}"/>`)
      .join('')}${[
      ...Object.entries(mined.start).map(([name, count], at) => flow(`s${at}`, 'start', ids.get(name)!, count)),
      ...arcs.map(({ from, to, count }, at) => flow(`f${at}`, ids.get(from)!, ids.get(to)!, count)),
      ...Object.entries(mined.end).map(([name, count], at) => flow(`e${at}`, ids.get(name)!, 'end', count)),
    ].join('')}</process></definitions>`,
  )
  layOut(document)
  return {
    bpmn: writeXml(document),
    ids,
    shown: arcs.length,
    arcs: new Map(arcs.map(({ from, to }, at) => [`${from}\n${to}`, { id: `f${at}`, from: begins[at]! }])),
  }
}
