import type { ModdleElement } from 'bpmn-moddle'
import type { Source } from './compile-occurrence.ts'
import type { Building } from './compile-process.ts'
import type { Node } from './graph.ts'
import { called } from './report.ts'

/** Structure that would leave a case standing or start it twice. */
export function checkGraph(building: Building, source: Source, process: ModdleElement, id: string): void {
  const starts = building.scopes.get(id)?.starts ?? []
  if (building.nodes.size === 0)
    source.report.error(
      process,
      'empty',
      `the process ${id} has no elements`,
      'draw what happens between start and end',
    )
  else if (
    starts.length === 0 &&
    ![...building.nodes.values()].some((node) => node.scope === id && node.kind === 'start')
  )
    source.report.error(process, 'no-start', `nothing starts the process ${id}`, 'add a start event')
  for (const scope of building.scopes.values()) {
    const plain = scope.starts.filter((node) => node.kind === 'start')
    if (plain.length > 1)
      source.report.error(
        building.elements.get(plain[1] as Node) as ModdleElement,
        'several-starts',
        `${scope.id} has several start events of its own that nothing tells apart`,
        'keep one, or give the others messages',
      )
  }
  for (const [node, element] of building.elements) {
    if (node.isHandler && node.incoming.length + node.outgoing.length > 0)
      source.report.error(
        element,
        'handler',
        `${called(element)} is for compensation and can have no flows`,
        'join it by an association only',
      )
    seeConditions(node, element, source)
    seeReached(node, element, source, building)
    node.element.check?.(node, element, source, building)
    node.event.check?.(node, element, source, building)
  }
}

/** What no flow leads to begins by itself only where nothing is drawn as the start (BPMN 2.0.2, 10.3.1): else never. */
function seeReached(node: Node, element: ModdleElement, { report }: Source, building: Building): void {
  const scope = building.scopes.get(node.scope)
  if (node.incoming.length > 0 || !scope || scope.starts.includes(node)) return
  if (node.kind === 'boundary' || node.kind === 'start' || node.isHandler || node.isEventSubProcess) return
  if ((node.throwers?.length ?? 0) > 0 || node.type === 'startEvent') return
  report.warning(
    element,
    'not-run',
    `no flow leads to ${called(element)}: it is never reached`,
    'lead a flow to it, or remove it',
  )
}

/** Conditions that nobody looks at: whoever wrote them means something by them. */
function seeConditions(node: Node, element: ModdleElement, { report }: Source): void {
  const takesAll = node.kind === 'parallel' || node.kind === 'event-gateway'
  for (const flow of node.outgoing)
    if (flow.condition && (takesAll || flow === node.fallback))
      report.warning(
        element,
        'not-run',
        `the condition of the flow ${flow.id} out of ${called(element)} is not looked at`,
        takesAll ? 'use an inclusive gateway, or remove the condition' : 'remove it: a default flow has none',
      )
  if (node.kind === 'boundary' && node.occurrence.type === 'error' && element['cancelActivity'] === false)
    report.warning(
      element,
      'not-run',
      `${called(element)} ends its activity although it says otherwise: an error always does`,
      'leave cancelActivity out, or use an escalation',
    )
}
