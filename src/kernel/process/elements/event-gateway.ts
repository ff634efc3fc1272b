import type { ElementKind } from '../element-kind.ts'
import { openWait } from '../open-wait.ts'
import { called } from '../report.ts'

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
  },
  enter(game, node, scope) {
    game.move(node, 'entered')
    game.move(node, 'left')
    const context = game.context(scope)
    const alternatives = game.last + 1
    for (const { target } of node.outgoing) openWait(game, target, { parent: scope, alternatives }, context)
  },
}
