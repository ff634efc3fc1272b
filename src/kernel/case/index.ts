/**
 * What a case means, once: acts and their results, statuses, outcome, the clock, where an office is, filing, evidence,
 * fee and text keys. Pure: rooms that run cases, check services and foretell them read the same words.
 */
export {
  ACTS,
  actKey,
  DEFAULT_ACT,
  findAct,
  findOutcome,
  lineKey,
  saidKey,
  textsOfAct,
  type Act,
  type ActName,
  type ActOutcome,
} from './acts.ts'
export {
  BASE_VARIABLES,
  groundOf,
  outcomesOf,
  resultFaults,
  TaskResult,
  type ResultFault,
} from './act-result.ts'
export {
  contradictionOf,
  isWrittenReason,
  type Contradiction,
  type Said,
} from './borne-out.ts'
export { clockHolder, performerOf, type WaitAttributes } from './clock.ts'
export {
  evidenceAnswer,
  subjectsOf,
  wantedEvidence,
  withEvidence,
  type EvidenceNamed,
  type RegisterAnswer,
} from './evidence.ts'
export { feeVariable, paidResult, readFee, type Fee } from './fee.ts'
export {
  APPLICANT_MEMBERS,
  CHANNELS,
  checkAnswers,
  filingVariables,
  type ApplicantFacts,
  WAYS_IN,
  type Channel,
  type WayIn,
  type ToFile,
} from './filing.ts'
export {
  eventOf,
  eventOn,
  eventVariable,
  noticeOn,
  openOn,
  putOffUntil,
  shifted,
  windowOf,
  type Lead,
  type ReachRule,
  type TriggerRules,
  type Window,
} from './occasion.ts'
export type { HearingTerm } from './hearing.ts'
export { hearingState, hearingTerm, isHeard, type Hearing, type HearingData, type HearingState } from './hearing.ts'
export { findOffice, keeperOf, kindText, ownerOf, readOffice, type OfficeNamed, type Offices } from './office.ts'
export { isEnded, isFavourable, isOutcome, isRefusal, OUTCOMES, type Outcome } from './outcomes.ts'
export { SILENCE, silenceSpeaks, silentOutcome, type Silence, type Undecided } from './silence.ts'
export { standingKey, standingOf, type Standing } from './standing.ts'
export {
  isDecided,
  isOver,
  mayFollow,
  isAppealed,
  mayWithdraw,
  MODEL_STATUSES,
  OUTCOMES_OF,
  outcomeOfStatus,
  statusAfter,
  STATUSES,
  type Status,
  type StatusStep,
} from './statuses.ts'
export { TEXT_PARTS, textKey } from './text-keys.ts'
export { isNamed, namedFacts, namedInAny, type Named } from './named-facts.ts'
