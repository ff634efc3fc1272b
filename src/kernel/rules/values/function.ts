import type { Run } from '../run.ts'
import type { Place } from '../feel-error.ts'
import type { Type } from '../types/type.ts'

export interface Parameter {
  readonly name: string
  readonly type?: Type
}

/** A function of FEEL: built in, written in an expression, a business knowledge model or a decision service. */
export abstract class FeelFunction {
  abstract readonly name: string
  /** One list for each way to call it. */
  abstract readonly signatures: readonly (readonly Parameter[])[]
  /** Type of its results; undefined when it is not known. */
  abstract readonly result: Type | undefined
  abstract call(values: readonly unknown[], run: Run, place: Place): unknown
  /** Calls with named values; a name that is no parameter gives null. */
  abstract callNamed(values: ReadonlyMap<string, unknown>, run: Run, place: Place): unknown
}
