export { general, Refusal, refusals, type FieldProblem, type RefusalKind } from './refusal.ts'
export {
  eventOf,
  useCase,
  type AnyPerformable,
  type AnyUseCase,
  type Call,
  type Changed,
  type Declaration,
  type Method,
  type Need,
  type Performable,
  type UseCase,
  type World,
} from './use-case.ts'
export { requireFresh } from './fresh.ts'
export { LOOKED_AT, type CaseSeen, type Look, type LookRecorder, type Seen } from './look.ts'
export { performer, SYSTEM_SUBJECT, type Circumstances, type Performer } from './perform.ts'
export { pageChange, pageStep } from './page-change.ts'
export { pageRead, type PageRead } from './page-read.ts'
export { After, cursorOf, PlacedAt } from './cursor.ts'
export { answerGiven } from './answer-given.ts'
export {
  bodyOf,
  changedSince,
  matchesTag,
  namedBy,
  shownOf,
  tagOf,
  editable,
  type Parts,
  type Editable,
} from './editable.ts'
export { problemsOfNames } from './unknown-fields.ts'
export { describeInterface, refusalsDescribed } from './openapi.ts'
