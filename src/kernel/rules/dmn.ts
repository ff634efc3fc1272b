import { FeelError } from './feel-error.ts'
import { stackGuarded, type EvaluateOptions } from './feel.ts'
import { toJson } from './json.ts'
import { CompiledModel, type CompiledElement, type ModelProblem } from './model/compiled-model.ts'
import { readDefinitions } from './model/definitions.ts'
import { Evaluation } from './model/evaluation.ts'
import { readInput } from './model/read-input.ts'
import { child } from './model/xml.ts'
import { Run } from './run.ts'
import { MISFIT } from './types/conform.ts'
import { typeText } from './types/type.ts'
import { inputsOf, Tracer, type DecisionTrace } from './trace/tracer.ts'
import { entryOf, type Context } from './values/context.ts'
import type { FeelFunction } from './values/function.ts'

interface DecideOptions extends EvaluateOptions {
  tracer?: Tracer
}

/** A compiled model: its decisions by name and id. */
export interface DmnModel {
  readonly name: string
  readonly decisions: ReadonlyMap<string, CompiledElement>
  /** Business knowledge and decision services by name and id. */
  readonly functions: ReadonlyMap<string, CompiledElement>
  /** What is wrong in it; empty unless it was compiled leniently. */
  readonly problems: readonly ModelProblem[]
}

export interface CompileDmnOptions {
  /** The models it may import: texts, or bytes of their files. */
  imports?: readonly (string | Uint8Array)[]
  /**
   * Keeps a model whose rules are wrong in places: only what needs those places fails. And reads it as FEEL, whatever
   * language the file names for all of it: so it was read when it was published, and others are not published.
   */
  lenient?: boolean
}

/** What a decision came to, and how: each decision of the chain, what is required first. */
export interface Explained extends Decided {
  trace: DecisionTrace[]
}

export interface Decided {
  /** The result as JSON. */
  result: unknown
  /** What is wrong with the model or the input; empty when all is well. */
  errors: string[]
  /** Why values became null, the first few. */
  notes: string[]
}

/**
 * Compiles a DMN model of version 1.0 to 1.6; the bytes of a file are decoded as XML says.
 * @throws when the XML is no DMN or holds a document type declaration; and, unless lenient, when a rule is no FEEL
 */
export async function compileDmn(
  xml: string | Uint8Array,
  { imports = [], lenient = false }: CompileDmnOptions = {},
): Promise<DmnModel> {
  const model = stackGuarded('the model', () => new CompiledModel(readDefinitions(xml, imports, lenient)))
  const [first] = model.problems
  if (first && !lenient) throw new Error(`line ${first.line}: ${first.message}`)
  const byName = (...kinds: string[]) => {
    const found = new Map<string, CompiledElement>()
    const elements = model.definitions.elements
      .filter((element) => kinds.includes(element.kind))
      .map((element) => model.compile(element))
    for (const element of elements) if (element.element.id !== '') found.set(element.element.id, element)
    for (const element of elements) found.set(element.element.name, element)
    return found
  }
  return {
    name: model.definitions.name,
    decisions: byName('decision'),
    functions: byName('knowledge', 'service'),
    problems: model.problems,
  }
}

/**
 * Evaluates a decision, the decisions it requires first.
 * @param name name or id of the decision
 * @param input values of the inputs by name; dates, times and durations as ISO text where the model says so
 */
export function decide(model: DmnModel, name: string, input: Record<string, unknown>, options: DecideOptions): Decided {
  const { value, errors, notes } = decideValue(model, name, input, options)
  try {
    return { result: toJson(value), errors, notes }
  } catch (error) {
    if (!(error instanceof FeelError)) throw error
    return { result: null, errors: [...errors, error.message], notes }
  }
}

/**
 * As `decide`, and tells how: what was read, which rows of which tables matched, the chain of decisions. Slower: for
 * people who ask.
 */
export function explain(
  model: DmnModel,
  name: string,
  input: Record<string, unknown>,
  options: EvaluateOptions,
): Explained {
  const tracer = new Tracer(input, [...model.decisions.keys(), ...model.functions.keys(), ...Object.keys(input)])
  return { ...decide(model, name, input, { ...options, tracer }), trace: tracer.decisions }
}

/** What a decision rests on and the inputs of its tables, without working anything out: what a page needs words for. */
export interface DecisionOutline {
  name: string
  requires: string[]
  inputs: { id: string; label: string }[]
}

/** Outlines of a model's decisions by name and id. */
export function outlineOf(model: DmnModel): ReadonlyMap<string, DecisionOutline> {
  return new Map(
    [...model.decisions].map(([key, { element, requires }]) => [
      key,
      {
        name: element.name,
        requires: requires
          .filter((require) => require.compiled.element.kind === 'decision')
          .map((require) => require.compiled.element.name),
        inputs: inputsOf(child(element.xml, 'decisionTable')),
      },
    ]),
  )
}

/** Calls a function with what the input has for its parameters; the rest is not its business. */
function callWith(called: FeelFunction, input: Context, run: Run): unknown {
  const values = new Map<string, unknown>()
  for (const { name, type } of called.signatures[0] ?? []) {
    const given = entryOf(input, name) ?? null
    const value = type ? readInput(given, type) : given
    if (value === MISFIT) return run.fail(`"${name}" is not ${typeText(type!)}`)
    values.set(name, value)
  }
  return called.callNamed(values, run, { source: called.name, position: 0 })
}

/** As `decide`, with the value as FEEL has it. A function is called with the input as its named values. */
export function decideValue(
  model: DmnModel,
  name: string,
  input: Record<string, unknown>,
  options: DecideOptions,
): { value: unknown; errors: string[]; notes: string[] } {
  const decision = model.decisions.get(name)
  const invocable = decision ? undefined : model.functions.get(name)
  if (!decision && !invocable) return { value: null, errors: [`there is no decision "${name}"`], notes: [] }
  const run = new Run(options)
  run.tracer = options.tracer
  try {
    const value = stackGuarded(name, () =>
      decision
        ? new Evaluation(run, input as Context).valueOf(decision)
        : callWith(invocable!.call!, input as Context, run),
    )
    return { value, errors: run.errors, notes: run.notes }
  } catch (error) {
    if (!(error instanceof FeelError)) throw error
    return { value: null, errors: [...run.errors, error.message], notes: run.notes }
  }
}
