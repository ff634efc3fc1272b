import { limits } from './limits.ts'
import { openWait } from './open-wait.ts'
import { Stop } from './process-error.ts'
import type { Run } from './run.ts'
import type { Item } from './state.ts'

/** Enters a scope: what triggers its event sub-processes is waited for, and a token starts. */
export function openScope(run: Run, scope: Item): void {
  let depth = 0
  for (let at = scope; at.i !== 0; at = run.item(at.p ?? 0))
    if (++depth > limits.scopes)
      throw new Stop(
        scope.e,
        'too-deep',
        `scopes are nested deeper than ${limits.scopes}: a process may be calling itself`,
      )
  declareData(run, scope)
  armEventSubProcesses(run, scope)
  const definition = run.definition(scope)
  for (const start of definition.starts) run.queue.push({ do: 'enter', node: start, scope: scope.i, slot: 0 })
  if (definition.starts.length === 0) {
    if (scope.g !== undefined)
      throw new Stop(scope.e, 'no-start', `the called process "${scope.g}" has no plain start event`)
    run.dirty.add(scope.i)
  }
}

/** What is handed in or given at the start goes before what the model says. */
export function declareData(run: Run, scope: Item): void {
  const { data } = run.definition(scope)
  if (!data) return
  if (scope.i === 0) run.variables = { ...data, ...run.variables }
  else scope.v = { ...data, ...scope.v }
}

export function armEventSubProcesses(run: Run, scope: Item): void {
  const { eventStarts } = run.definition(scope)
  if (eventStarts.length === 0) return
  const context = run.context(scope)
  for (const { start } of eventStarts) openWait(run, start, { h: 1, ...(scope.i === 0 ? {} : { p: scope.i }) }, context)
}

/** True when nothing moves or waits in a scope any more, but for what would trigger its event sub-processes. */
export function isEmpty(run: Run, scope: Item): boolean {
  if (scope.j) return false
  for (const item of run.items.values())
    if (item.i !== 0 && (item.p ?? 0) === scope.i && item.h === undefined) return false
  return true
}
