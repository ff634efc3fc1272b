import { Budget } from '../budget.ts'
import { fromOutside, isContext, newContext } from '../values/context.ts'
import { FeelDateTime } from '../values/date-time.ts'
import { FeelDate } from '../values/date.ts'
import { FeelFunction } from '../values/function.ts'
import { kindOf } from '../values/kind.ts'
import { FeelRange } from '../values/range.ts'
import { ANY, named, type Type } from './type.ts'

/** The answer when a value does not fit a type. */
export const MISFIT = Symbol('does not fit')

/**
 * Fits a value to a type: as it is when it conforms, else by the conversions DMN allows (1.5, 10.3.2.9.4):
 * one value for a list of one, a list of one for its value, a date for its midnight in UTC. A list is unwrapped once:
 * `[[10]]` is no number. A context may lack entries: they read as null, which fits every type.
 * @returns MISFIT when it can't be
 */
export function fit(value: unknown, wanted: Type): unknown {
  const fitted = fitWithin(value, wanted, undefined)
  if (fitted !== MISFIT || !Array.isArray(value) || value.length !== 1) return fitted
  return fitWithin(fromOutside(value[0]), wanted, undefined)
}

/** As `fit`, but a list is not unwrapped: so inside of values. */
function fitWithin(value: unknown, wanted: Type, budget: Budget | undefined): unknown {
  if (value === null || value === undefined) return null
  const type = named(wanted)
  switch (type.kind) {
    case 'any':
      return value
    case 'null':
      return MISFIT
    case 'allowed': {
      const fitted = fitWithin(value, type.of, budget)
      return fitted === MISFIT || type.allows(fitted) ? fitted : MISFIT
    }
    case 'list':
      return fitAll(Array.isArray(value) ? value : [value], type.of, budget)
    default:
      break
  }
  if (Array.isArray(value)) return MISFIT
  switch (type.kind) {
    case 'context':
      return isContext(value) ? fitEntries(value, type.entries, budget) : MISFIT
    case 'range':
    case 'function':
      return isInstance(value, type) ? value : MISFIT
    case 'date and time':
      return value instanceof FeelDateTime ? value : value instanceof FeelDate ? FeelDateTime.atMidnight(value) : MISFIT
    default:
      return kindOf(value) === type.kind ? value : MISFIT
  }
}

function fitAll(values: readonly unknown[], of: Type, budget = new Budget()): unknown {
  if (named(of).kind === 'any') return values
  const fitted = values.map((value) => {
    budget.spend()
    return fitWithin(fromOutside(value), of, budget)
  })
  return fitted.includes(MISFIT) ? MISFIT : fitted
}

function fitEntries(
  context: Record<string, unknown>,
  entries: ReadonlyMap<string, Type>,
  budget = new Budget(),
): unknown {
  const made = newContext(Object.entries(context))
  for (const [name, type] of entries) {
    if (!Object.hasOwn(context, name)) continue
    budget.spend()
    const fitted = fitWithin(fromOutside(context[name]), type, budget)
    if (fitted === MISFIT) return MISFIT
    made[name] = fitted
  }
  return made
}

/**
 * `value instance of type`: no conversions, and null is an instance of Null alone (DMN 1.5, table 61). Allowed values are
 * no part of a type: they only tell what a variable of it may hold (10.3.2.9).
 */
export function isInstance(value: unknown, wanted: Type, budget = new Budget()): boolean {
  const type = named(wanted)
  if (value === null || value === undefined) return type.kind === 'null'
  budget.spend()
  switch (type.kind) {
    case 'any':
      return true
    case 'null':
      return false
    case 'allowed':
      return isInstance(value, type.of, budget)
    case 'list':
      return Array.isArray(value) && value.every((candidate) => conformsInside(fromOutside(candidate), type.of, budget))
    case 'context':
      return (
        isContext(value) &&
        [...type.entries].every(
          ([name, entry]) => Object.hasOwn(value, name) && conformsInside(fromOutside(value[name]), entry, budget),
        )
      )
    case 'range':
      return (
        value instanceof FeelRange &&
        conformsInside(value.start, type.of, budget) &&
        conformsInside(value.end, type.of, budget)
      )
    case 'function':
      return value instanceof FeelFunction && conformsFunction(value, type)
    default:
      return kindOf(value) === type.kind
  }
}

/** Null is the lowest type: inside a list or context it conforms to every other. */
const conformsInside = (value: unknown, type: Type, budget: Budget): boolean =>
  value === null || value === undefined || isInstance(value, type, budget)

/** Parameters the other way round than results; what a function does not declare is Any. */
function conformsFunction(value: FeelFunction, type: Type & { kind: 'function' }): boolean {
  const wanted = type.parameters
  if (value.result && !conforms(value.result, type.result)) return false
  return (
    wanted === undefined ||
    value.signatures.some(
      (signature) =>
        signature.length === wanted.length &&
        signature.every((parameter, at) => conforms(wanted[at]!, parameter.type ?? ANY)),
    )
  )
}

/** Whether each value of one type is one of the other (DMN 1.5, 10.3.2.9.2). */
export function conforms(kind: Type, other: Type): boolean {
  const [narrow, wide] = [named(kind), named(other)]
  if (narrow === wide || wide.kind === 'any' || narrow.kind === 'null') return true
  if (narrow.kind === 'allowed') return conforms(narrow.of, wide)
  if (wide.kind === 'allowed') return conforms(narrow, wide.of)
  if (narrow.kind === 'list' || narrow.kind === 'range')
    return wide.kind === narrow.kind && conforms(narrow.of, wide.of)
  if (narrow.kind === 'context')
    return (
      wide.kind === 'context' &&
      [...wide.entries].every(([name, type]) => {
        const has = narrow.entries.get(name)
        return has !== undefined && conforms(has, type)
      })
    )
  if (narrow.kind === 'function') {
    const [mine, theirs] = [narrow.parameters, wide.kind === 'function' ? wide.parameters : undefined]
    return (
      wide.kind === 'function' &&
      conforms(narrow.result, wide.result) &&
      (!mine || !theirs || (mine.length === theirs.length && theirs.every((type, at) => conforms(type, mine[at]!))))
    )
  }
  return narrow.kind === wide.kind
}
