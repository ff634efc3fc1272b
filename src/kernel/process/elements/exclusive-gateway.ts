import type { ElementKind } from '../element-kind.ts'
import { pass } from '../pass.ts'
import { called } from '../report.ts'

export const exclusiveGateway: ElementKind = {
  kind: 'exclusive',
  types: { exclusiveGateway: 'x' },
  role: 'gateway',
  check(node, element, { report }) {
    if (node.outgoing.length < 2) return
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
  enter: pass,
}
