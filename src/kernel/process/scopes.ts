import type { Item } from './item.ts'
import { limits } from './limits.ts'
import { openWait } from './open-wait.ts'
import { Stop } from './process-error.ts'
import type { TokenGame } from './token-game.ts'

/** Enters a scope: what triggers its event sub-processes is waited for, and a token starts. */
export function openScope(game: TokenGame, scope: Item): void {
  let depth = 0
  for (let at = scope.parent; at; at = at.parent)
    if (++depth > limits.scopes)
      throw new Stop(
        scope.element,
        'too-deep',
        `scopes are nested deeper than ${limits.scopes}: a process may be calling itself`,
      )
  declareData(game, scope)
  armEventSubProcesses(game, scope)
  const definition = game.definition(scope)
  for (const start of definition.starts) game.push({ do: 'enter', node: start, parent: scope, slot: 0 })
  if (definition.starts.length === 0) {
    if (scope.process !== undefined)
      throw new Stop(scope.element, 'no-start', `the called process "${scope.process}" has no plain start event`)
    game.dirty.add(scope)
  }
}

/** What is handed in or given at the start goes before what the model says. */
export function declareData(game: TokenGame, scope: Item): void {
  const { data } = game.definition(scope)
  if (!data) return
  if (scope.id === 0) game.variables = { ...data, ...game.variables }
  else scope.variables = { ...data, ...scope.variables }
}

export function armEventSubProcesses(game: TokenGame, scope: Item): void {
  const { eventStarts } = game.definition(scope)
  if (eventStarts.length === 0) return
  const context = game.context(scope)
  for (const { start } of eventStarts) openWait(game, start, { parent: scope, startsEventSubProcess: true }, context)
}

/** True when nothing moves or waits in a scope any more, but for what would trigger its event sub-processes. */
export const isEmpty = (scope: Item): boolean => !scope.joins && !scope.children?.size
