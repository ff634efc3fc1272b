export { openLog, type Log } from './log.ts'
export { countRequest, metricsText } from './metrics.ts'
