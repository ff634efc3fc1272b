import { beginEventSubProcess, fire, interrupt } from './catch.ts'
import type { Node } from './graph.ts'
import { awaitedName } from './open-wait.ts'
import type { Run } from './run.ts'
import type { Item } from './state.ts'
import type { Json, Variables } from './types.ts'

type Catcher = { at: 'boundary'; node: Node; host: Item } | { at: 'event sub-process'; node: Node; scope: Item }

/**
 * Who catches an error or escalation: from the inside outward, at each level first the event sub-processes of the
 * scope,
 * then the boundary events of the activity (BPMN 2.0.2, 10.5.6); a handler of this code before one of any code.
 * @param from the activity or scope it is thrown in
 */
function catcher(run: Run, type: 'error' | 'escalation', code: string | undefined, from: Item): Catcher | undefined {
  const matching = (nodes: Node[]): Node | undefined => {
    const open = nodes.filter((node) => node.occurrence.type === type)
    const codeOf = (node: Node) => (node.occurrence as { code?: string }).code
    return (
      open.find((node) => code !== undefined && codeOf(node) === code) ??
      open.find((node) => codeOf(node) === undefined)
    )
  }
  let below: Item | undefined
  for (let at = from; ; below = at, at = run.item(at.p ?? 0)) {
    // what an event sub-process throws is not caught by its neighbours, but outside of their scope
    const fromEvent = below !== undefined && below.k === 'S' && run.nodeOf(below).isEventSubProcess
    if (at.k === 'S' && !fromEvent) {
      const start = matching(run.definition(at).eventStarts.map((one) => one.start))
      if (start && !(start.interrupting && interrupted(run, at)))
        return { at: 'event sub-process', node: start, scope: at }
    }
    if (at.i === 0) return undefined
    const parent = run.item(at.p ?? 0)
    // the boundary events of rounds belong to the group
    if (at.k !== 'C' && parent.k !== 'M' && parent.k !== 'L') {
      const node = matching(run.nodeOf(at).boundaries)
      if (node) return { at: 'boundary', node, host: at }
    }
  }
}

/** True when an interrupting event sub-process is already at work in a scope: it is not interrupted a second time. */
const interrupted = (run: Run, scope: Item): boolean =>
  [...run.items.values()].some((item) => {
    if (item.k !== 'S' || item.i === 0 || (item.p ?? 0) !== scope.i) return false
    const node = run.nodeOf(item)
    return (
      node.isEventSubProcess === true &&
      run.definition(scope).eventStarts.some((one) => one.sub === node && one.start.interrupting)
    )
  })

/** Throws a BPMN error. Uncaught, it ends the case as failed. */
export function throwError(
  run: Run,
  from: Item,
  node: Node,
  code: string | undefined,
  message: string | undefined,
): void {
  const found = catcher(run, 'error', code, from)
  if (!found) {
    run.failure = {
      element: node.id,
      code: 'uncaught-error',
      message: `the error ${code ?? 'without a code'} of ${node.type} "${node.id}" is caught nowhere${message ? `: ${message}` : ''}`,
    }
    run.outcome = 'failed'
    return run.cancelInside(run.root)
  }
  hand(run, found, code, message)
}

/** Throws an escalation; uncaught, it is only recorded. @returns true when the thrower was ended by it */
export function throwEscalation(run: Run, from: Item, node: Node): void {
  const { code, name } = node.occurrence as { code?: string; name?: string }
  run.thrown.push({ type: 'escalation', name: code ?? name ?? node.id, element: node.id, variables: {} })
  const found = catcher(run, 'escalation', code, from)
  if (found) hand(run, found, code, undefined)
}

function hand(run: Run, found: Catcher, code: string | undefined, message: string | undefined): void {
  const { codeVariable, messageVariable } = found.node.occurrence as { codeVariable?: string; messageVariable?: string }
  const values: Variables = {
    ...(codeVariable ? { [codeVariable]: code ?? null } : {}),
    ...(messageVariable ? { [messageVariable]: message ?? null } : {}),
  }
  const scope = found.at === 'boundary' ? run.scopeOf(found.host) : found.scope
  run.setAll(scope, values)
  if (found.at === 'boundary') interrupt(run, found.node, found.host)
  else beginEventSubProcess(run, found.node, found.scope)
}

/** Waits for a message or signal of this name that are open now, oldest first. */
export function awaiting(run: Run, kind: 'm' | 's', name: string, key?: Json): Item[] {
  return [...run.items.values()].filter(
    (item) =>
      item.k === kind &&
      awaitedName(run.nodeOf(item), item) === name &&
      (key === undefined || item.y === undefined || JSON.stringify(item.y) === JSON.stringify(key)),
  )
}

/**
 * Gives a signal to all that wait for it here; one from outside passes by what waits for signals of its own case only.
 */
export function broadcast(run: Run, from: 'inside' | 'outside', name: string, variables: Variables | undefined): void {
  for (const item of awaiting(run, 's', name)) {
    if (run.items.get(item.i) !== item) continue
    const { occurrence } = run.nodeOf(item)
    if (from === 'inside' || !(occurrence.type === 'signal' && occurrence.inside))
      fire(run, item, variables ? { variables } : {})
  }
}
