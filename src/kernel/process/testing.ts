export {
  blocks,
  Drawing,
  drawn,
  order,
  sketches,
  type Arrow,
  type Block,
  type Sketch,
} from './testing/random-models.ts'
export { arrows, model } from './testing/written-model.ts'
import { compile } from './compile.ts'
import { ProcessError } from './process-error.ts'
import type { Graph, Json, Problem, ProcessEvent, Variables } from './types.ts'
import { VirtualEngine, type RunningCase, type VirtualEngineOptions } from './virtual-engine.ts'

export const timer = (duration: string, form = 'timeDuration'): string =>
  `<timerEventDefinition><${form}>${duration}</${form}></timerEventDefinition>`

/** A case under test, driven by element ids. */
export class Driven {
  readonly runner: VirtualEngine
  readonly running: RunningCase
  constructor(runner: VirtualEngine, runningCase: RunningCase) {
    this.runner = runner
    this.running = runningCase
  }

  /** Open human tasks, in order of opening. */
  get tasks(): string[] {
    return this.waits('task')
  }
  /** All that is waited for, boundary events included. */
  get all(): string[] {
    return this.runner.waits(this.running).map((wait) => wait.element)
  }
  get outcome(): string {
    return this.running.outcome
  }
  get variables(): Variables {
    return this.running.state.variables
  }
  waits(kind: string): string[] {
    return this.runner
      .waits(this.running)
      .filter((wait) => wait.kind === kind)
      .map((wait) => wait.element)
  }

  send(event: ProcessEvent): this {
    this.runner.send(this.running, event)
    return this
  }
  complete(element: string, result?: Json, variables?: Variables): this {
    return this.send({
      type: 'complete',
      wait: this.wait(element),
      ...(result === undefined ? {} : { result }),
      ...(variables ? { variables } : {}),
    })
  }
  error(element: string, code: string): this {
    return this.send({ type: 'error', wait: this.wait(element), code })
  }
  message(name: string, variables?: Variables): this {
    return this.send({ type: 'message', name, ...(variables ? { variables } : {}) })
  }
  signal(name: string): this {
    return this.send({ type: 'signal', name })
  }
  set(variables: Variables): this {
    return this.send({ type: 'set-variables', variables })
  }
  after(duration: string): this {
    this.runner.advance(duration)
    return this
  }
  /** Every visit of an element that was entered, in order. */
  get path(): string[] {
    return this.running.moves.filter((move) => move.move === 'entered').map((move) => move.element)
  }

  wait(element: string): number {
    const found = this.runner.waits(this.running).find((wait) => wait.element === element)
    if (!found) throw new ProcessError('wait-over', `${element} is not open; open are ${this.all.join(', ')}`)
    return found.id
  }
}

export async function graphsOf(xml: string): Promise<Record<string, Graph>> {
  const { graphs, problems } = await compile(xml)
  const error = problems.find((problem) => problem.severity === 'error')
  if (error) throw new Error(error.message)
  return graphs
}

/** Compiles a model and starts its process `p`. */
export async function started(
  xml: string,
  variables: Variables = {},
  options: Partial<VirtualEngineOptions> = {},
): Promise<Driven> {
  const runner = new VirtualEngine({ graphs: await graphsOf(xml), ...options })
  return new Driven(runner, runner.start('p', variables))
}

export async function problemsOf(xml: string | Uint8Array): Promise<Problem[]> {
  return (await compile(xml)).problems.filter((problem) => problem.severity === 'error')
}
