import { compile } from './compile.ts'
import { ProcessError } from './process-error.ts'
import type { Graph, Variables, Wait } from './types.ts'
import { VirtualEngine, type RunningCase } from './virtual-engine.ts'

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
export async function runSuiteCase(
  suiteCase: SuiteCase,
  read: (file: string) => Uint8Array | string,
): Promise<SuiteResult> {
  const graphs: Record<string, Graph> = {}
  for (const file of suiteCase.files) {
    const compiled = await compile(read(file))
    const error = compiled.problems.find((problem) => problem.severity === 'error')
    // a model that is refused has no graph: nothing starts it
    if (error && !suiteCase.steps.some((step) => Object.hasOwn(step, 'startRefused')))
      return { id: suiteCase.id, ok: false, message: `${file}: ${error.message}` }
    Object.assign(graphs, compiled.graphs)
  }
  const scenario = new SuiteScenario(graphs)
  for (const [at, step] of suiteCase.steps.entries()) {
    let message: string | undefined
    try {
      message = scenario.take(step)
    } catch (error) {
      message = (error as Error).message
    }
    if (message !== undefined)
      return { id: suiteCase.id, ok: false, step: at, message: `${JSON.stringify(step)}: ${message}` }
  }
  return { id: suiteCase.id, ok: true }
}

/** Jobs done after one step of a suite; a loop of jobs ends here. */
const JOBS_AT_MOST = 20_000

class SuiteScenario {
  private readonly graphs: Record<string, Graph>
  private engine: VirtualEngine
  private started: RunningCase | undefined

  constructor(graphs: Record<string, Graph>) {
    this.graphs = graphs
    this.engine = new VirtualEngine({ graphs })
  }

  /** The case that was started, else the first that a timer, signal or message began. */
  private get main(): RunningCase | undefined {
    return this.started ?? this.engine.cases[0]
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
    start: (process: string, variables) => void (this.started = this.engine.start(process, variables)),
    startByMessage: (name: string, variables) => void (this.started = this.engine.startByMessage(name, variables)),
    startRefused: (process: string, variables) => {
      try {
        const started = this.engine.start(process, variables)
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
    message: (name: string, variables) => void this.engine.message(name, variables),
    signal: (name: string, variables) => void this.engine.signal(name, variables),
    messageRefused: (name: string) => {
      try {
        this.engine.message(name)
        return 'it was taken'
      } catch (error) {
        return error instanceof ProcessError ? undefined : (error as Error).message
      }
    },
    advance: (duration: string) => void this.engine.advance(duration),
    setVariables: (variables: Variables) => {
      for (const running of this.engine.running()) this.engine.send(running, { type: 'set-variables', variables })
      return undefined
    },
    newRun: () => {
      this.engine = new VirtualEngine({ graphs: this.graphs })
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
      this.engine.timers() === count ? undefined : `${this.engine.timers()} timers are pending`,
    ended: (expected: boolean) =>
      (this.main?.outcome !== 'running') === expected
        ? this.failed()
        : `the case is ${this.main?.outcome ?? 'not there'}`,
    allEnded: (expected: boolean) =>
      (this.engine.running().length === 0) === expected
        ? this.failed()
        : `${this.engine.running().length} cases are running`,
    error: (element: string) => {
      const at = this.engine.cases.map((each) => each.incident?.element).filter((element) => element !== undefined)
      return at.includes(element) ? undefined : `incidents at [${at.join(', ')}]`
    },
  }

  private failed(): string | undefined {
    const incident = this.engine.cases.find((each) => each.outcome === 'failed')?.incident
    return incident ? `the case failed at ${incident.element}: ${incident.message}` : undefined
  }

  private pass(which: (wait: Wait) => boolean, element: string, variables: Variables): string | undefined {
    for (const running of this.engine.running()) {
      const wait = this.engine.waits(running).find(which)
      if (wait) return void this.engine.send(running, { type: 'complete', wait: wait.id, variables })
    }
    return `${element} is not open`
  }

  private waits(which: (wait: Wait) => boolean): string[] {
    return this.engine
      .running()
      .flatMap((running) => this.engine.waits(running))
      .filter(which)
      .map((wait) => wait.element)
  }

  /** Work that no person does is done at once. */
  private work(): void {
    for (let jobs = 0; jobs < JOBS_AT_MOST && this.workNext(); jobs++);
  }

  /** @returns false when no job is open */
  private workNext(): boolean {
    for (const running of this.engine.running())
      for (const wait of this.engine.waitsIn(running))
        if (wait.kind === 'job') {
          this.engine.send(running, { type: 'complete', wait: wait.id })
          return running.incident === undefined
        }
    return false
  }
}

function same(expected: readonly string[], found: readonly string[]): string | undefined {
  const [a, b] = [expected, found].map((list) => [...list].sort().join(', '))
  return a === b ? undefined : `found [${b}]`
}
