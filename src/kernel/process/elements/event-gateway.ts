import type { ModdleElement } from 'bpmn-moddle'
import type { ElementKind } from '../element-kind.ts'
import { openWait } from '../open-wait.ts'
import type { Node } from '../graph.ts'
import { called, type Report } from '../report.ts'

/** Waits for several events and goes on with the first that comes. */
export const eventGateway: ElementKind = {
  kind: 'event-gateway',
  types: { eventBasedGateway: 'g' },
  role: 'gateway',
  read({ report }, element) {
    if (element['instantiate'] === true || element['eventGatewayType'] === 'Parallel')
      report.error(
        element,
        'not-run',
        `${called(element)}: an event-based gateway that starts the process or waits for all is not run`,
        'use message start events',
      )
  },
  check(node, element, { report }) {
    if (node.outgoing.length === 0)
      report.error(element, 'no-flow', `${called(element)} leads nowhere`, 'lead it to the events it waits for')
    for (const { target } of node.outgoing)
      if (!target.element.awaits?.(target))
        report.error(
          element,
          'event-gateway',
          `${called(element)} leads to ${target.type} (${target.id}), which waits for nothing`,
          'lead it to catching events or receive tasks only',
        )
    seeAlternatives(node, element, report)
  },
  enter(game, node, scope) {
    game.move(node, 'entered')
    game.move(node, 'left')
    const context = game.context(scope)
    const alternatives = game.last + 1
    for (const { target } of node.outgoing) openWait(game, target, { parent: scope, alternatives }, context)
  },
}

/** What the standard forbids of the ways of an event-based gateway (BPMN 2.0.2, 10.6.6), and is not looked at here. */
function seeAlternatives(node: Node, element: ModdleElement, report: Report): void {
  const awaited = new Map<string, string>()
  for (const { target } of node.outgoing) {
    if (target.boundaries.length > 0)
      report.warning(
        element,
        'not-run',
        `${called(element)} waits at ${target.type} (${target.id}), whose boundary events are not looked at meanwhile`,
        'draw each of them as a way of its own out of the gateway',
      )
    const { occurrence } = target
    const name = 'name' in occurrence ? occurrence.name : undefined
    if (typeof name !== 'object' || !('plain' in name)) continue
    if (target.attributes.some(([attribute]) => attribute === 'key')) continue
    const what = `${occurrence.type} "${String(name.plain)}"`
    const first = awaited.get(what)
    if (first === undefined) awaited.set(what, target.id)
    else
      report.warning(
        element,
        'not-run',
        `${called(element)} waits twice for the ${what}: the way to ${first} is taken, never the one to ${target.id}`,
        'leave one of them out, or tell them apart by darcha:key',
      )
  }
}
