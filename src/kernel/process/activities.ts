import { dueOf } from './due.ts'
import { textOf, valueOf } from './expressions.ts'
import type { Mapping, Node } from './graph.ts'
import { armBoundaries, openWait } from './open-wait.ts'
import { Stop } from './process-error.ts'
import type { Run } from './run.ts'
import { openScope } from './scopes.ts'
import type { Item } from './state.ts'
import type { Json, Variables } from './types.ts'

/** Begins one performance of an activity, in a scope or as a round of a group. */
export function begin(
  run: Run,
  node: Node,
  parent: Item,
  values: Variables | undefined,
  round: number | undefined,
): void {
  run.move(node, 'entered', round)
  const place: Omit<Item, 'i' | 'k' | 'e'> = {
    ...(parent.i === 0 ? {} : { p: parent.i }),
    ...(values ? { v: { ...values } } : {}),
    ...(round === undefined ? {} : { r: round }),
  }
  if (node.locals?.length) place.v = mapped(run, run.context(parent, values), node.locals, place.v)
  if (node.kind === 'sub-process' || node.kind === 'call') return beginScope(run, node, parent, place)
  const context = run.context(parent, place.v)
  const done = (result?: Json) =>
    run.queue.push({
      do: 'finish',
      node,
      item: { i: -1, k: 'S', e: node.id, ...place },
      ...(result === undefined ? {} : { result }),
    })
  switch (node.kind) {
    case 'human':
      return arm(run, node, parent, run.add({ k: 'u', e: node.id, ...place, ...termOf(run, node, context) }))
    case 'job': {
      if (node.occurrence.type === 'message' && !node.attributes.some(([name]) => name === 'job')) {
        run.thrown.push({
          type: 'message',
          name: textOf(node.occurrence.name, context, run.clock),
          element: node.id,
          ...payloadOf(run, node, context),
        })
        return void done()
      }
      return arm(run, node, parent, run.add({ k: 'w', e: node.id, ...place }))
    }
    case 'receive':
      return arm(run, node, parent, openWait(run, node, place, context) as Item)
    case 'rule': {
      const decision = node.attributes.find(([name]) => name === 'decision')
      if (!decision || !run.environment.decide) return arm(run, node, parent, run.add({ k: 'w', e: node.id, ...place }))
      try {
        return void done(run.environment.decide(textOf(decision[1], context, run.clock), context, run.clock))
      } catch (error) {
        throw new Stop(node.id, 'decision', (error as Error).message)
      }
    }
    case 'script':
      return void done(node.script && valueOf({ feel: node.script }, context, run.clock))
    default:
      return void done()
  }
}

/** Boundary events of rounds belong to their group, which has armed them. */
function arm(run: Run, node: Node, parent: Item, item: Item): void {
  if (parent.k !== 'M' && parent.k !== 'L') armBoundaries(run, node, item)
}

function beginScope(run: Run, node: Node, parent: Item, place: Omit<Item, 'i' | 'k' | 'e'>): void {
  const called = node.called ? textOf(node.called, run.context(parent, place.v), run.clock) : undefined
  if (called !== undefined) {
    run.called(called, node.id)
    place.g = called
    if (node.inputs) {
      // with a mapping the called process is closed off: it sees what is handed in, and hands out what is named
      place.v = mapped(run, run.context(parent, place.v), node.inputs, undefined)
      place.o = 1
    }
  }
  const scope = run.add({ k: 'S', e: node.id, ...place })
  arm(run, node, parent, scope)
  openScope(run, scope)
}

/** Values of a mapping, added to what is there. */
export function mapped(
  run: Run,
  context: Record<string, Json>,
  mappings: readonly Mapping[],
  into: Variables | undefined,
): Variables {
  const values: Variables = { ...into }
  for (const mapping of mappings) {
    if ('all' in mapping) Object.assign(values, context)
    else values[mapping.target] = valueOf(mapping.value, { ...context, ...values }, run.clock)
  }
  return values
}

function termOf(run: Run, node: Node, context: Record<string, Json>): { d?: string } {
  const term = node.attributes.find(([name]) => name === 'term')
  const text = term ? textOf(term[1], context, run.clock) : ''
  return text === '' ? {} : { d: dueOf(text, run.environment.now, run.environment, node.id) }
}

/** What a thrown message or signal carries: the context of `darcha:payload`, and the key of `darcha:key`. */
export function payloadOf(run: Run, node: Node, context: Record<string, Json>): { variables: Variables; key?: Json } {
  const find = (name: string) => node.attributes.find(([one]) => one === name)?.[1]
  const payload = find('payload'),
    key = find('key')
  const value = payload ? valueOf(payload, context, run.clock) : null
  return {
    variables: value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {},
    ...(key ? { key: valueOf(key, context, run.clock) } : {}),
  }
}
