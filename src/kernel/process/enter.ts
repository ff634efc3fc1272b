import { payloadOf } from './activities.ts'
import { throwCompensation } from './compensate.ts'
import { textOf } from './expressions.ts'
import type { Node } from './graph.ts'
import { arrive } from './joins.ts'
import { leave } from './leave.ts'
import { openWait } from './open-wait.ts'
import { beginRounds, endRounds } from './rounds.ts'
import type { Run } from './run.ts'
import type { Item } from './state.ts'
import { broadcast, throwError, throwEscalation } from './throw.ts'

/** A token comes to a node. */
export function enter(run: Run, node: Node, scope: Item, slot: number): void {
  switch (node.kind) {
    case 'parallel':
    case 'inclusive':
      if (node.incoming.length > 1) return arrive(run, node, scope, slot)
      return pass(run, node, scope)
    case 'exclusive':
    case 'start':
      return pass(run, node, scope)
    case 'event-gateway':
      return awaitFirst(run, node, scope)
    case 'catch':
      run.move(node, 'entered')
      if (node.occurrence.type === 'link') {
        run.move(node, 'left')
        return leave(run, node, scope)
      }
      return void openWait(run, node, scope.i === 0 ? {} : { p: scope.i }, run.context(scope))
    case 'throw':
    case 'end':
      return throwEvent(run, node, scope)
    default:
      if (node.rounds || node.loop) return beginRounds(run, node, scope)
      run.queue.push({ do: 'begin', node, parent: scope.i })
  }
}

function pass(run: Run, node: Node, scope: Item): void {
  run.move(node, 'entered')
  status(run, node, scope)
  run.move(node, 'left')
  leave(run, node, scope)
}

function awaitFirst(run: Run, node: Node, scope: Item): void {
  run.move(node, 'entered')
  run.move(node, 'left')
  const context = run.context(scope)
  const shared = run.last + 1
  for (const { target } of node.outgoing)
    openWait(run, target, { x: shared, ...(scope.i === 0 ? {} : { p: scope.i }) }, context)
}

function throwEvent(run: Run, node: Node, scope: Item): void {
  const { occurrence } = node
  run.move(node, 'entered')
  status(run, node, scope)
  switch (occurrence.type) {
    case 'error':
      run.move(node, 'left')
      return throwError(run, scope, node, occurrence.code, undefined)
    case 'escalation':
      run.move(node, 'left')
      // the token is gone on before the escalation is caught: a catch that interrupts takes it away again
      leave(run, node, scope)
      return throwEscalation(run, scope, node)
    case 'terminate':
      run.move(node, 'left')
      return terminate(run, scope, occurrence)
    case 'compensation':
      return throwCompensation(run, node, scope, occurrence.activity)
    case 'cancel':
      run.cancelInside(scope)
      return throwCompensation(run, node, scope, undefined)
    case 'message':
    case 'signal': {
      const context = run.context(scope)
      const name = textOf(occurrence.name, context, run.clock)
      const payload = payloadOf(run, node, context)
      if (!occurrence.inside) run.thrown.push({ type: occurrence.type, name, element: node.id, ...payload })
      run.move(node, 'left')
      leave(run, node, scope)
      if (occurrence.type === 'signal') broadcast(run, 'inside', name, payload.variables)
      return
    }
    case 'link':
      run.move(node, 'left')
      if (node.link) run.queue.push({ do: 'enter', node: node.link, scope: scope.i, slot: 0 })
      return
    default:
      run.move(node, 'left')
      leave(run, node, scope)
  }
}

/** Ends a scope at once: of the case it ends all, of a sub-process only that one, unless the model says more. */
function terminate(run: Run, scope: Item, { all, rounds }: { all?: true; rounds?: true }): void {
  const ended = all ? run.root : scope
  const group = rounds && !all ? groupAround(run, scope) : undefined
  if (group) return endRounds(run, run.nodeOf(group), group)
  run.cancelInside(ended)
  if (ended.i === 0) run.outcome = 'terminated'
  else run.dirty.add(ended.i)
}

/** The nearest multi-instance activity that a scope is part of. */
function groupAround(run: Run, scope: Item): Item | undefined {
  for (let at = scope; at.i !== 0; at = run.item(at.p ?? 0)) if (at.k === 'M') return at
  return undefined
}

/** Notes the status that the model says the case takes here. */
function status(run: Run, node: Node, scope: Item): void {
  const said = node.attributes.find(([name]) => name === 'status')
  if (said) run.statuses.push(textOf(said[1], run.context(scope), run.clock))
}
