import type { PaperWay } from '../../kernel/diagnosis/index.ts'
import type { Mined } from '../../kernel/mining/index.ts'
import type { CalendarData } from '../../kernel/terms/index.ts'
import type { Country } from '../../platform/country/index.ts'
import { describeModule, holding } from '../../platform/module/index.ts'
import type { World } from '../../platform/use-case/index.ts'
import { discussionListeners } from './model/follow-discussion.ts'
import { keptForAWhile } from './model/kept-for-a-while.ts'
import { SimulationStopped, simulateApart } from './model/simulate-apart.ts'
import { forgetHandler, scheduleForgetting, simulateHandler } from './model/simulate-job.ts'
import { redesignPages } from './pages/index.ts'
import { redesignRights } from './rights.ts'
import { listAmendments, readAmendment } from './use/amendments.ts'
import { diagnoseService } from './use/diagnose-service.ts'
import { listServicesToRedesign } from './use/list-services.ts'
import { readColumns, rememberColumns } from './use/log-columns.ts'
import { readPromise } from './use/read-promise.ts'
import { settleAmendment } from './use/settle-amendment.ts'
import { cancelSimulation, findMySimulation, readSimulation, startSimulation } from './use/simulate-service.ts'
import { waysToCompare } from './use/ways-to-compare.ts'

const WORDS = ['applicant', 'body', 'needed', 'fetch', 'bring', 'handIn', 'decide', 'collect', 'done'] as const

const HEADING = '0'.repeat(64)
const NONE = '00000000-0000-7000-8000-000000000001'
/** Seconds that somebody waits for an answer, and how many are answered at once by one process. */
const WAITED_SECONDS = 20
const AT_ONCE = 2

/** Re-engineering of services: what their processes ask in vain, and how they would go without it. */
export const redesignModule = describeModule({
  name: 'redesign',
  about: 'Findings about how a service runs, and simulations of how it could.',
  uses: ['catalogue', 'process', 'consultation'],
  needs: ['country', 'namesOfElements'],
  gives: ['paperWords', 'simulations'],
  furnishes: ({ texts, config, country }) => ({
    simulations: whatIf(Math.min(WAITED_SECONDS, config.limits.simulation), () => calendarOf(country)),
    paperWords: (language: string) =>
      Object.fromEntries(
        WORDS.map((word) => [word, texts.say(language, `redesign.paper.${word}`)]),
      ) as PaperWay['words'],
  }),
  useCases: [
    listServicesToRedesign,
    diagnoseService,
    listAmendments,
    readAmendment,
    settleAmendment,
    rememberColumns,
    readColumns,
    readPromise,
    findMySimulation,
    startSimulation,
    readSimulation,
    cancelSimulation,
  ],
  rights: redesignRights,
  matrix: [
    { useCase: listServicesToRedesign.name, may: ['auditor', 'administrator'], asks: () => ({}) },
    { useCase: diagnoseService.name, may: ['auditor', 'administrator'], asks: ({ service }) => ({ service }) },
    // nobody has this one: whoever asks is told that there is none
    { useCase: readAmendment.name, may: 'everybody', asks: () => ({ amendment: NONE }) },
    // nobody of the matrix writes law; who may and when is tried in `e2e/redesign`
    { useCase: settleAmendment.name, may: [], asks: () => ({ amendment: NONE, reason: 'Asked by the matrix' }) },
    { useCase: listAmendments.name, may: ['auditor', 'administrator'], asks: () => ({}) },
    {
      useCase: rememberColumns.name,
      may: ['auditor', 'administrator'],
      asks: () => ({ heading: HEADING, case: 'number' }),
    },
    { useCase: readColumns.name, may: ['auditor', 'administrator'], asks: () => ({ heading: HEADING }) },
    { useCase: readPromise.name, may: ['auditor', 'administrator'], asks: ({ service }) => ({ service }) },
    { useCase: findMySimulation.name, may: ['auditor', 'administrator'], asks: () => ({}) },
    {
      useCase: startSimulation.name,
      may: ['auditor', 'administrator'],
      asks: ({ service }) => ({ service, cases: 20, replications: 2 }),
    },
    // whose it is, is tried in `e2e/redesign`
    { useCase: readSimulation.name, may: [], asks: () => ({ simulation: NONE }) },
    { useCase: cancelSimulation.name, may: [], asks: () => ({ simulation: NONE }) },
  ],
  jobs: ({ database, config, log, country }, world) => [
    simulateHandler({
      database,
      seconds: config.limits.simulation,
      log,
      calendar: () => calendarOf(country),
      waysOf: (tx, asked) => waysToCompare(tx, asked, world),
    }),
    forgetHandler(),
  ],
  schedules: [scheduleForgetting],
  listens: discussionListeners,
  pages: redesignPages,
  navigation: [
    {
      path: '/redesign',
      text: 'redesign.title',
      order: 45,
      shown: holding('designer', 'administrator', 'auditor'),
    },
    {
      path: '/redesign/amendments',
      text: 'redesign.amendment.title',
      order: 46,
      shown: holding('lawyer'),
    },
  ],
})

/** Working hours and days off, as the country's pack and its administrators say them now. */
function calendarOf({ calendarData: { provenance: _, ...calendar } }: Pick<Country, 'calendarData'>): CalendarData {
  return calendar
}

/** Answers what-if questions in threads; who comes when as many are at work as may be is told so at once. */
function whatIf(seconds: number, calendar: () => CalendarData): World['simulations'] {
  let working = 0
  return {
    figures: keptForAWhile<Mined>(),
    async whatIf(ways, plan) {
      if (working >= AT_ONCE) throw new SimulationStopped('busy')
      working++
      try {
        return await simulateApart(ways, plan, { milliseconds: seconds * 1000, calendar: calendar() })
      } finally {
        working--
      }
    },
  }
}
