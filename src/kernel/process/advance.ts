import { begin } from './activities.ts'
import { fireConditions } from './catch.ts'
import { enter } from './enter.ts'
import { finish } from './finish.ts'
import { fireInclusive } from './joins.ts'
import { Stop } from './process-error.ts'
import type { Run } from './run.ts'
import { isEmpty } from './scopes.ts'
import { isWait } from './state.ts'

/** Moves tokens until all rest: waits are open, or the case is over. */
export function advance(run: Run): void {
  while (run.outcome === 'running') {
    const work = run.queue.shift()
    if (work) {
      if (work.do === 'enter') enter(run, work.node, run.item(work.scope), work.slot)
      else if (work.do === 'begin') begin(run, work.node, run.item(work.parent), work.values, work.round)
      else finish(run, work.node, work.item, work.result)
      continue
    }
    if (endScopes(run)) continue
    if (run.changed && fireConditions(run)) continue
    if (!fireInclusive(run)) break
  }
  if (run.outcome === 'running' && ![...run.items.values()].some(isWait)) throw stuck(run)
}

/** Ends scopes in which nothing is alive any more. @returns true when one has ended */
function endScopes(run: Run): boolean {
  for (const number of run.dirty) {
    run.dirty.delete(number)
    const scope = run.items.get(number)
    if (!scope || !isEmpty(run, scope)) continue
    run.cancelInside(scope)
    if (number === 0) {
      run.outcome = 'completed'
      return true
    }
    const node = run.nodeOf(scope)
    const parent = run.scopeOf(scope)
    run.remove(scope, 'completed')
    // one that compensates is the handler of its sub-process
    if (node.isEventSubProcess && run.item(scope.p ?? 0).k !== 'C') {
      run.move(node, 'left')
      run.dirty.add(parent.i)
    } else run.queue.push({ do: 'finish', node, item: scope })
    return true
  }
  return false
}

/** Tokens wait at joins for others that can't come. */
function stuck(run: Run): Stop {
  const at = [...run.items.values()].flatMap((item) => Object.keys(item.j ?? {}))
  return new Stop(at[0] ?? run.graph.id, 'deadlock', `a token waits at ${at.join(', ')} for another that can't come`)
}
