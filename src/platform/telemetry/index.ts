export { mayReadMetrics } from './may-read-metrics.ts'
export { openLog, type Log } from './log.ts'
export { countRequest, metricsText } from './metrics.ts'
