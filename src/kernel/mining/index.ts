/** Mining of event logs: read part by part into columns, and counted. Pure. */
export { LogBuilder, LogError, type EventLog } from './log.ts'
export { xesReader, type LogReader } from './read-xes.ts'
export { csvReader, type Columns } from './read-csv.ts'
export { measureLog, type Mined } from './measure.ts'
export { spreadOf } from './spread.ts'
export { conform, type Conformance } from './conform.ts'
export { discover } from './discover.ts'
export { drawFollows } from './draw-follows.ts'
