import { arm, enterActivity } from '../activities.ts'
import type { ElementKind } from '../element-kind.ts'
import { called } from '../report.ts'
import { openScope } from '../scopes.ts'

/** A sub-process, an event sub-process or a transaction: a scope of its own. */
export const subProcess: ElementKind = {
  kind: 'sub-process',
  types: { subProcess: 's', transaction: '' },
  role: 'activity',
  contains: true,
  read(_source, element, node) {
    if (element['triggeredByEvent'] === true) node.isEventSubProcess = true
  },
  check(node, element, { report }, building) {
    if (!node.isEventSubProcess) return
    if (node.incoming.length + node.outgoing.length > 0)
      report.error(
        element,
        'event-sub-process',
        `${called(element)} is triggered by an event and can have no flows of its own`,
        'remove the flows',
      )
    if (building.nodesOf(node.id).filter((inner) => inner.kind === 'start').length !== 1)
      report.error(
        element,
        'event-sub-process',
        `${called(element)} needs exactly one start event that says what triggers it`,
        'give it one',
      )
  },
  enter: enterActivity,
  perform(game, node, place) {
    const scope = game.add({ kind: 'scope', element: node.id, ...place })
    arm(game, node, scope)
    openScope(game, scope)
  },
}
