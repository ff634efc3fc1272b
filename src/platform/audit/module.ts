import { describeModule } from '../module/index.ts'
import { accessDenied, rowsRecorded } from './events.ts'
import { scheduleSealing, sealHandler } from './seal-handler.ts'

/** The history of all changes, sealed as it grows. */
export const auditModule = describeModule({
  name: 'audit',
  events: [accessDenied, rowsRecorded],
  jobs: ({ config, database, clock, log }) => [sealHandler(database, clock, { witness: config.witness, log })],
  schedules: [scheduleSealing],
})
