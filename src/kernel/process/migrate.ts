import type { CompiledGraph, Node } from './graph.ts'
import { openWait } from './open-wait.ts'
import { Stop } from './process-error.ts'
import { Run } from './run.ts'
import { isWait, type CaseState, type Finished, type Item } from './state.ts'
import type { Closed, Environment, Graph, Problem, State, Wait } from './types.ts'
import { toWait } from './waits.ts'

export interface Migrated {
  /** The state on the new version; unchanged when a problem is an error. */
  state: State
  problems: Problem[]
  /** Boundary events and event sub-processes that only the new version has, and those it no longer has. */
  opened: Wait[]
  closed: Closed[]
}

/**
 * Moves a running case to another version of its process. What waits stays as it is; each element it stands at must
 * have
 * one of the same kind at the same place in the new version. Nothing is moved when one has not.
 * @param mapping new element ids by old ones; an element that is not named keeps its id
 * @param environment needed when the new version has boundary events to be opened
 */
export function migrate(
  state: State,
  from: Graph,
  to: Graph,
  mapping: Readonly<Record<string, string>> = {},
  environment: Environment = { now: '1970-01-01T00:00:00.000Z' },
): Migrated {
  const before = state as CaseState
  if (before.o !== undefined)
    return {
      state,
      problems: [problem('error', 'ended', from.id, 'the case is over', 'leave it as it is')],
      opened: [],
      closed: [],
    }
  const moving = new Moving(before, from as CompiledGraph, to as CompiledGraph, mapping, environment)
  try {
    moving.all()
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    moving.problems.push(problem('error', error.code, error.element, error.message, 'correct the new version'))
  }
  if (moving.problems.some((one) => one.severity === 'error'))
    return { state, problems: moving.problems, opened: [], closed: [] }
  const { run } = moving
  return {
    state: run.state(),
    problems: moving.problems,
    opened: run.opened.map((item) => toWait(run, item)),
    closed: moving.closed,
  }
}

class Moving {
  readonly problems: Problem[] = []
  readonly closed: Closed[] = []
  readonly run: Run
  private readonly old: Run
  private readonly mapping: Readonly<Record<string, string>>

  constructor(
    state: CaseState,
    from: CompiledGraph,
    to: CompiledGraph,
    mapping: Readonly<Record<string, string>>,
    environment: Environment,
  ) {
    this.old = new Run(from, state, environment)
    this.run = new Run(to, state, environment)
    this.mapping = mapping
  }

  all(): void {
    for (const target of Object.values(this.mapping))
      if (!this.run.graph.nodes.has(target)) this.error(target, `the new version has no element ${target}`)
    for (const item of [...this.run.items.values()]) if (this.isOwn(item)) this.item(item)
    if (this.problems.some((one) => one.severity === 'error')) return
    this.run.closed.splice(0)
    for (const item of [...this.run.items.values()]) if (item.k !== 'C' && this.isOwn(item)) this.arm(item)
  }

  private mapped(element: string): string {
    return Object.hasOwn(this.mapping, element) ? (this.mapping[element] as string) : element
  }
  private error(element: string, message: string): void {
    this.problems.push(
      problem(
        'error',
        'migration',
        element,
        message,
        'name the element it becomes in the mapping, or move the token first',
      ),
    )
  }

  /** What stands in a called process belongs to that one's version. */
  private isOwn(item: Item): boolean {
    for (let at = item; at.i !== 0; ) {
      at = this.run.items.get(at.p ?? 0) ?? this.run.root
      if (at.g !== undefined) return false
    }
    return true
  }

  private item(item: Item): void {
    const { run } = this
    this.joins(item)
    if (item.z) item.z = this.finished(item.z, item.i === 0 ? undefined : item.g)
    if (item.i === 0) {
      item.e = run.graph.id
      return
    }
    const was = this.old.nodeOf(this.old.item(item.i))
    const id = this.mapped(item.e)
    const node = run.graph.nodes.get(id)
    const beside = item.a !== undefined || item.h !== undefined
    const fault = !node
      ? `has no element ${id}`
      : fits(item, was, node)
        ? this.place(item, node)
        : `has ${node.type} at ${id}, which is another kind than ${was.type}`
    if (fault === undefined) item.e = id
    else if (beside) this.drop(item, fault)
    else this.error(item.e, `the case stands at ${item.e}, and the new version ${fault}`)
  }

  /** What an event of the old version waited for is no longer awaited. */
  private drop(item: Item, fault: string): void {
    this.problems.push(
      problem(
        'warning',
        'migration',
        item.e,
        `${item.e} is no longer awaited: the new version ${fault}`,
        'map it if it has another name',
      ),
    )
    this.closed.push({
      id: item.i,
      element: item.e,
      kind: toWait(this.old, this.old.item(item.i)).kind,
      reason: 'cancelled',
    })
    this.run.items.delete(item.i)
  }

  /** @returns what is wrong with the place of an element in the new version */
  private place(item: Item, node: Node): string | undefined {
    if (item.a !== undefined)
      return node.host?.id === this.mapped(this.old.item(item.a).e)
        ? undefined
        : `attaches ${node.id} to another element`
    const parent = this.old.scopeOf(this.old.item(item.i))
    const scope = parent.i === 0 ? this.run.graph.id : this.mapped(parent.e)
    const stands = item.h !== undefined ? this.run.graph.nodes.get(node.scope)?.scope : node.scope
    if (stands !== scope) return `has ${node.id} in another scope`
    if (
      item.k === 'M' &&
      (node.rounds?.sequential === true) !== (this.old.nodeOf(this.old.item(item.i)).rounds?.sequential === true)
    )
      return `repeats ${node.id} in another way`
    return undefined
  }

  /** Tokens at joins are found again by their flow, or by the element the flow comes from. */
  private joins(scope: Item): void {
    if (!scope.j) return
    const joins: Record<string, number[]> = {}
    for (const [id, counts] of Object.entries(scope.j)) {
      const was = this.old.graph.nodes.get(id)
      const node = this.run.graph.nodes.get(this.mapped(id))
      if (!was || !node || node.kind !== was.kind) {
        this.error(id, `tokens wait at ${id}, and the new version has no such join`)
        continue
      }
      const moved = node.incoming.map(() => 0)
      counts.forEach((count, slot) => {
        const flow = was.incoming[slot]
        const at = flow
          ? node.incoming.findIndex((one) => one.id === flow.id || one.source.id === this.mapped(flow.source.id))
          : -1
        if (at >= 0) moved[at] = (moved[at] ?? 0) + count
        else if (count > 0)
          this.error(
            id,
            `a token waits at ${id} from ${flow?.source.id ?? 'nowhere'}, and in the new version no flow comes from there`,
          )
      })
      joins[node.id] = moved
    }
    scope.j = joins
  }

  private finished(list: readonly Finished[], graph: string | undefined): Finished[] {
    return list.flatMap((one) => {
      if (graph !== undefined || one.g !== undefined) return [one]
      const id = this.mapped(one.e)
      const node = this.run.graph.nodes.get(id)
      const inside = one.z ? this.finished(one.z, one.g) : undefined
      if (node?.handler || inside?.length) return [{ ...one, e: id, ...(inside ? { z: inside } : {}) }]
      this.problems.push(
        problem(
          'warning',
          'migration',
          one.e,
          `${one.e} is finished and can't be compensated any more: the new version has no handler for it`,
          'keep its compensation handler',
        ),
      )
      return []
    })
  }

  /** Opens what the new version waits for beside an element the case stands at. */
  private arm(item: Item): void {
    const { run } = this
    const beside = [...run.items.values()]
      .filter((one) => one.a === item.i || (one.h !== undefined && (one.p ?? 0) === item.i))
      .map((one) => one.e)
    if (item.i !== 0 && !isRound(run, item)) {
      for (const boundary of run.nodeOf(item).boundaries) {
        // one that was there before has gone off already
        if (beside.includes(boundary.id) || this.knew(boundary.id)) continue
        if (item.a === undefined && item.h === undefined)
          openWait(run, boundary, { a: item.i, ...(item.p === undefined ? {} : { p: item.p }) }, run.context(item))
      }
    }
    if (item.k !== 'S' || item.g !== undefined) return
    for (const { start } of run.definition(item).eventStarts) {
      if (!beside.includes(start.id) && !this.knew(start.id))
        openWait(run, start, { h: 1, ...(item.i === 0 ? {} : { p: item.i }) }, run.context(item))
    }
  }

  private knew(element: string): boolean {
    return this.old.graph.nodes.has(element) || Object.values(this.mapping).includes(element)
  }
}

const isRound = (run: Run, item: Item): boolean => {
  const parent = run.item(item.p ?? 0)
  return parent.k === 'M' || parent.k === 'L'
}

/** An item can stand at a node of the same kind. */
function fits(item: Item, was: Node, node: Node): boolean {
  if (
    node.kind !== was.kind ||
    (node.rounds === undefined) !== (was.rounds === undefined) ||
    (node.loop === undefined) !== (was.loop === undefined)
  )
    return false
  return !isWait(item) || node.occurrence.type === was.occurrence.type
}

const problem = (
  severity: 'error' | 'warning',
  code: string,
  element: string,
  message: string,
  remedy: string,
): Problem => ({ severity, code, element, message, remedy })
