import type { ModdleElement } from 'bpmn-moddle'
import { payloadOf } from '../activities.ts'
import type { Source } from '../compile-occurrence.ts'
import type { WaitPlace } from '../element-kind.ts'
import { compileValue, constant, textOf, valueOf } from '../expressions.ts'
import { foreignAttribute } from '../foreign.ts'
import type { Node, Occurrence } from '../graph.ts'
import type { Item } from '../item.ts'
import { leave } from '../leave.ts'
import { looseName } from '../loose-name.ts'
import { referred } from '../read-model.ts'
import { called } from '../report.ts'
import type { TokenGame } from '../token-game.ts'
import type { Json, Variables } from '../types.ts'

type NamedOccurrence = Occurrence & { type: 'message' | 'signal' }

/** What messages and signals share: a name, which the model gives or works out. */
export function readNamed(
  source: Source,
  event: ModdleElement,
  definition: ModdleElement,
  type: 'message' | 'signal',
): NamedOccurrence | undefined {
  const { model, report, prefixes } = source
  const target = referred(model, definition, `${type}Ref`)
  const name: string | undefined = target
    ? (target.name ?? target.id)
    : (looseName(source, event, definition, type) ?? foreignAttribute(definition, prefixes, `${type}Expression`))
  if (!name) {
    // a throw may leave its message open: nothing is awaited by it
    if (/Throw|End/.test(event.$type) && type === 'message')
      return { type, name: { plain: event.name ?? event.id ?? '' } }
    return void report.error(
      event,
      `no-${type}`,
      `${called(event)} names no ${type}`,
      `add a ${type} to the model and refer to it`,
    )
  }
  const value = report.compiled(event, `the ${type}'s name`, () => compileValue(name))
  if (!value) return undefined
  const inside = type === 'signal' && target && foreignAttribute(target, prefixes, 'scope') === 'processInstance'
  return { type, name: constant(value), ...(inside ? { inside } : {}) }
}

/** Waits for a name, with the correlation key that the model gives. */
export function openNamed(game: TokenGame, node: Node, place: WaitPlace, context: Record<string, Json>): Item {
  const { type, name } = node.occurrence as NamedOccurrence
  const key = node.attributes.find(([attribute]) => attribute === 'key')
  return game.add({
    kind: type,
    element: node.id,
    ...place,
    // the name is kept only where the model works it out: a plain one stands in the graph
    ...('plain' in name ? {} : { awaitedName: textOf(name, context, game.clock) }),
    ...(key ? { key: valueOf(key[1], context, game.clock) } : {}),
  })
}

/** Throws a message or signal outward, and the token goes on. @returns what a signal gives to those inside the case */
export function throwNamed(game: TokenGame, node: Node, scope: Item): { name: string; variables: Variables } {
  const { type, name, inside } = node.occurrence as NamedOccurrence
  const context = game.context(scope)
  const thrown = { name: textOf(name, context, game.clock), ...payloadOf(game, node, context) }
  if (!inside) game.thrown.push({ type, element: node.id, ...thrown })
  game.move(node, 'left')
  leave(game, node, scope)
  return thrown
}
