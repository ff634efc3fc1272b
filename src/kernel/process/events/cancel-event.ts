import { throwCompensation } from '../compensate.ts'
import type { EventKind } from '../element-kind.ts'
import { called } from '../report.ts'

/** Of a transaction: thrown at its end event, caught at its border (BPMN 2.0.2, 10.3.5). */
export const cancelEvent: EventKind = {
  type: 'cancel',
  definition: 'cancel',
  places: ['boundary', 'end'],
  read: () => ({ type: 'cancel' }),
  check(node, element, { report }, building) {
    const transaction = node.kind === 'boundary' ? node.host : building.nodes.get(node.scope)
    const catching = transaction?.boundaries.filter((boundary) => boundary.occurrence.type === 'cancel') ?? []
    if (transaction?.type !== 'transaction')
      report.error(
        element,
        'cancel',
        `${called(element)}: a cancel event belongs to a transaction`,
        'use an error or compensation event',
      )
    else if (catching.length === 0)
      report.error(
        element,
        'cancel',
        `${called(element)}: no cancel event is attached to the transaction (${transaction.id})`,
        'attach one that says what happens after it was cancelled',
      )
    else if (catching.indexOf(node) > 0)
      report.error(
        element,
        'cancel',
        `${called(element)}: another cancel event (${catching[0]?.id}) is attached to the transaction (${transaction.id}) already`,
        'keep one of them: it says what happens after the transaction was cancelled',
      )
  },
  throw(game, node, scope) {
    game.cancelInside(scope)
    throwCompensation(game, node, scope, undefined, true)
  },
}
