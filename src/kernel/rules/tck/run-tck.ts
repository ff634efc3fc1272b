import { decideValue, type DmnModel } from '../dmn.ts'
import type { EvaluateOptions } from '../feel.ts'
import { toJson } from '../json.ts'
import { entryOf, isContext } from '../values/context.ts'
import { kindOf } from '../values/kind.ts'
import { isSameTckValue } from './same-value.ts'
import type { TckCase } from './tck-case.ts'

export interface TckOutcome {
  readonly outcome: 'passed' | 'failed' | 'skipped'
  readonly expected?: unknown
  readonly actual?: unknown
  readonly error?: string
}

/**
 * Runs one test case against its model.
 * Cases whose decision calls a function in Java or PMML are skipped: nothing outside FEEL is run.
 */
export function runTckCase(model: DmnModel, testCase: TckCase, options: EvaluateOptions): TckOutcome {
  const wholes = new Map<string, ReturnType<typeof decideValue>>()
  const evaluate = (name: string) => {
    let found = wholes.get(name)
    if (!found) wholes.set(name, (found = decideValue(model, name, testCase.input, options)))
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
