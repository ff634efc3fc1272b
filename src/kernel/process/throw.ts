import { fire } from './catch.ts'
import { textOf } from './expressions.ts'
import type { Node, Thrown } from './graph.ts'
import { beginEventSubProcess, interrupt } from './interrupt.ts'
import { isGroup, type Item } from './item.ts'
import { awaitedName } from './open-wait.ts'
import { Stop } from './process-error.ts'
import type { TokenGame } from './token-game.ts'
import type { Json, Variables } from './types.ts'

type Catcher = { at: 'boundary'; node: Node; host: Item } | { at: 'event sub-process'; node: Node; scope: Item }

/**
 * Who catches an error or escalation: from the inside outward, at each level first the event sub-processes of the
 * scope, then the boundary events of the activity (BPMN 2.0.2, 10.5.6); a handler of this error or escalation before
 * one of any.
 * @param from the activity or scope it is thrown in
 */
function catcher(game: TokenGame, type: 'error' | 'escalation', thrown: Thrown, from: Item): Catcher | undefined {
  const matching = (nodes: Node[]): Node | undefined => {
    const handlers = nodes.filter((node) => node.occurrence.type === type)
    const caught = (node: Node) => node.occurrence as Thrown
    return (
      handlers.find((node) => isNamed(caught(node)) && matches(thrown, caught(node))) ??
      handlers.find((node) => !isNamed(caught(node)))
    )
  }
  let below: Item | undefined
  for (let at: Item | undefined = from; at; below = at, at = at.parent) {
    if (at.kind === 'scope' && !isInterrupted(game, at)) {
      const inside = below
      const start = matching(
        game
          .definition(at)
          .eventStarts // what an event sub-process throws reaches its neighbours, only not itself (10.5.1)
          .filter(({ sub }) => inside?.kind !== 'scope' || inside.element !== sub.id)
          .map((each) => each.start),
      )
      if (start) return { at: 'event sub-process', node: start, scope: at }
    }
    // the boundary events of rounds belong to the group
    if (at.parent && at.kind !== 'compensation' && !isGroup(at.parent)) {
      const node = matching(game.nodeOf(at).boundaries)
      if (node) return { at: 'boundary', node, host: at }
    }
  }
  return undefined
}

const isNamed = ({ definition, code }: Thrown): boolean => definition !== undefined || code !== undefined

/**
 * An error or escalation is caught by the event that refers to the same definition (BPMN 2.0.2, 10.5.6), or to one of
 * the same code, as the parts of a model may stand in several files. A worker's error has a code only: a definition
 * without one is named by its name or id.
 */
function matches(thrown: Thrown, caught: Thrown): boolean {
  if (thrown.code !== undefined && caught.code !== undefined) return thrown.code === caught.code
  if (thrown.definition !== undefined) return thrown.definition === caught.definition
  return caught.code === undefined && (thrown.code === caught.name || thrown.code === caught.definition)
}

/** How messages speak of what was thrown. */
const labelOf = ({ code, name, definition }: Thrown): string => code ?? name ?? definition ?? 'without a code'

/** True when an interrupting event sub-process is already at work in a scope: no other is begun beside it. */
function isInterrupted(game: TokenGame, scope: Item): boolean {
  const { eventStarts } = game.definition(scope)
  if (eventStarts.length === 0 || !scope.children) return false
  for (const item of scope.children)
    if (item.kind === 'scope' && eventStarts.some(({ sub, start }) => sub.id === item.element && start.interrupting))
      return true
  return false
}

/** What an event throws, with its code worked out. @throws Stop when that is none */
export function thrownBy(game: TokenGame, from: Item, node: Node): Thrown {
  const thrown = node.occurrence as Thrown
  if (!thrown.worked) return thrown
  const code = textOf(thrown.worked, game.context(from), game.clock)
  if (code === '') throw new Stop(node.id, 'code', `the code of ${node.type} "${node.id}" comes to nothing`)
  return { ...thrown, code }
}

/** Throws a BPMN error. Uncaught, it ends the case as failed. */
export function throwError(game: TokenGame, from: Item, node: Node, thrown: Thrown, message: string | undefined): void {
  const found = catcher(game, 'error', thrown, from)
  if (found) return hand(game, found, thrown.code, message)
  game.failure = {
    element: node.id,
    code: 'uncaught-error',
    message: `the error ${labelOf(thrown)} of ${node.type} "${node.id}" is caught nowhere${message ? `: ${message}` : ''}`,
  }
  game.outcome = 'failed'
  game.cancelInside(game.root)
}

/** Throws an escalation; uncaught, it is only recorded. */
export function throwEscalation(game: TokenGame, from: Item, node: Node): void {
  const thrown = thrownBy(game, from, node)
  const name = thrown.code ?? thrown.name ?? node.id
  game.thrown.push({ type: 'escalation', name, element: node.id, variables: {} })
  const found = catcher(game, 'escalation', thrown, from)
  if (found) hand(game, found, thrown.code, undefined)
}

function hand(game: TokenGame, found: Catcher, code: string | undefined, message: string | undefined): void {
  const { codeVariable, messageVariable } = found.node.occurrence as { codeVariable?: string; messageVariable?: string }
  const values: Variables = {
    ...(codeVariable ? { [codeVariable]: code ?? null } : {}),
    ...(messageVariable ? { [messageVariable]: message ?? null } : {}),
  }
  game.setAll(found.at === 'boundary' ? game.scopeOf(found.host) : found.scope, values)
  if (found.at === 'boundary') interrupt(game, found.node, found.host)
  else beginEventSubProcess(game, found.node, found.scope)
}

/** Waits for a message or signal of this name that are open now, oldest first. */
export function* awaiting(
  game: TokenGame,
  kind: 'message' | 'signal',
  name: string,
  key?: Json,
): Generator<Item, undefined> {
  for (const item of game.items.values())
    if (
      item.kind === kind &&
      awaitedName(game.nodeOf(item), item) === name &&
      (key === undefined || item.key === undefined || JSON.stringify(item.key) === JSON.stringify(key))
    )
      yield item
}

/**
 * Gives a signal to all that wait for it here; one from outside passes by what waits for signals of its own case only.
 */
export function broadcast(
  game: TokenGame,
  from: 'inside' | 'outside',
  name: string,
  variables: Variables | undefined,
): void {
  for (const item of [...awaiting(game, 'signal', name)]) {
    if (item.gone) continue
    const { occurrence } = game.nodeOf(item)
    if (from === 'inside' || !(occurrence.type === 'signal' && occurrence.inside))
      fire(game, item, variables ? { variables } : {})
  }
}
