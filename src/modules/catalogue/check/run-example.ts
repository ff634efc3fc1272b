import {
  VirtualEngine,
  type Graph,
  type Json,
  type RunningCase,
  type Variables,
  type Wait,
} from '../../../kernel/process/index.ts'
import type { EvaluateOptions } from '../../../kernel/rules/index.ts'
import type { Country } from '../../../platform/country/index.ts'
import type { Passport } from '../model/passport.ts'
import type { ExampleResult, RunnableExample } from './example-data.ts'

/** How an example went. */
export interface ExampleRun {
  status: string
  /** Activities in the order they began. */
  path: string[]
  variables: Variables
  /** Stretches in which the applicant held the clock. */
  pauses: { since: string; until: string | null }[]
  /** What still waits. */
  waiting: string[]
  /** The result of each task that was done, in order. */
  results: { element: string; result: Json }[]
  incident?: string
}

interface ToRun {
  graphs: Record<string, Graph>
  process: string
  example: RunnableExample
  passport: Passport
  variables: Variables
  countsFrom: string
  country: Country
  decide(decision: string, variables: Variables, clock: EvaluateOptions): Json
  /** The result of a job, undefined when it can't be done now; what it adds to the variables. */
  work(wait: Wait, variables: Variables): { result: Json; variables?: Variables } | undefined
  /** Told of each wait when it opens. */
  opened(wait: Wait, variables: Variables): void
}

interface Pending {
  at: string
  act(): void
}
const TURNS_AT_MOST = 2_000

/**
 * Runs an example's case in virtual time by the country's calendar: jobs at once, people after their time, messages
 * after theirs, then timers.
 */
export function runExample(run: ToRun): ExampleRun {
  const runner = new VirtualEngine({
    graphs: run.graphs,
    now: run.countsFrom,
    decide: run.decide,
    dueAt: (term, from) => run.country.dueAtTerm(term, from),
  })
  const one = runner.start(run.process, run.variables)
  const played = new Play(run, runner, one)
  for (let turn = 0; turn < TURNS_AT_MOST && played.turn(); turn++);
  return played.outcome()
}

class Play {
  private readonly pending = new Map<number, Pending>()
  private readonly seen = new Set<number>()
  private readonly left: Map<string, ExampleResult[]>
  private readonly messages: RunnableExample['messages']
  private readonly clocks = new Map<number, { since: string; until: string | null }>()
  private readonly results: ExampleRun['results'] = []
  private status = 'new'
  private said = 0
  private readonly run: ToRun
  private readonly runner: VirtualEngine
  private readonly one: RunningCase

  constructor(run: ToRun, runner: VirtualEngine, one: RunningCase) {
    this.run = run
    this.runner = runner
    this.one = one
    this.left = new Map(Object.entries(run.example.tasks).map(([element, result]) => [element, [result].flat()]))
    this.messages = [...run.example.messages]
  }

  /** One thing more happens. @returns false when nothing can */
  turn(): boolean {
    const waits = this.runner.waits(this.one)
    this.look(waits)
    if (this.one.incident || this.one.outcome !== 'running') return false
    const next = [...this.pending.values()].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))[0]
    if (this.runner.fireNext({ until: next?.at ?? '9999' })) return true
    if (!next) return false
    if (next.at > this.runner.now) this.runner.now = next.at
    next.act()
    return true
  }

  outcome(): ExampleRun {
    const { one, runner } = this
    this.look(runner.waits(one))
    return {
      status: this.status,
      variables: one.state.variables,
      pauses: [...this.clocks.values()],
      results: this.results,
      path: one.moves
        .filter((move) => move.move === 'entered' && /task$|^subProcess$|^callActivity$/i.test(move.type))
        .map((move) => move.element),
      waiting: runner
        .waits(one)
        .filter((wait) => wait.place === undefined || wait.place === 'gateway')
        .map((wait) => wait.element),
      ...(one.incident ? { incident: `${one.incident.element}: ${one.incident.message}` } : {}),
    }
  }

  /** Plans what new waits lead to, forgets what is over, keeps clock and status. */
  private look(waits: readonly Wait[]): void {
    const open = new Set(waits.map((wait) => wait.id))
    for (const id of this.pending.keys()) if (!open.has(id)) this.pending.delete(id)
    for (const [id, clock] of this.clocks) if (!open.has(id)) clock.until ??= this.runner.now
    for (const wait of waits) {
      if (this.seen.has(wait.id)) continue
      this.seen.add(wait.id)
      this.run.opened(wait, this.one.state.variables)
      if (wait.kind === 'task') this.planTask(wait)
      else if (wait.kind === 'job') this.planJob(wait)
      else if (wait.kind === 'message') this.planMessage(wait)
    }
    this.follow(waits)
  }

  private planTask(wait: Wait): void {
    const performer = wait.attributes['performer'] === 'applicant' ? 'applicant' : 'state'
    if ((wait.attributes['clock'] ?? performer) === 'applicant')
      this.clocks.set(wait.id, { since: this.runner.now, until: null })
    const list = this.left.get(wait.element)
    if (!list?.length) return
    // the last result holds for all further times, as in a loop
    const { after, answers, ...result } = (list.length > 1 ? list.shift() : list[0]) as ExampleResult
    this.pending.set(wait.id, {
      at: this.after(after),
      act: () => {
        const given = { ...result, by: 'example' } as Json
        this.results.push({ element: wait.element, result: given })
        const variables = answers
          ? { answers: { ...(this.one.state.variables['answers'] as Record<string, Json>), ...answers } }
          : undefined
        this.runner.send(this.one, {
          type: 'complete',
          wait: wait.id,
          result: given,
          ...(variables ? { variables: variables as Variables } : {}),
        })
      },
    })
  }

  private planJob(wait: Wait): void {
    const work = this.run.work(wait, this.one.state.variables)
    if (work)
      this.pending.set(wait.id, {
        at: this.runner.now,
        act: () => this.runner.send(this.one, { type: 'complete', wait: wait.id, ...work }),
      })
  }

  private planMessage(wait: Wait): void {
    const at = this.messages.findIndex((message) => message.name === wait.awaits?.name)
    if (at < 0) return
    const [message] = this.messages.splice(at, 1) as [RunnableExample['messages'][number]]
    this.pending.set(wait.id, {
      at: this.after(message.after),
      act: () =>
        this.runner.send(this.one, { type: 'message', name: message.name, variables: message.variables as Variables }),
    })
  }

  private after(term: string | undefined): string {
    return term === undefined
      ? this.runner.now
      : new Date(this.run.country.dueAtTerm(term, this.runner.now)).toISOString()
  }

  /** The Portal's status: what the model says, else what follows from what waits. */
  private follow(waits: readonly Wait[]): void {
    const { statuses } = this.one
    const pays = waits.some((wait) => wait.kind === 'task' && wait.attributes['act'] === 'pay')
    if (statuses.length > this.said) this.status = statuses.at(-1) as string
    else if (pays && this.status !== 'refused') this.status = 'awaiting_payment'
    else if (this.status === 'awaiting_payment' || (this.status === 'new' && waits.length > 0))
      this.status = 'in_progress'
    this.said = statuses.length
  }
}
