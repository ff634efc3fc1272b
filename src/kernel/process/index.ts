/** The process core: BPMN 2.0 models compiled to graphs and taken step by step, in pure code. */
export { compile, type CompileOptions } from './compile.ts'
export { step } from './step.ts'
export { Apart, isApart, putBack, takeApart, wholeOf, type StatePart, type Wanted } from './apart.ts'
export { waitsOf } from './waits.ts'
export { migrate, type Migrated } from './migrate.ts'
export { move } from './move.ts'
export { userTasks, type UserTask } from './user-tasks.ts'
export { ruleTasks, type RuleTask } from './rule-tasks.ts'
export { parse, roundtrip } from './roundtrip.ts'
export { lineOf } from './file/build-model.ts'
export type { Model } from './read-model.ts'
export { plainDueAt } from './plain-due-at.ts'
export { VirtualEngine, type RunningCase, type VirtualEngineOptions } from './virtual-engine.ts'
export { runSuiteCase, type SuiteCase, type SuiteResult } from './suite.ts'
export { runToEnd, type RunOptions, type RunReport } from './run-to-end.ts'
export { ELEMENT_LETTERS, isActivityType } from './elements/element-kinds.ts'
export { ProcessError, type ProcessErrorCode } from './process-error.ts'
export type { StartEvent } from './graph.ts'
export {
  beginningsOf,
  firstStart,
  nextStart,
  startHolds,
  type Beginning,
  type BeginningKind,
  type StartTimer,
} from './beginning.ts'
export type * from './types.ts'
