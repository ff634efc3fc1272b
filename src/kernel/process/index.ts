/** The process core: BPMN 2.0 models compiled to graphs and taken step by step, in pure code. */
export { compile, type CompileOptions } from './compile.ts'
export { step } from './step.ts'
export { waitsOf } from './waits.ts'
export { ProcessError, type ProcessErrorCode } from './process-error.ts'
export { darchaModdle, DARCHA_NAMESPACE } from './darcha-moddle.ts'
export { limits } from './limits.ts'
export type { StartEvent } from './graph.ts'
export type * from './types.ts'
