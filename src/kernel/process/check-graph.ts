import type { ModdleElement } from 'bpmn-moddle'
import type { Source } from './compile-occurrence.ts'
import type { Building } from './compile-process.ts'
import type { Node } from './graph.ts'
import { called } from './report.ts'

type Check = (node: Node, element: ModdleElement, source: Source, building: Building) => void

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
  for (const [node, element] of building.elements) for (const check of checks) check(node, element, source, building)
}

const CATCHING = new Set(['message', 'timer', 'signal', 'condition'])

const checks: Check[] = [
  function eventGateway(node, element, { report }) {
    if (node.kind !== 'event-gateway') return
    if (node.outgoing.length === 0)
      report.error(element, 'no-flow', `${called(element)} leads nowhere`, 'lead it to the events it waits for')
    for (const { target } of node.outgoing) {
      const waits = target.kind === 'receive' || (target.kind === 'catch' && CATCHING.has(target.occurrence.type))
      if (!waits)
        report.error(
          element,
          'event-gateway',
          `${called(element)} leads to ${target.type} (${target.id}), which waits for nothing`,
          'lead it to catching events or receive tasks only',
        )
    }
  },
  function eventSubProcess(node, element, { report }, building) {
    if (!node.isEventSubProcess) return
    if (node.incoming.length + node.outgoing.length > 0)
      report.error(
        element,
        'event-sub-process',
        `${called(element)} is triggered by an event and can have no flows of its own`,
        'remove the flows',
      )
    const starts = [...building.nodes.values()].filter((one) => one.scope === node.id && one.kind === 'start')
    if (starts.length !== 1)
      report.error(
        element,
        'event-sub-process',
        `${called(element)} needs exactly one start event that says what triggers it`,
        'give it one',
      )
  },
  function border(node, element, { report }) {
    if ((node.kind === 'start' || node.kind === 'boundary') && node.incoming.length > 0)
      report.error(element, 'flow-in', `a flow leads into ${called(element)}`, 'lead it to the element after')
    if (node.kind === 'end' && node.outgoing.length > 0)
      report.error(element, 'flow-out', `a flow leaves ${called(element)}`, 'use an intermediate event')
  },
  function host(node, element, { report }) {
    if (!node.host) return
    if (
      !['human', 'job', 'receive', 'rule', 'script', 'pass', 'sub-process', 'call'].includes(node.host.kind) ||
      node.host.isEventSubProcess
    )
      report.error(
        element,
        'host',
        `${called(element)} is attached to ${node.host.type} (${node.host.id})`,
        'attach it to an activity',
      )
    if (node.occurrence.type === 'compensation' && !node.host.handler)
      report.error(
        element,
        'no-handler',
        `${called(element)} leads to no compensation activity`,
        'join it by an association to an activity with isForCompensation',
      )
    if (node.occurrence.type !== 'compensation' && node.outgoing.length === 0)
      report.warning(element, 'dead-end', `nothing follows ${called(element)}`, 'add what happens then')
  },
  function cancel(node, element, { report }, building) {
    if (node.occurrence.type !== 'cancel') return
    const transaction = node.kind === 'boundary' ? node.host : building.nodes.get(node.scope)
    if (transaction?.type !== 'transaction')
      report.error(
        element,
        'cancel',
        `${called(element)}: a cancel event belongs to a transaction`,
        'use an error or compensation event',
      )
    else if (!transaction.boundaries.some((one) => one.occurrence.type === 'cancel'))
      report.error(
        element,
        'cancel',
        `${called(element)}: no cancel event is attached to the transaction (${transaction.id})`,
        'attach one that says what happens after it was cancelled',
      )
  },
  function handler(node, element, { report }) {
    if (node.isHandler && node.incoming.length + node.outgoing.length > 0)
      report.error(
        element,
        'handler',
        `${called(element)} is for compensation and can have no flows`,
        'join it by an association only',
      )
  },
  function exclusive(node, element, { report }) {
    if (node.kind !== 'exclusive' || node.outgoing.length < 2) return
    const open = node.outgoing.filter((flow) => !flow.condition && flow !== node.fallback)
    if (open.length > 0)
      report.warning(
        element,
        'no-condition',
        `a flow out of ${called(element)} has no condition and always holds`,
        'give it a condition or make it the default',
      )
    else if (!node.fallback)
      report.warning(
        element,
        'no-default',
        `${called(element)} has no default flow`,
        'mark one, or a case no condition holds for stops here',
      )
  },
  function rule(node, element, { report }) {
    if (node.kind === 'rule' && !node.attributes.some(([name]) => name === 'decision'))
      report.warning(
        element,
        'no-decision',
        `${called(element)} names no decision and is given to the worker`,
        'set darcha:decision',
      )
  },
]
