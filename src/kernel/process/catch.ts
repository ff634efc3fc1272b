import { nextDue } from './due.ts'
import type { Node, Occurrence } from './graph.ts'
import { holds } from './holds.ts'
import { beginEventSubProcess, interrupt } from './interrupt.ts'
import type { Item } from './item.ts'
import { leave } from './leave.ts'
import type { TokenGame } from './token-game.ts'
import type { Json, Variables } from './types.ts'

/** What a wait waited for has come: a timer, message, signal or condition, or the work of a task. */
export function fire(game: TokenGame, item: Item, came: { result?: Json; variables?: Variables } = {}): void {
  const node = game.nodeOf(item)
  game.at = node.id
  if (item.host) return fireBoundary(game, node, item, item.host, came.variables)
  if (item.startsEventSubProcess) return fireEventSubProcess(game, node, item, came.variables)
  if (item.alternatives !== undefined) {
    dropAlternatives(game, item)
    game.move(node, 'entered')
  }
  game.remove(item, 'completed')
  game.setAll(item, came.variables)
  if (node.element.role === 'activity')
    return game.push({
      do: 'finish',
      node,
      parent: item.parent as Item,
      item,
      ...(came.result === undefined ? {} : { result: came.result }),
    })
  const scope = game.scopeOf(item)
  if (came.result !== undefined) game.set(scope, node.writes, came.result, 'nearest')
  game.move(node, 'left')
  leave(game, node, scope)
}

/** One of the ways of an event-based gateway was taken: the others are no longer awaited. */
export function dropAlternatives(game: TokenGame, taken: Item): void {
  for (const other of [...(taken.parent?.children ?? [])])
    if (other.alternatives === taken.alternatives && other !== taken) game.remove(other, 'cancelled')
}

function fireBoundary(game: TokenGame, node: Node, item: Item, host: Item, variables: Variables | undefined): void {
  game.setAll(host, variables)
  use(game, node, item)
  interrupt(game, node, host)
}

function fireEventSubProcess(game: TokenGame, start: Node, item: Item, variables: Variables | undefined): void {
  const scope = game.scopeOf(item)
  use(game, start, item)
  game.setAll(scope, variables)
  beginEventSubProcess(game, start, scope)
}

/** The wait of a boundary event or event sub-process has gone off: one that lets its host go on may go off again. */
function use(game: TokenGame, node: Node, item: Item): void {
  if (node.interrupting) return game.remove(item, 'completed')
  if (item.kind !== 'timer') {
    if (item.kind === 'condition') item.held = true
    return
  }
  game.remove(item, 'completed')
  const next = nextDue(item, game.environment, node.id)
  if (!next) return
  game.add({
    kind: 'timer',
    element: item.element,
    parent: item.parent as Item,
    ...(item.host ? { host: item.host } : {}),
    ...(item.startsEventSubProcess ? { startsEventSubProcess: true } : {}),
    ...next,
  })
}

/** Looks at what conditions wait for after variables have changed. @returns true when one went off */
export function fireConditions(game: TokenGame): boolean {
  game.changed = false
  for (const item of game.conditions) {
    const { occurrence } = game.nodeOf(item)
    if (occurrence.type !== 'condition' || !isConcerned(game, item, occurrence)) continue
    game.at = item.element
    // most of the time what it asks of is not there yet
    if (!holds(game, item.element, occurrence.test, game.context(item), true)) delete item.held
    else if (!item.held) {
      fire(game, item)
      game.changed = true
      return true
    }
  }
  game.changes.clear()
  return false
}

/**
 * A condition may be of one variable, or of the first or each later time it is set; when it is opened it is looked at
 * in any case.
 */
function isConcerned(game: TokenGame, item: Item, { variable, changes }: Occurrence & { type: 'condition' }): boolean {
  if ((variable === undefined && !changes) || game.opened.has(item)) return true
  return [...game.changes].some(
    ([name, change]) => (variable === undefined || name === variable) && (!changes || changes.includes(change)),
  )
}
