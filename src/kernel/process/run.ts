import type { EvaluateOptions } from '../rules/index.ts'
import { clockOf } from './expressions.ts'
import type { CompiledGraph, Node, ScopeDefinition } from './graph.ts'
import { limits } from './limits.ts'
import { Stop } from './process-error.ts'
import { isWait, type CaseState, type Item } from './state.ts'
import type {
  CaseOutcome,
  Closed,
  ClosedReason,
  Environment,
  Json,
  Move,
  State,
  Thrown,
  Variables,
  WaitKind,
} from './types.ts'

/** What still has to happen in this step. */
export type Work =
  /** A token comes to a node; `slot` is the incoming flow. */
  | { do: 'enter'; node: Node; scope: number; slot: number }
  /** An activity begins: outside of rounds in a scope, else in a group. */
  | { do: 'begin'; node: Node; parent: number; values?: Variables; round?: number }
  /** An activity has done its work; its item is gone. */
  | { do: 'finish'; node: Node; item: Item; result?: Json }

export const WAIT_KINDS: Record<string, WaitKind> = {
  u: 'task',
  w: 'job',
  t: 'timer',
  m: 'message',
  s: 'signal',
  c: 'condition',
}

/** One step at work: a copy of the state that may be changed, and what came of it. */
export class Run {
  readonly graph: CompiledGraph
  readonly environment: Environment
  readonly clock: EvaluateOptions
  readonly items = new Map<number, Item>()
  readonly root: Item
  variables: Variables
  last: number
  outcome: CaseOutcome = 'running'
  readonly queue: Work[] = []
  readonly opened: Item[] = []
  readonly closed: Closed[] = []
  readonly moves: Move[] = []
  readonly thrown: Thrown[] = []
  readonly statuses: string[] = []
  /** Scopes a token has ended in. */
  readonly dirty = new Set<number>()
  /**
   * True when a variable was set since conditions were looked at; and which ones, with whether they were there before.
   */
  changed = false
  readonly changes = new Map<string, 'create' | 'update'>()
  failure: { element: string; code: string; message: string } | undefined
  private entered = 0
  private ownsVariables = false

  constructor(graph: CompiledGraph, state: CaseState | null, environment: Environment) {
    this.graph = graph
    this.environment = environment
    this.clock = clockOf(environment)
    this.variables = state?.variables ?? {}
    this.last = state?.n ?? 0
    this.root = { i: 0, k: 'S', e: graph.id }
    if (state?.j) this.root.j = copyJoins(state.j)
    if (state?.z) this.root.z = [...state.z]
    this.items.set(0, this.root)
    for (const item of state?.t ?? []) {
      const copy = { ...item }
      if (copy.j) copy.j = copyJoins(copy.j)
      if (copy.z) copy.z = [...copy.z]
      if (copy.c) copy.c = [...copy.c]
      if (copy.q) copy.q = { ...copy.q, ...(copy.q.y ? { y: [...copy.q.y] } : {}) }
      if (copy.v) copy.v = { ...copy.v }
      this.items.set(copy.i, copy)
    }
  }

  item(number: number): Item {
    return this.items.get(number) as Item
  }

  /** The scope an item's element stands in: rounds and compensation are no scopes. */
  scopeOf(item: Item): Item {
    let at = this.item(item.p ?? 0)
    while (at.k !== 'S') at = this.item(at.p ?? 0)
    return at
  }

  /** The graph that holds an item's element. */
  graphOf(item: Item): CompiledGraph {
    if (item.i === 0) return this.graph
    for (let at = item; at.i !== 0; ) {
      at = this.item(at.p ?? 0)
      if (at.g !== undefined) return this.called(at.g, at.e)
    }
    return this.graph
  }

  /** The graph of what is inside a scope. */
  graphInside(scope: Item): CompiledGraph {
    return scope.g === undefined ? (scope.i === 0 ? this.graph : this.graphOf(scope)) : this.called(scope.g, scope.e)
  }

  called(process: string, element: string): CompiledGraph {
    const graph = (this.environment.graph?.(process) ??
      (Object.hasOwn(this.graph.peers, process) ? this.graph.peers[process] : undefined)) as CompiledGraph | undefined
    if (!graph) throw new Stop(element, 'no-process', `the process "${process}" that is called here is not known`)
    return graph
  }

  nodeOf(item: Item): Node {
    const node = this.graphOf(item).nodes.get(item.e)
    if (!node) throw new Stop(item.e, 'no-element', `the model has no element ${item.e}, but the case stands there`)
    return node
  }

  definition(scope: Item): ScopeDefinition {
    const graph = this.graphInside(scope)
    return graph.scopes.get(scope.i === 0 || scope.g !== undefined ? graph.id : scope.e) as ScopeDefinition
  }

  add(item: Omit<Item, 'i'>): Item {
    const added = { i: ++this.last, ...item } as Item
    if (added.p === 0) delete added.p
    this.items.set(added.i, added)
    if (isWait(added)) this.opened.push(added)
    return added
  }

  /** Takes an item away, with the waits attached to it. */
  remove(item: Item, reason: ClosedReason): void {
    if (!this.items.delete(item.i)) return
    if (isWait(item)) this.close(item, reason)
    for (const other of [...this.items.values()]) if (other.a === item.i) this.remove(other, 'cancelled')
  }

  /** Takes an item away and all that stands in it. */
  cancel(item: Item): void {
    if (!this.items.has(item.i)) return
    this.cancelInside(item)
    // boundary waits, starts of event sub-processes and a gateway's alternatives were never entered; of groups, the
    // rounds were
    if (item.a === undefined && item.h === undefined && item.x === undefined && item.k !== 'M' && item.k !== 'L')
      this.move(this.nodeOf(item), 'cancelled', item.r)
    this.remove(item, 'cancelled')
  }

  cancelInside(scope: Item): void {
    for (const item of [...this.items.values()])
      if (item.i !== 0 && (item.p ?? 0) === scope.i && item.a === undefined) this.cancel(item)
    delete scope.j
    for (let at = this.queue.length - 1; at >= 0; at--)
      if (this.standsIn(this.queue[at] as Work, scope)) this.queue.splice(at, 1)
  }

  private standsIn(work: Work, scope: Item): boolean {
    let at = work.do === 'enter' ? work.scope : work.do === 'begin' ? work.parent : (work.item.p ?? 0)
    for (;;) {
      if (at === scope.i) return true
      const item = this.items.get(at)
      if (at === 0 || !item) return !item
      at = item.p ?? 0
    }
  }

  move(node: Node, move: Move['move'], round?: number): void {
    if (move === 'entered' && ++this.entered > limits.moves)
      throw new Stop(
        node.id,
        'endless-loop',
        `more than ${limits.moves} elements were entered in one step: the model loops without a wait`,
      )
    this.moves.push(
      round === undefined
        ? { element: node.id, type: node.type, move }
        : { element: node.id, type: node.type, move, round },
    )
  }

  close(item: Item, reason: ClosedReason): void {
    const at = this.opened.indexOf(item)
    // opened and closed within one step: nobody has seen it
    if (at >= 0) this.opened.splice(at, 1)
    else this.closed.push({ id: item.i, element: item.e, kind: WAIT_KINDS[item.k] as WaitKind, reason })
  }

  /** Variables as seen from an item: its own, those of the scopes around it, those of the case. */
  context(from: Item, more?: Variables): Record<string, Json> {
    const frames: Variables[] = []
    let isolated = false
    for (let at = from; ; at = this.item(at.p ?? 0)) {
      if (at.k === 'M' && at.q)
        frames.push({ nrOfInstances: at.q.n, nrOfCompletedInstances: at.q.d, nrOfActiveInstances: at.q.s - at.q.d })
      if (at.v) frames.push(at.v)
      if (at.o === 1) {
        isolated = true
        break
      }
      if (at.i === 0) break
    }
    if (frames.length === 0 && !more) return isolated ? {} : this.variables
    return Object.assign({}, isolated ? undefined : this.variables, ...frames.reverse(), more)
  }

  /**
   * Sets a variable where it is declared, looking outward; else in the case (or in the called process that is closed
   * off).
   */
  set(from: Item, name: string, value: Json, undeclared: 'case' | 'nearest' = 'case'): void {
    this.changed = true
    const place = this.placeOf(from, name, undeclared)
    if (!place && !this.ownsVariables) {
      this.variables = { ...this.variables }
      this.ownsVariables = true
    }
    const target = place ? (place.v ??= {}) : this.variables
    if (!this.changes.has(name)) this.changes.set(name, Object.hasOwn(target, name) ? 'update' : 'create')
    setOwn(target, name, value)
  }

  /** The item whose variable it is; undefined: the case's own. */
  private placeOf(from: Item, name: string, undeclared: 'case' | 'nearest'): Item | undefined {
    let nearest: Item | undefined
    for (let at = from; at.i !== 0; at = this.item(at.p ?? 0)) {
      if (at.v && Object.hasOwn(at.v, name)) return at
      if (at.v && at.k === 'S') nearest ??= at
      if (at.o === 1) return at
    }
    return undeclared === 'nearest' && !Object.hasOwn(this.variables, name) ? nearest : undefined
  }

  setAll(from: Item, variables: Variables | undefined): void {
    if (variables) for (const name of Object.keys(variables)) this.set(from, name, variables[name] as Json)
  }

  state(): State {
    const items = [...this.items.values()].filter((item) => item.i !== 0)
    const over = this.outcome !== 'running'
    return {
      variables: this.variables,
      n: this.last,
      ...(over || items.length === 0 ? {} : { t: items }),
      ...(over || !this.root.j ? {} : { j: this.root.j }),
      ...(over || !this.root.z?.length ? {} : { z: this.root.z }),
      ...(over ? { o: this.outcome } : {}),
    }
  }
}

const copyJoins = (joins: Record<string, number[]>): Record<string, number[]> =>
  Object.fromEntries(Object.entries(joins).map(([node, counts]) => [node, [...counts]]))

function setOwn(target: Variables, name: string, value: Json): void {
  if (name === '__proto__')
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true })
  else target[name] = value
}
