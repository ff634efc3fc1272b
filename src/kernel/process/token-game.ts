import type { EvaluateOptions } from '../rules/index.ts'
import { Apart } from './apart.ts'
import { clockOf } from './expressions.ts'
import type { CompiledGraph, Node, ScopeDefinition } from './graph.ts'
import { isGroup, isWait, type Item, type NewItem } from './item.ts'
import { limits } from './limits.ts'
import { Stop } from './process-error.ts'
import { endIn, lastNumberIn, readItems, writeState } from './stored-state.ts'
import type {
  CaseOutcome,
  Closed,
  ClosedReason,
  Environment,
  Json,
  Move,
  State,
  Step,
  Thrown,
  Variables,
} from './types.ts'

/** What still has to happen in a step. */
export type Work =
  /** A token comes to a node; `slot` is the incoming flow. */
  | { do: 'enter'; node: Node; parent: Item; slot: number }
  /** An activity begins: in a scope, or as a round of a group. */
  | { do: 'begin'; node: Node; parent: Item; values?: Variables; round?: number }
  /** An activity has done its work; its item is gone. */
  | { do: 'finish'; node: Node; parent: Item; item: Item; result?: Json }
  /** A compensation goes on to its next handler. */
  | { do: 'compensate'; parent: Item }

/**
 * The tokens of one case while they move: what rests in it, what is still to be done in this step, and what has come of
 * it so far.
 */
export class TokenGame {
  readonly graph: CompiledGraph
  environment: Environment
  /** What now() and today() are in this step. */
  clock: EvaluateOptions
  readonly items = new Map<number, Item>()
  readonly root: Item
  variables: Variables
  last: number
  outcome: CaseOutcome = 'running'
  opened = new Set<Item>()
  closed: Closed[] = []
  moves: Move[] = []
  thrown: Thrown[] = []
  statuses: string[] = []
  outcomes: string[] = []
  failure: NonNullable<Step['incident']> | undefined
  /** Element at work now, to say where an expression went over a limit. */
  at: string
  /** Scopes a token has ended in. */
  readonly dirty = new Set<Item>()
  /** Scopes with tokens that wait at joins. */
  readonly joining = new Set<Item>()
  readonly conditions = new Set<Item>()
  /** Number of waits that are open. */
  waiting = 0
  /** Number of open rounds that the state keeps apart and that are not here now. */
  apart = 0
  /** True when a variable was set since conditions were looked at; which ones, and whether they were there before. */
  changed = false
  readonly changes = new Map<string, 'create' | 'update'>()
  private queue: Work[] = []
  private head = 0
  private entered = 0
  private ownsVariables = false

  constructor(graph: CompiledGraph, state: State | null, environment: Environment) {
    this.graph = graph
    this.environment = environment
    this.clock = clockOf(environment)
    this.variables = state?.variables ?? {}
    this.last = state ? lastNumberIn(state) : 0
    this.at = graph.id
    this.root = { id: 0, kind: 'scope', element: graph.id, parent: undefined }
    this.items.set(0, this.root)
    if (!state) return
    const end = endIn(state)
    if (end !== undefined) this.outcome = end
    readItems(state, this.root, (item) => this.link(item))
    if (this.root.joins) this.joining.add(this.root)
  }

  /** Begins another step of the same case, at its own time. */
  again(environment: Environment): void {
    this.environment = environment
    this.clock = clockOf(environment)
    this.opened = new Set()
    this.closed = []
    this.moves = []
    this.thrown = []
    this.statuses = []
    this.outcomes = []
    this.failure = undefined
    this.entered = 0
    this.ownsVariables = false
    this.changes.clear()
  }

  /** The scope an item's element stands in: rounds and compensation are no scopes. */
  scopeOf(item: Item): Item {
    let at = item.parent ?? this.root
    while (at.kind !== 'scope') at = at.parent ?? this.root
    return at
  }

  /** The graph that holds an item's element. */
  graphOf(item: Item): CompiledGraph {
    for (let at = item.parent; at; at = at.parent)
      if (at.process !== undefined) return this.called(at.process, at.element)
    return this.graph
  }

  /** The graph of what is inside a scope. */
  graphInside(scope: Item): CompiledGraph {
    return scope.process === undefined ? this.graphOf(scope) : this.called(scope.process, scope.element)
  }

  called(process: string, element: string): CompiledGraph {
    const graph = (this.environment.graph?.(process) ??
      (Object.hasOwn(this.graph.peers, process) ? this.graph.peers[process] : undefined)) as CompiledGraph | undefined
    if (!graph) throw new Stop(element, 'no-process', `the process "${process}" that is called here is not known`)
    return graph
  }

  nodeOf(item: Item): Node {
    const node = this.graphOf(item).nodes.get(item.element)
    if (!node)
      throw new Stop(item.element, 'no-element', `the model has no element ${item.element}, but the case stands there`)
    return node
  }

  definition(scope: Item): ScopeDefinition {
    const graph = this.graphInside(scope)
    return graph.scopes.get(scope.id === 0 || scope.process !== undefined ? graph.id : scope.element) as ScopeDefinition
  }

  push(work: Work): void {
    this.queue.push(work)
  }

  /** The next work, undefined when all is done. */
  next(): Work | undefined {
    if (this.head < this.queue.length) return this.queue[this.head++]
    this.queue = []
    this.head = 0
    return undefined
  }

  add(fresh: NewItem): Item {
    if (this.items.size + this.apart > limits.openTokens)
      throw new Stop(
        fresh.element,
        'too-many-tokens',
        `more than ${limits.openTokens} tokens are open in this case: the model makes new ones without end`,
      )
    const item: Item = Object.assign({ id: ++this.last }, fresh)
    this.link(item)
    if (isWait(item)) this.opened.add(item)
    return item
  }

  private link(item: Item): void {
    this.items.set(item.id, item)
    const parent = item.parent as Item
    if (item.host) (item.host.attached ??= new Set()).add(item)
    else if (item.startsEventSubProcess) (parent.armed ??= new Set()).add(item)
    else (parent.children ??= new Set()).add(item)
    if (isWait(item)) this.waiting++
    if (item.rounds?.apart) {
      this.apart += item.rounds.apart
      this.waiting += item.rounds.apart
    }
    if (item.kind === 'condition') this.conditions.add(item)
    if (item.joins) this.joining.add(item)
  }

  /** Takes an item away, with the waits attached to it. */
  remove(item: Item, reason: ClosedReason): void {
    if (item.gone || !this.items.delete(item.id)) return
    item.gone = true
    item.parent?.children?.delete(item)
    item.parent?.armed?.delete(item)
    item.host?.attached?.delete(item)
    if (isWait(item)) {
      this.waiting--
      if (item.kind === 'condition') this.conditions.delete(item)
      // opened and closed within one step: nobody has seen it
      if (!this.opened.delete(item)) this.closed.push({ id: item.id, element: item.element, kind: item.kind, reason })
    } else this.joining.delete(item)
    if (item.attached) for (const wait of [...item.attached]) this.remove(wait, 'cancelled')
  }

  /** Takes an item away and all that stands in it. */
  cancel(item: Item): void {
    if (item.gone) return
    this.cancelItem(item)
    this.dropWork(item)
  }

  cancelInside(scope: Item): void {
    this.cancelItems(scope)
    this.dropWork(scope)
  }

  private cancelItem(item: Item): void {
    this.cancelItems(item)
    // boundary waits, starts of event sub-processes and a gateway's alternatives were never entered; of groups, the
    // rounds were
    if (!item.host && !item.startsEventSubProcess && item.alternatives === undefined && !isGroup(item))
      this.move(this.nodeOf(item), 'cancelled', item.round)
    this.remove(item, 'cancelled')
  }

  private cancelItems(scope: Item): void {
    if (scope.rounds?.apart !== undefined) throw new Apart({ group: scope.id })
    if (scope.armed) for (const item of [...scope.armed]) this.remove(item, 'cancelled')
    if (scope.children) for (const item of [...scope.children]) this.cancelItem(item)
    delete scope.joins
    this.joining.delete(scope)
  }

  private dropWork(scope: Item): void {
    if (this.head === this.queue.length) return
    this.queue = this.queue.slice(this.head).filter((work) => !standsIn(work.parent, scope))
    this.head = 0
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

  /** Variables as seen from an item: its own, those of the scopes around it, those of the case. */
  context(from: Item, more?: Variables): Record<string, Json> {
    const frames: Variables[] = []
    let isolated = false
    for (let at: Item | undefined = from; at; at = at.parent) {
      if (at.kind === 'rounds' && at.rounds) {
        const { total, begun, done } = at.rounds
        const active = begun - done
        frames.push({
          nrOfInstances: total,
          nrOfCompletedInstances: done,
          nrOfActiveInstances: active,
          // as the standard names them (BPMN 2.0.2, table 10.30), and Camunda 8 with it
          numberOfInstances: total,
          numberOfCompletedInstances: done,
          numberOfActiveInstances: active,
          numberOfTerminatedInstances: 0,
        })
      }
      if (at.variables) frames.push(at.variables)
      if (at.closedOff) {
        isolated = true
        break
      }
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
    const target = place ? (place.variables ??= {}) : this.variables
    if (!this.changes.has(name)) this.changes.set(name, Object.hasOwn(target, name) ? 'update' : 'create')
    setOwn(target, name, value)
  }

  /** The item whose variable it is; undefined: the case's own. */
  private placeOf(from: Item, name: string, undeclared: 'case' | 'nearest'): Item | undefined {
    let nearest: Item | undefined
    for (let at: Item | undefined = from; at && at.id !== 0; at = at.parent) {
      if (at.variables && Object.hasOwn(at.variables, name)) return at
      if (at.variables && at.kind === 'scope') nearest ??= at
      if (at.closedOff) return at
    }
    return undeclared === 'nearest' && !Object.hasOwn(this.variables, name) ? nearest : undefined
  }

  setAll(from: Item, variables: Variables | undefined): void {
    if (variables) for (const name of Object.keys(variables)) this.set(from, name, variables[name] as Json)
  }

  state(): State {
    return writeState(
      this.variables,
      this.last,
      this.root,
      this.items.values(),
      this.outcome === 'running' ? undefined : this.outcome,
    )
  }
}

/** True when an item is a scope or stands somewhere in it, or in what is gone. */
function standsIn(item: Item, scope: Item): boolean {
  for (let at: Item | undefined = item; at; at = at.parent) if (at === scope || at.gone) return true
  return false
}

function setOwn(target: Variables, name: string, value: Json): void {
  if (name === '__proto__')
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true })
  else target[name] = value
}
