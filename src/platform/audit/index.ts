export { append, type AuditEvent } from './append.ts'
export { scheduleSealing, sealHandler } from './seal-handler.ts'
export { sealEvents, settledPosition } from './seal-events.ts'
export { verifyAudit, type AuditCheck, type AuditProblem, type AuditProblemCode, type KnownSeal } from './verify-audit.ts'
