export { logFault, readLog } from './read-log.ts'
