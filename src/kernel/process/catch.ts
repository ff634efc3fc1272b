import { compensateNext } from './compensate.ts'
import type { Node, Occurrence } from './graph.ts'
import { leave } from './leave.ts'
import { dueOf } from './due.ts'
import { Stop } from './process-error.ts'
import type { Run } from './run.ts'
import { armEventSubProcesses } from './scopes.ts'
import type { Item } from './state.ts'
import type { Json, Variables } from './types.ts'

/** What a wait waited for has come: a timer, message, signal or condition, or the work of a task. */
export function fire(run: Run, item: Item, came: { result?: Json; variables?: Variables } = {}): void {
  const node = run.nodeOf(item)
  if (item.a !== undefined) return fireBoundary(run, node, item, came.variables)
  if (item.h !== undefined) return fireEventSubProcess(run, node, item, came.variables)
  if (item.x !== undefined) {
    for (const other of [...run.items.values()])
      if (other.x === item.x && other !== item && other.p === item.p) run.remove(other, 'cancelled')
    run.move(node, 'entered')
  }
  run.remove(item, 'completed')
  run.setAll(item, came.variables)
  if (node.kind !== 'catch')
    return void run.queue.push({
      do: 'finish',
      node,
      item,
      ...(came.result === undefined ? {} : { result: came.result }),
    })
  const scope = run.scopeOf(item)
  if (came.result !== undefined) run.set(scope, node.writes, came.result, 'nearest')
  run.move(node, 'left')
  leave(run, node, scope)
}

function fireBoundary(run: Run, node: Node, item: Item, variables: Variables | undefined): void {
  const host = run.item(item.a as number)
  run.setAll(host, variables)
  use(run, node, item)
  interrupt(run, node, host)
}

/** A boundary event goes off: its host ends, unless the event lets it go on, and a token starts here. */
export function interrupt(run: Run, node: Node, host: Item): void {
  const scope = run.scopeOf(host)
  const around = run.item(host.p ?? 0)
  if (node.interrupting) run.cancel(host)
  run.move(node, 'entered')
  run.move(node, 'left')
  leave(run, node, scope)
  // a handler that was interrupted has compensated all it could
  if (node.interrupting && around.k === 'C') compensateNext(run, around)
}

function fireEventSubProcess(run: Run, start: Node, item: Item, variables: Variables | undefined): void {
  const scope = run.scopeOf(item)
  use(run, start, item)
  run.setAll(scope, variables)
  beginEventSubProcess(run, start, scope)
}

/** An event sub-process begins inside its scope; an interrupting one ends all else in it (BPMN 2.0.2, 13.5.4). */
export function beginEventSubProcess(run: Run, start: Node, scope: Item, values?: Variables): void {
  const sub = run.graphInside(scope).nodes.get(start.scope) as Node
  if (start.interrupting) run.cancelInside(scope)
  run.move(sub, 'entered')
  const inside = run.add({
    k: 'S',
    e: sub.id,
    ...(scope.i === 0 ? {} : { p: scope.i }),
    ...(values && Object.keys(values).length > 0 ? { v: values } : {}),
  })
  armEventSubProcesses(run, inside)
  run.move(start, 'entered')
  run.move(start, 'left')
  leave(run, start, inside)
}

/** The wait of a boundary event or event sub-process has gone off: one that lets its host go on may go off again. */
function use(run: Run, node: Node, item: Item): void {
  if (node.interrupting) return run.remove(item, 'completed')
  if (item.k !== 't') {
    if (item.k === 'c') item.b = 1
    return
  }
  run.remove(item, 'completed')
  if (item.l === undefined || item.l === 0 || item.n === undefined || item.d === undefined) return
  // the next one is counted from when this was due, not from when it was noticed
  const due = dueOf(item.n, item.d, run.environment, node.id)
  if (due <= item.d) throw new Stop(node.id, 'timer', `the interval "${item.n}" of the cycle does not move on`)
  if (item.f !== undefined && due > item.f) return
  const { i: _used, ...again } = item
  run.add({ ...again, d: due, l: item.l < 0 ? item.l : item.l - 1 })
}

/** Looks at what conditions wait for after variables have changed. @returns true when one went off */
export function fireConditions(run: Run): boolean {
  run.changed = false
  for (const item of run.items.values()) {
    if (item.k !== 'c') continue
    const { occurrence } = run.nodeOf(item)
    if (occurrence.type !== 'condition' || !isConcerned(run, item, occurrence)) continue
    const holds = occurrence.test.evaluate(run.context(item), run.clock) === true
    if (!holds) delete item.b
    else if (item.b !== 1) {
      fire(run, item)
      run.changed = true
      return true
    }
  }
  run.changes.clear()
  return false
}

/**
 * A condition may be of one variable, or of the first or each later time it is set; when it is opened it is looked at
 * in any case.
 */
function isConcerned(run: Run, item: Item, { variable, changes }: Occurrence & { type: 'condition' }): boolean {
  if ((variable === undefined && !changes) || run.opened.includes(item)) return true
  return [...run.changes].some(
    ([name, change]) => (variable === undefined || name === variable) && (!changes || changes.includes(change)),
  )
}
