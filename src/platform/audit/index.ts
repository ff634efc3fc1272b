export { append, type AuditEvent } from './append.ts'
