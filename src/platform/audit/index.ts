export { noteInAct, openAct, recordAct, type Note } from './act.ts'
export { checkRows, type RowProblem } from './check-rows.ts'
export { digestSql, instantSql, takeVouchedOf, vouch, vouchRows, vouchTogether, type VouchedRow } from './vouch.ts'
export type { AuditEvent } from './append.ts'
export { accessDenied } from './events.ts'
export { scheduleSealing, sealHandler } from './seal-handler.ts'
export { dropEvents } from './drop-events.ts'
export { goOnBehindSeals } from './go-on-behind-seals.ts'
export { keepMonths } from './keep-months.ts'
export { countUnsealed, listSeals, type ListedSeal } from './list-seals.ts'
export { sealEvents, settledPosition } from './seal-events.ts'
export {
  verifyAudit,
  type AuditCheck,
  type AuditProblem,
  type AuditProblemCode,
  type KnownSeal,
} from './verify-audit.ts'
export { publicText, signSeal, witnessKey } from './signed-seal.ts'
export { keepWitness, lastSeal, readWitness, witnessLine } from './witness.ts'
export { auditModule } from './module.ts'
