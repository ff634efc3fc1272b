/** The wire between bodies: X-Road's REST messages, signed in Merkle batches, verified, logged in chained batches. */
export {
  provider,
  type AnswerStore,
  type OfferedService,
  type Provider,
  type ServiceAnswer,
  type ServiceCall,
} from './answer.ts'
export { asker, sha512, type Answered, type Ask, type AskParts, type AskService } from './ask.ts'
export { headersOf, httpSender, type HttpSend } from './http.ts'
export { membersIn, openKey, type Member, type Members } from './keys.ts'
export {
  bodyHashOf,
  hashOfBatch,
  leafOfEntry,
  messageLog,
  type LogBatch,
  type LogEntry,
  type LogStore,
  type MessageLog,
} from './log.ts'
export { tlsIn } from './tls.ts'
export { WireFailure, WireRefused, type WireProblem } from './problems.ts'
export {
  fingerprintOf,
  readSeal,
  sealer,
  sealJudge,
  type Direction,
  type Seal,
  type Sealer,
  type SealJudge,
} from './seal.ts'
