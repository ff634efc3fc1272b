import type { CompiledGraph, Node } from './graph.ts'
import { openWait } from './open-wait.ts'
import { Stop } from './process-error.ts'
import { isGroup, isWait, type Finished, type Item } from './item.ts'
import { endIn } from './stored-state.ts'
import { TokenGame } from './token-game.ts'
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
  if (endIn(state) !== undefined)
    return {
      state,
      problems: [problem('error', 'ended', from.id, 'the case is over', 'leave it as it is')],
      opened: [],
      closed: [],
    }
  const moving = new Moving(state, from as CompiledGraph, to as CompiledGraph, mapping, environment)
  try {
    moving.all()
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    moving.problems.push(problem('error', error.code, error.element, error.message, 'correct the new version'))
  }
  if (moving.problems.some((candidate) => candidate.severity === 'error'))
    return { state, problems: moving.problems, opened: [], closed: [] }
  const { game } = moving
  return {
    state: game.state(),
    problems: moving.problems,
    opened: [...game.opened].map((item) => toWait(game, item)),
    closed: moving.closed,
  }
}

class Moving {
  readonly problems: Problem[] = []
  readonly closed: Closed[] = []
  readonly game: TokenGame
  private readonly old: TokenGame
  private readonly mapping: Readonly<Record<string, string>>

  constructor(
    state: State,
    from: CompiledGraph,
    to: CompiledGraph,
    mapping: Readonly<Record<string, string>>,
    environment: Environment,
  ) {
    this.old = new TokenGame(from, state, environment)
    this.game = new TokenGame(to, state, environment)
    this.mapping = mapping
  }

  all(): void {
    for (const target of Object.values(this.mapping))
      if (!this.game.graph.nodes.has(target)) this.error(target, `the new version has no element ${target}`)
    for (const item of [...this.game.items.values()]) if (this.isOwn(item)) this.item(item)
    if (this.problems.some((candidate) => candidate.severity === 'error')) return
    this.game.closed = []
    for (const item of [...this.game.items.values()])
      if (item.kind !== 'compensation' && this.isOwn(item)) this.arm(item)
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
    for (let at = item.parent; at; at = at.parent) if (at.process !== undefined) return false
    return true
  }

  private item(item: Item): void {
    const { game } = this
    this.joins(item)
    if (item.finished) item.finished = this.finished(item.finished, item.process)
    if (item.id === 0) {
      item.element = game.graph.id
      return
    }
    const was = this.old.nodeOf(this.before(item))
    const id = this.mapped(item.element)
    const node = game.graph.nodes.get(id)
    const beside = item.host !== undefined || item.startsEventSubProcess === true
    const fault = !node
      ? `has no element ${id}`
      : fits(item, was, node)
        ? this.place(item, node)
        : `has ${node.type} at ${id}, which is another kind than ${was.type}`
    if (fault === undefined) item.element = id
    else if (beside) this.drop(item, fault)
    else this.error(item.element, `the case stands at ${item.element}, and the new version ${fault}`)
  }

  /** What an event of the old version waited for is no longer awaited. */
  private drop(item: Item, fault: string): void {
    this.problems.push(
      problem(
        'warning',
        'migration',
        item.element,
        `${item.element} is no longer awaited: the new version ${fault}`,
        'map it if it has another name',
      ),
    )
    this.closed.push({
      id: item.id,
      element: item.element,
      kind: toWait(this.old, this.before(item)).kind,
      reason: 'cancelled',
    })
    this.game.remove(item, 'cancelled')
  }

  /** The same item in the old version. */
  private before(item: Item): Item {
    return this.old.items.get(item.id) as Item
  }

  /** @returns what is wrong with the place of an element in the new version */
  private place(item: Item, node: Node): string | undefined {
    const host = this.before(item).host
    if (host) return node.host?.id === this.mapped(host.element) ? undefined : `attaches ${node.id} to another element`
    const parent = this.old.scopeOf(this.before(item))
    const scope = parent.id === 0 ? this.game.graph.id : this.mapped(parent.element)
    const stands = item.startsEventSubProcess ? this.game.graph.nodes.get(node.scope)?.scope : node.scope
    if (stands !== scope) return `has ${node.id} in another scope`
    if (
      item.kind === 'rounds' &&
      (node.rounds?.sequential === true) !== (this.old.nodeOf(this.before(item)).rounds?.sequential === true)
    )
      return `repeats ${node.id} in another way`
    return undefined
  }

  /** Tokens at joins are found again by their flow, or by the element the flow comes from. */
  private joins(scope: Item): void {
    if (!scope.joins) return
    const joins: Record<string, number[]> = {}
    for (const [id, counts] of Object.entries(scope.joins)) {
      const was = this.old.graph.nodes.get(id)
      const node = this.game.graph.nodes.get(this.mapped(id))
      if (!was || !node || node.kind !== was.kind) {
        this.error(id, `tokens wait at ${id}, and the new version has no such join`)
        continue
      }
      const moved = node.incoming.map(() => 0)
      counts.forEach((count, slot) => {
        const flow = was.incoming[slot]
        const at = flow
          ? node.incoming.findIndex(
              (candidate) => candidate.id === flow.id || candidate.source.id === this.mapped(flow.source.id),
            )
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
    scope.joins = joins
  }

  private finished(list: readonly Finished[], graph: string | undefined): Finished[] {
    return list.flatMap((done) => {
      if (graph !== undefined || done.process !== undefined) return [done]
      const element = this.mapped(done.element)
      const node = this.game.graph.nodes.get(element)
      const inside = done.inside && this.finished(done.inside, undefined)
      if (node?.handler || inside?.length) return [{ ...done, element, ...(inside ? { inside } : {}) }]
      this.problems.push(
        problem(
          'warning',
          'migration',
          done.element,
          `${done.element} is finished and can't be compensated any more: the new version has no handler for it`,
          'keep its compensation handler',
        ),
      )
      return []
    })
  }

  /** Opens what the new version waits for beside an element the case stands at. */
  private arm(item: Item): void {
    const { game } = this
    const beside = new Set([...(item.attached ?? []), ...(item.armed ?? [])].map((wait) => wait.element))
    // one that was there before has gone off already
    const isNew = (node: Node) => !beside.has(node.id) && !this.knew(node.id)
    if (item.parent && !item.host && !item.startsEventSubProcess && !isGroup(item.parent))
      for (const boundary of game.nodeOf(item).boundaries)
        if (isNew(boundary)) openWait(game, boundary, { host: item, parent: item.parent }, game.context(item))
    if (item.kind !== 'scope' || item.process !== undefined) return
    for (const { start } of game.definition(item).eventStarts)
      if (isNew(start)) openWait(game, start, { parent: item, startsEventSubProcess: true }, game.context(item))
  }

  private knew(element: string): boolean {
    return this.old.graph.nodes.has(element) || Object.values(this.mapping).includes(element)
  }
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
