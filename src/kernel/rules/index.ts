export {
  compileFeel,
  compileUnary,
  functionNames,
  type CompiledFeel,
  type EvaluateOptions,
  type FeelOptions,
} from './feel.ts'
export { coverTable, type Covered, type TableCover } from './cover-table.ts'
export { FeelError, type FeelErrorCode } from './feel-error.ts'
export { toJson } from './json.ts'
export { kindOf } from './values/kind.ts'
export {
  compileDmn,
  decide,
  explain,
  outlineOf,
  type CompileDmnOptions,
  type Decided,
  type DecisionOutline,
  type DmnModel,
  type Explained,
} from './dmn.ts'
export type { DecisionTrace, TableTrace } from './trace/tracer.ts'
export type { Demand } from './trace/demand.ts'
export { readTckCases, type TckCase } from './tck/tck-case.ts'
export { runTckCase, type TckOutcome } from './tck/run-tck.ts'
