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
import { compile } from './compile.ts'
import { ProcessError } from './process-error.ts'
import type { Graph, Json, Problem, ProcessEvent, Variables } from './types.ts'
import { VirtualEngine, type RunningCase, type VirtualEngineOptions } from './virtual-engine.ts'

/**
 * A process `p` of raw elements and flows `a>b` or `a>b: condition`; `start` and `end` of the names s and e are added
 * when named by a flow.
 */
export function model(elements: string, flows: string[] = [], root = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:darcha="urn:darcha:bpmn:1" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="E">
<message id="M" name="hello"/><message id="N" name="bye"/><signal id="S" name="alarm"/><error id="E1" errorCode="one"/><error id="E2" errorCode="two"/><escalation id="X1" escalationCode="up"/>${root}
<process id="p" isExecutable="true">${elements}${arrows(flows)}</process></definitions>`
}

/** Sequence flows, with start and end events for the names `s…` and `e…` that no element has. */
export function arrows(flows: string[], prefix = ''): string {
  const seen = new Set<string>()
  return flows
    .map((flow, at) => {
      const [ends, condition] = [
        flow.split(':')[0] as string,
        flow.includes(':') ? flow.slice(flow.indexOf(':') + 1).trim() : undefined,
      ]
      const [source, target] = ends.trim().split('>') as [string, string]
      const events = [source, target]
        .filter((name) => /^[se]\d*$/.test(name) && !seen.has(name))
        .map((name) => {
          seen.add(name)
          return `<${name.startsWith('s') ? 'startEvent' : 'endEvent'} id="${prefix}${name}"/>`
        })
        .join('')
      const name = (id: string) => (/^[se]\d*$/.test(id) ? `${prefix}${id}` : id)
      return `${events}<sequenceFlow id="${prefix}f${at}_${source}_${target}" sourceRef="${name(source)}" targetRef="${name(target)}">${condition ? `<conditionExpression><![CDATA[${condition}]]></conditionExpression>` : ''}</sequenceFlow>`
    })
    .join('')
}

export const timer = (duration: string, form = 'timeDuration'): string =>
  `<timerEventDefinition><${form}>${duration}</${form}></timerEventDefinition>`

/** A case under test, driven by element ids. */
export class Driven {
  readonly runner: VirtualEngine
  readonly one: RunningCase
  constructor(runner: VirtualEngine, runningCase: RunningCase) {
    this.runner = runner
    this.one = runningCase
  }

  /** Open human tasks, in order of opening. */
  get tasks(): string[] {
    return this.waits('task')
  }
  /** All that is waited for, boundary events included. */
  get all(): string[] {
    return this.runner.waits(this.one).map((wait) => wait.element)
  }
  get outcome(): string {
    return this.one.outcome
  }
  get variables(): Variables {
    return this.one.state.variables
  }
  waits(kind: string): string[] {
    return this.runner
      .waits(this.one)
      .filter((wait) => wait.kind === kind)
      .map((wait) => wait.element)
  }

  send(event: ProcessEvent): this {
    this.runner.send(this.one, event)
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
    return this.one.moves.filter((move) => move.move === 'entered').map((move) => move.element)
  }

  wait(element: string): number {
    const found = this.runner.waits(this.one).find((wait) => wait.element === element)
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
