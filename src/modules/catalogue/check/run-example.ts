import { clockHolder, paidResult, statusAfter, type Fee, type Status } from '../../../kernel/case/index.ts'
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
  /** A status that the model demanded and the rules forbid. */
  forbidden?: { from: string; to: string }
}

interface ToRun {
  graphs: Record<string, Graph>
  process: string
  example: RunnableExample
  passport: Passport
  variables: Variables
  fee: Fee | undefined
  filedAt: string
  country: Country
  decide(decision: string, variables: Variables, clock: EvaluateOptions): Json
  /** The variable `answers` after a correction. @throws Error when the form refuses it */
  correct(variables: Variables, answers: Record<string, Json>): Variables
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
 * Runs an example's case in virtual time by the country's calendar, from its filing: jobs at once, people after their time, messages
 * after theirs, then timers.
 */
export function runExample(run: ToRun): ExampleRun {
  const runner = new VirtualEngine({
    graphs: run.graphs,
    now: run.filedAt,
    decide: run.decide,
    dueAt: (term, from) => run.country.dueAtTerm(term, from),
  })
  const runningCase = runner.start(run.process, run.variables)
  const played = new Play(run, runner, runningCase)
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
  private status: Status = 'new'
  private forbidden: ExampleRun['forbidden']
  private said = 0
  private readonly run: ToRun
  private readonly runner: VirtualEngine
  private readonly running: RunningCase

  constructor(run: ToRun, runner: VirtualEngine, runningCase: RunningCase) {
    this.run = run
    this.runner = runner
    this.running = runningCase
    this.left = new Map(Object.entries(run.example.tasks).map(([element, result]) => [element, [result].flat()]))
    this.messages = [...run.example.messages]
  }

  /** One thing more happens. @returns false when nothing can */
  turn(): boolean {
    const waits = this.runner.waits(this.running)
    this.look(waits)
    if (this.running.incident || this.forbidden || this.running.outcome !== 'running') return false
    const next = [...this.pending.values()].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))[0]
    if (this.runner.fireNext({ until: next?.at ?? '9999' })) return true
    if (!next) return false
    if (next.at > this.runner.now) this.runner.now = next.at
    next.act()
    return true
  }

  outcome(): ExampleRun {
    const { running: runningCase, runner } = this
    this.look(runner.waits(runningCase))
    return {
      status: this.status,
      variables: runningCase.state.variables,
      pauses: [...this.clocks.values()],
      results: this.results,
      path: runningCase.moves
        .filter((move) => move.move === 'entered' && /task$|^subProcess$|^callActivity$/i.test(move.type))
        .map((move) => move.element),
      waiting: runner
        .waits(runningCase)
        .filter((wait) => wait.place === undefined || wait.place === 'gateway')
        .map((wait) => wait.element),
      ...(this.forbidden ? { forbidden: this.forbidden } : {}),
      ...(runningCase.incident ? { incident: `${runningCase.incident.element}: ${runningCase.incident.message}` } : {}),
    }
  }

  /** Plans what new waits lead to, forgets what is over, keeps clock and status. */
  private look(waits: readonly Wait[]): void {
    const open = new Set(waits.map((wait) => wait.id))
    for (const id of this.pending.keys()) if (!open.has(id)) this.pending.delete(id)
    for (const [id, clock] of this.clocks) if (!open.has(id)) clock.until ??= this.runner.now
    const opened = waits.filter((wait) => !this.seen.has(wait.id))
    for (const wait of opened) {
      this.seen.add(wait.id)
      this.run.opened(wait, this.running.state.variables)
      if (wait.kind === 'task') this.planTask(wait)
      else if (wait.kind === 'job') this.planJob(wait)
      else if (wait.kind === 'message') this.planMessage(wait)
    }
    this.follow(waits, opened)
  }

  private planTask(wait: Wait): void {
    if (clockHolder(wait.attributes) === 'applicant') this.clocks.set(wait.id, { since: this.runner.now, until: null })
    const pays = wait.attributes['act'] === 'pay'
    // a fee of nothing is paid by itself
    if (pays && !this.run.fee?.amount)
      return this.plan(wait, this.runner.now, () => paidResult(0, null, this.run.country.currency))
    const list = this.left.get(wait.element)
    if (!list?.length) return
    // the last result holds for all further times, as in a loop
    const { after, answers, ...result } = (list.length > 1 ? list.shift() : list[0]) as ExampleResult
    const paid = pays ? paidResult(this.run.fee!.amount, 'example', this.run.country.currency) : {}
    this.plan(
      wait,
      this.after(after),
      () => ({ ...paid, ...result, by: 'example' }) as Json,
      () => (answers ? this.run.correct(this.running.state.variables, answers) : undefined),
    )
  }

  /** Lets a task be done at an instant. */
  private plan(
    wait: Wait,
    at: string,
    result: () => Json,
    variables: () => Variables | undefined = () => undefined,
  ): void {
    this.pending.set(wait.id, {
      at,
      act: () => {
        const [given, changed] = [result(), variables()]
        this.results.push({ element: wait.element, result: given })
        this.runner.send(this.running, {
          type: 'complete',
          wait: wait.id,
          result: given,
          ...(changed ? { variables: changed } : {}),
        })
      },
    })
  }

  private planJob(wait: Wait): void {
    const work = this.run.work(wait, this.running.state.variables)
    if (work)
      this.pending.set(wait.id, {
        at: this.runner.now,
        act: () => this.runner.send(this.running, { type: 'complete', wait: wait.id, ...work }),
      })
  }

  private planMessage(wait: Wait): void {
    const at = this.messages.findIndex((message) => message.name === wait.awaits?.name)
    if (at < 0) return
    const [message] = this.messages.splice(at, 1) as [RunnableExample['messages'][number]]
    this.pending.set(wait.id, {
      at: this.after(message.after),
      act: () =>
        this.runner.send(this.running, {
          type: 'message',
          name: message.name,
          variables: message.variables as Variables,
        }),
    })
  }

  private after(term: string | undefined): string {
    return term === undefined
      ? this.runner.now
      : new Date(this.run.country.dueAtTerm(term, this.runner.now)).toISOString()
  }

  /** The Portal's status, as a case keeps it. */
  private follow(waits: readonly Wait[], opened: readonly Wait[]): void {
    const { statuses } = this.running
    const pays = (wait: Wait) => wait.kind === 'task' && wait.attributes['act'] === 'pay'
    const after = statusAfter(this.status, {
      demanded: statuses.slice(this.said),
      cancelled: false,
      awaitsPayment: opened.some(pays) || (this.status === 'awaiting_payment' && waits.some(pays)),
      works: opened.some((wait) => wait.kind === 'task' || wait.kind === 'job'),
    })
    this.said = statuses.length
    if ('status' in after) this.status = after.status
    else this.forbidden ??= after.forbidden
  }
}
