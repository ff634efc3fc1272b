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
  const arcs = mined.directlyFollows.filter(({ from, to, count }) => {
    const common = sum < total * share
    sum += count
    const first = from !== to && !reached.has(to)
    if (from !== to) reached.add(to)
    return common || first
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
  return { bpmn: writeXml(document), ids, shown: arcs.length }
}
