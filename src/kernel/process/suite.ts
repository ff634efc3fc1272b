import { compile } from './compile.ts'
import { ProcessError } from './process-error.ts'
import { Runner, type RunningCase } from './runner.ts'
import type { Graph, Variables, Wait } from './types.ts'

/** One case of a suite: models and the steps they must follow (the form of the `bpmn-executable` conformance set). */
export interface SuiteCase {
  id: string
  files: string[]
  steps: SuiteStep[]
}
export type SuiteStep = Record<string, unknown> & { variables?: Variables }
export interface SuiteResult {
  id: string
  ok: boolean
  step?: number
  message?: string
}

/** Runs one case. @param read gives the content of a model file */
export async function runSuiteCase(one: SuiteCase, read: (file: string) => Uint8Array | string): Promise<SuiteResult> {
  const graphs: Record<string, Graph> = {}
  for (const file of one.files) {
    const compiled = await compile(read(file))
    const error = compiled.problems.find((problem) => problem.severity === 'error')
    // a model that is refused has no graph: nothing starts it
    if (error && !one.steps.some((step) => Object.hasOwn(step, 'startRefused')))
      return { id: one.id, ok: false, message: `${file}: ${error.message}` }
    Object.assign(graphs, compiled.graphs)
  }
  const play = new Play(graphs)
  for (const [at, step] of one.steps.entries()) {
    let message: string | undefined
    try {
      message = play.take(step)
    } catch (error) {
      message = (error as Error).message
    }
    if (message !== undefined)
      return { id: one.id, ok: false, step: at, message: `${JSON.stringify(step)}: ${message}` }
  }
  return { id: one.id, ok: true }
}

class Play {
  private readonly graphs: Record<string, Graph>
  private runner: Runner
  private started: RunningCase | undefined

  constructor(graphs: Record<string, Graph>) {
    this.graphs = graphs
    this.runner = new Runner({ graphs })
  }

  /** The case that was started, else the first that a timer, signal or message began. */
  private get main(): RunningCase | undefined {
    return this.started ?? this.runner.cases[0]
  }

  /** @returns what is wrong, or undefined */
  take(step: SuiteStep): string | undefined {
    for (const [name, action] of Object.entries(this.actions)) {
      if (!Object.hasOwn(step, name)) continue
      const wrong = action(step[name] as never, step.variables ?? {})
      this.work()
      return wrong
    }
    return 'this step is not known'
  }

  private readonly actions: Record<string, (given: never, variables: Variables) => string | undefined> = {
    start: (process: string, variables) => void (this.started = this.runner.start(process, variables)),
    startByMessage: (name: string, variables) => void (this.started = this.runner.startByMessage(name, variables)),
    startRefused: (process: string, variables) => {
      try {
        const started = this.runner.start(process, variables)
        return started.incident ? undefined : `${process} started`
      } catch (error) {
        return error instanceof ProcessError ? undefined : (error as Error).message
      }
    },
    complete: (element: string, variables) =>
      this.pass((wait) => wait.kind === 'task' && wait.element === element, element, variables),
    trigger: (element: string, variables) =>
      this.pass(
        (wait) => wait.kind !== 'task' && wait.kind !== 'timer' && wait.element === element,
        element,
        variables,
      ),
    message: (name: string, variables) => void this.runner.message(name, variables),
    signal: (name: string, variables) => void this.runner.signal(name, variables),
    messageRefused: (name: string) => {
      try {
        this.runner.message(name)
        return 'it was taken'
      } catch (error) {
        return error instanceof ProcessError ? undefined : (error as Error).message
      }
    },
    advance: (duration: string) => void this.runner.advance(duration),
    setVariables: (variables: Variables) => {
      for (const one of this.runner.running()) this.runner.send(one, { type: 'set-variables', variables })
      return undefined
    },
    newRun: () => {
      this.runner = new Runner({ graphs: this.graphs })
      this.started = undefined
      return undefined
    },
    tasks: (elements: string[]) =>
      same(
        elements,
        this.waits((wait) => wait.kind === 'task'),
      ),
    waiting: (elements: string[]) =>
      same(
        elements,
        this.waits(
          (wait) =>
            wait.kind !== 'task' && wait.kind !== 'job' && (wait.place === undefined || wait.place === 'gateway'),
        ),
      ),
    timers: (count: number) =>
      this.runner.timers() === count ? undefined : `${this.runner.timers()} timers are pending`,
    ended: (expected: boolean) =>
      (this.main?.outcome !== 'running') === expected
        ? this.failed()
        : `the case is ${this.main?.outcome ?? 'not there'}`,
    allEnded: (expected: boolean) =>
      (this.runner.running().length === 0) === expected
        ? this.failed()
        : `${this.runner.running().length} cases are running`,
    error: (element: string) => {
      const at = this.runner.cases.map((one) => one.incident?.element).filter((one) => one !== undefined)
      return at.includes(element) ? undefined : `incidents at [${at.join(', ')}]`
    },
  }

  private failed(): string | undefined {
    const incident = this.runner.cases.find((one) => one.outcome === 'failed')?.incident
    return incident ? `the case failed at ${incident.element}: ${incident.message}` : undefined
  }

  private pass(which: (wait: Wait) => boolean, element: string, variables: Variables): string | undefined {
    for (const one of this.runner.running()) {
      const wait = this.runner.waits(one).find(which)
      if (wait) return void this.runner.send(one, { type: 'complete', wait: wait.id, variables })
    }
    return `${element} is not open`
  }

  private waits(which: (wait: Wait) => boolean): string[] {
    return this.runner.running().flatMap((one) =>
      this.runner
        .waits(one)
        .filter(which)
        .map((wait) => wait.element),
    )
  }

  /** Work that no person does is done at once. */
  private work(): void {
    for (let rounds = 0; rounds < 10_000; rounds++) {
      const next = this.runner.running().flatMap((one) =>
        this.runner
          .waits(one)
          .filter((wait) => wait.kind === 'job')
          .map((wait) => ({ one, wait })),
      )[0]
      if (!next) return
      this.runner.send(next.one, { type: 'complete', wait: next.wait.id })
    }
  }
}

function same(expected: readonly string[], found: readonly string[]): string | undefined {
  const [a, b] = [expected, found].map((list) => [...list].sort().join(', '))
  return a === b ? undefined : `found [${b}]`
}
