import { decideValue, type DmnModel } from '../dmn.ts'
import type { EvaluateOptions } from '../feel.ts'
import { toJson } from '../json.ts'
import type { CompiledElement } from '../model/compiled-model.ts'
import type { Type } from '../types/type.ts'
import { entryOf, isContext, newContext, type Context } from '../values/context.ts'
import { kindOf } from '../values/kind.ts'
import { isSameTckValue } from './same-value.ts'
import type { TckCase } from './tck-case.ts'
import { typedInput } from './tck-value.ts'

export interface TckOutcome {
  readonly outcome: 'passed' | 'failed' | 'skipped'
  readonly expected?: unknown
  readonly actual?: unknown
  readonly error?: string
}

/** The inputs with the types that what is evaluated asks of them. */
function inputFor(model: DmnModel, name: string, input: Context): Context {
  const types = new Map<string, Type | undefined>()
  const seen = new Set<CompiledElement>()
  const visit = (compiled: CompiledElement): void => {
    if (seen.has(compiled)) return
    seen.add(compiled)
    if (compiled.element.kind === 'input') types.set(compiled.element.name, compiled.type)
    for (const parameter of compiled.call?.signatures[0] ?? []) types.set(parameter.name, parameter.type)
    for (const required of compiled.requires) visit(required.compiled)
  }
  const target = model.decisions.get(name) ?? model.functions.get(name)
  if (target) visit(target)
  return newContext(Object.entries(input).map(([key, value]) => [key, typedInput(value, types.get(key))]))
}

/**
 * Runs one test case against its model.
 * Cases whose decision calls a function in Java or PMML are skipped: nothing outside FEEL is run.
 */
export function runTckCase(model: DmnModel, testCase: TckCase, options: EvaluateOptions): TckOutcome {
  const wholes = new Map<string, ReturnType<typeof decideValue>>()
  const evaluate = (name: string) => {
    let found = wholes.get(name)
    if (!found) wholes.set(name, (found = decideValue(model, name, inputFor(model, name, testCase.input), options)))
    return found
  }
  for (const { name, type, expected, mayFail } of testCase.results) {
    const invoked =
      testCase.type === 'decision' && type !== 'decisionService' && type !== 'bkm' ? undefined : testCase.invocable
    const target = invoked ?? name
    if ((model.decisions.get(target) ?? model.functions.get(target))?.external)
      return { outcome: 'skipped', error: `${target} calls a function in Java or PMML` }
    const decided = evaluate(target)
    const { value } = decided
    // a service of several decisions answers with all of them
    const actual =
      invoked !== undefined &&
      isContext(value) &&
      Object.hasOwn(value, name) &&
      !(isContext(expected) && Object.hasOwn(expected, name))
        ? entryOf(value, name)
        : value
    if (isSameTckValue(actual, expected) || (mayFail && kindOf(actual) === 'null')) continue
    return {
      outcome: 'failed',
      expected: toJson(expected),
      actual: toJson(actual),
      ...(decided.errors.length + decided.notes.length > 0 && {
        error: [...decided.errors, ...decided.notes].join('; '),
      }),
    }
  }
  return { outcome: 'passed' }
}
