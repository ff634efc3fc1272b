import { AGGREGATE_FUNCTIONS } from './aggregate-functions.ts'
import type { BuiltIn } from './built-in.ts'
import { CAMUNDA_FUNCTIONS } from './camunda-functions.ts'
import { CONTEXT_FUNCTIONS } from './context-functions.ts'
import { CONVERSION_FUNCTIONS } from './conversion-functions.ts'
import { LIST_FUNCTIONS } from './list-functions.ts'
import { NUMBER_FUNCTIONS } from './number-functions.ts'
import { RANGE_FUNCTIONS } from './range-functions.ts'
import { TEXT_FUNCTIONS } from './text-functions.ts'
import { TIME_FUNCTIONS } from './time-functions.ts'

/** Every function of the language, and what models of Camunda call besides, by its name. */
export const FUNCTIONS: ReadonlyMap<string, BuiltIn> = new Map(
  [
    ...CONVERSION_FUNCTIONS,
    ...TEXT_FUNCTIONS,
    ...LIST_FUNCTIONS,
    ...AGGREGATE_FUNCTIONS,
    ...NUMBER_FUNCTIONS,
    ...TIME_FUNCTIONS,
    ...RANGE_FUNCTIONS,
    ...CONTEXT_FUNCTIONS,
    ...CAMUNDA_FUNCTIONS,
  ].map((conversion_function) => [conversion_function.name, conversion_function]),
)
