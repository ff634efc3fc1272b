import type { Place } from '../feel-error.ts'
import type { Run } from '../run.ts'
import { fit, MISFIT } from '../types/conform.ts'
import { ANY, TYPE_NAMES, type Type } from '../types/type.ts'
import { fromOutside } from '../values/context.ts'
import { FeelDateTime } from '../values/date-time.ts'
import { FeelDate } from '../values/date.ts'
import { FeelFunction, type Parameter } from '../values/function.ts'
import { FeelRange } from '../values/range.ts'

/** What a function does with values that fit its parameters; optional ones that were not given are undefined. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Work = (...values: any[]) => unknown

interface Admitted extends Parameter {
  readonly optional: boolean
  readonly nullable: boolean
  readonly rest: boolean
  admit(value: unknown): unknown
}
interface Overload {
  readonly parameters: readonly Admitted[]
  readonly work: Work
  readonly least: number
  readonly most: number
}

const LIST: Type = { kind: 'list', of: ANY }
const FUNCTION: Type = { kind: 'function', parameters: undefined, result: ANY }
const FITTED = new Map<string, Type>([
  ...TYPE_NAMES,
  ['list', LIST],
  ['texts', { kind: 'list', of: { kind: 'string' } }],
  ['context', { kind: 'context', entries: new Map() }],
  ['function', FUNCTION],
  ['days duration', { kind: 'days and time duration' }],
  ['range', { kind: 'range', of: ANY }],
])

/** Parameters that more than one type fits. */
const ONE_OF: Record<string, (value: unknown) => boolean> = {
  day: (value) => value instanceof FeelDate || value instanceof FeelDateTime,
  point: (value) => !(value instanceof FeelRange) && !Array.isArray(value),
}

/** Reads `string: string, start position: number, length?: number|null, item...: any`. */
function parametersOf(text: string): Admitted[] {
  if (text === '') return []
  return text.split(', ').map((part) => {
    const [, name, mark, kind, nullable] = /^(.*?)(\?|\.\.\.)?: (.*?)(\|null)?$/.exec(part) as unknown as [
      string,
      string,
      string | undefined,
      string,
      string | undefined,
    ]
    const test = ONE_OF[kind]
    const type = kind === 'any' || test ? ANY : FITTED.get(kind)!
    const admit =
      kind === 'any'
        ? (value: unknown) => value
        : test
          ? (value: unknown) =>
              test(value)
                ? value
                : Array.isArray(value) && value.length === 1 && test(fromOutside(value[0]))
                  ? fromOutside(value[0])
                  : MISFIT
          : (value: unknown) => fit(value, type)
    return {
      name,
      type,
      admit,
      optional: mark === '?',
      rest: mark === '...',
      nullable: nullable !== undefined || kind === 'any',
    }
  })
}

/** A function of the language (DMN 1.5, 10.3.4): values outside its domain give null. */
export class BuiltIn extends FeelFunction {
  readonly name: string
  readonly result: Type | undefined
  private readonly overloads: readonly Overload[]
  constructor(name: string, result: Type | undefined, overloads: readonly Overload[]) {
    super()
    this.name = name
    this.result = result
    this.overloads = overloads
  }

  get signatures(): readonly (readonly Parameter[])[] {
    return this.overloads.map((overload) => overload.parameters)
  }

  /** Whether one of its ways takes this many values. */
  takes = (count: number): boolean => this.overloads.some(({ least, most }) => count >= least && count <= most)

  call(values: readonly unknown[], run: Run, place: Place): unknown {
    for (const overload of this.overloads) {
      if (values.length < overload.least || values.length > overload.most) continue
      const admitted = admit(overload, values)
      if (admitted) return this.work(overload, admitted, run, place)
    }
    return run.note(`${this.name}() does not take these values`)
  }

  callNamed(values: ReadonlyMap<string, unknown>, run: Run, place: Place): unknown {
    const given = [...values.keys()]
    // before(point, range) and before(range, point) have the same names: their order tells which is meant
    const inOrder = this.overloads.filter(({ parameters }) => given.every((name, at) => parameters[at]?.name === name))
    for (const overload of inOrder.length > 0 ? inOrder : this.overloads) {
      const named = overload.parameters
      if (
        named.some((candidate) => candidate.rest) ||
        !given.every((name) => named.some((candidate) => candidate.name === name))
      )
        continue
      const last = named.findLastIndex((item) => values.has(item.name) || !item.optional)
      const admitted = admit(
        overload,
        // what is not supplied by name is null (DMN 1.5, 10.3.2.13)
        named
          .slice(0, last + 1)
          .map((item) => (values.has(item.name) ? values.get(item.name) : item.optional ? undefined : null)),
      )
      if (admitted) return this.work(overload, admitted, run, place)
    }
    return run.note(`${this.name}() does not take these values by these names`)
  }

  private work(overload: Overload, admitted: unknown[], run: Run, place: Place): unknown {
    run.step(place)
    return overload.work.call({ run, place }, ...admitted) ?? run.note(`${this.name}() has no result for these values`)
  }
}

function admit(overload: Overload, values: readonly unknown[]): unknown[] | undefined {
  const admitted: unknown[] = []
  for (const [at, value] of values.entries()) {
    const parameter = overload.parameters[Math.min(at, overload.parameters.length - 1)]!
    if (value === undefined) {
      admitted.push(undefined)
      continue
    }
    const found = value === null ? null : parameter.admit(value)
    // a list of nothing but null is unwrapped to null, which only some parameters take
    if (found === MISFIT || (found === null && !parameter.nullable)) return undefined
    admitted.push(found)
  }
  return admitted
}

/** What a function of the language may use besides its values. */
export interface Calling {
  readonly run: Run
  readonly place: Place
}

/**
 * Declares a function of the language.
 * @param ways its parameters as `name: type, optional?: type, rest...: type`, and what it does, for each way to call it
 */
export function builtIn(name: string, result: string | undefined, ...ways: (string | Work)[]): BuiltIn {
  const overloads: Overload[] = []
  for (let at = 0; at < ways.length; at += 2) {
    const parameters = parametersOf(ways[at] as string)
    overloads.push({
      parameters,
      work: ways[at + 1] as Work,
      least: parameters.filter((parameter) => !parameter.optional).length,
      most: parameters.some((parameter) => parameter.rest) ? Infinity : parameters.length,
    })
  }
  return new BuiltIn(name, result === undefined ? undefined : FITTED.get(result), overloads)
}
