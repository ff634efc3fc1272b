import { describeModule } from '../module/index.ts'
import { accessDenied, rowsRecorded } from './events.ts'
import { mailSeal, scheduleMailing } from './mail-seal.ts'
import { keepSealsOfOthers } from './receive-seals.ts'
import { scheduleSealing, sealHandler } from './seal-handler.ts'
import { witnessKey } from './signed-seal.ts'

/** The history of all changes, sealed as it grows. */
export const auditModule = describeModule({
  name: 'audit',
  about: 'The seals of the history, by which anybody proves that nothing was altered.',
  events: [accessDenied, rowsRecorded],
  jobs: ({ config, country, database, clock, log }) => [
    sealHandler(database, clock, {
      witness: config.witness,
      witnesses: config.witnessUrls,
      key: () => witnessKey(config.home),
      log,
    }),
    mailSeal(config.witnessMail, country.languages.first),
  ],
  schedules: [scheduleSealing, scheduleMailing],
  routes: (app, { config }) => keepSealsOfOthers(app, config.witnessOf, config.home),
})
