import type { ElementKind } from '../element-kind.ts'
import { throwEvent } from '../pass.ts'
import { called } from '../report.ts'

export const endEvent: ElementKind = {
  kind: 'end',
  types: { endEvent: 'E' },
  role: 'event',
  place: 'end',
  check(node, element, { report }) {
    if (node.outgoing.length > 0)
      report.error(element, 'flow-out', `a flow leaves ${called(element)}`, 'use an intermediate event')
  },
  enter: throwEvent,
}
