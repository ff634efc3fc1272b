import type { ElementKind } from '../element-kind.ts'
import { pass } from '../pass.ts'
import { called } from '../report.ts'

export const startEvent: ElementKind = {
  kind: 'start',
  types: { startEvent: 'S' },
  role: 'event',
  place: 'start',
  check(node, element, { report }, building) {
    if (node.incoming.length > 0)
      report.error(element, 'flow-in', `a flow leads into ${called(element)}`, 'lead it to the element after')
    const { occurrence } = node
    if (occurrence.type !== 'message' || !('plain' in occurrence.name)) return
    const name = occurrence.name.plain
    const twin = [...building.nodes.values()].find(
      (other) =>
        other.kind === 'start' &&
        other.scope === node.scope &&
        other.occurrence.type === 'message' &&
        'plain' in other.occurrence.name &&
        other.occurrence.name.plain === name,
    )
    if (twin && twin !== node)
      report.error(
        element,
        'several-starts',
        `${called(element)} is started by the message "${String(name)}", and so is ${twin.id}: one message can't start both`,
        'give them different messages, or lead one start to both ways',
      )
  },
  enter: pass,
}
