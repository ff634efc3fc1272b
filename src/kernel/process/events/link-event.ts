import type { EventKind } from '../element-kind.ts'
import { called } from '../report.ts'

/** A link: leads on to the catch of its name in the same scope. */
export const linkEvent: EventKind = {
  type: 'link',
  definition: 'link',
  places: ['catch', 'throw'],
  read({ report }, event, definition) {
    if (definition.name) return { type: 'link', name: definition.name }
    return void report.error(
      event,
      'no-name',
      `${called(event)}: the link has no name`,
      'give throw and catch the same link name',
    )
  },
  check(node, element, { report }, building) {
    if (node.occurrence.type !== 'link') return
    const { name } = node.occurrence
    const catches = building.linkCatches(node.scope, name)
    if (node.kind === 'throw' && catches.length === 0)
      report.error(
        element,
        'link',
        `${called(element)}: no catch event has the link name "${name}"`,
        'add the catching link event in the same process',
      )
    if (node.kind === 'catch' && catches.indexOf(node) > 0)
      report.error(
        element,
        'link',
        `${called(element)}: another catch event has the link name "${name}" too`,
        'let all throws lead to one catch, or give this one another name',
      )
  },
  throw(game, node, scope) {
    game.move(node, 'left')
    if (node.link) game.push({ do: 'enter', node: node.link, parent: scope, slot: 0 })
  },
}
