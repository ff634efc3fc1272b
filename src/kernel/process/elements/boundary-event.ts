import type { ElementKind } from '../element-kind.ts'
import { pass } from '../pass.ts'
import { called } from '../report.ts'

export const boundaryEvent: ElementKind = {
  kind: 'boundary',
  types: { boundaryEvent: 'B' },
  role: 'event',
  place: 'boundary',
  check(node, element, { report }) {
    if (node.incoming.length > 0)
      report.error(element, 'flow-in', `a flow leads into ${called(element)}`, 'lead it to the element after')
    if (!node.host) return
    if (node.host.element.role !== 'activity' || node.host.isEventSubProcess)
      report.error(
        element,
        'host',
        `${called(element)} is attached to ${node.host.type} (${node.host.id})`,
        'attach it to an activity',
      )
    if (node.occurrence.type !== 'compensation' && node.outgoing.length === 0)
      report.warning(element, 'dead-end', `nothing follows ${called(element)}`, 'add what happens then')
  },
  enter: pass,
}
