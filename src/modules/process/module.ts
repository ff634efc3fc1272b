import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describeModule, holding, type MenuEntry } from '../../platform/module/index.ts'
import { checkArchives } from './model/check-archives.ts'
import { createEngine } from './model/engine.ts'
import { archived, STEPS, stuck } from './model/events.ts'
import { factsOfBegun } from './model/facts-of-begun.ts'
import { engineHandlers } from './model/handlers.ts'
import { localInstant } from './model/local-instant.ts'
import { namedDrawing } from './model/named-drawing.ts'
import { placeTask } from './model/place-task.ts'
import { processPages } from './pages/index.ts'
import { exportCaseHistory, exportServiceHistory } from './use/export-history.ts'
import { findCases } from './use/find-cases.ts'
import { listDefinitions } from './use/list-definitions.ts'
import { listIncidents } from './use/list-incidents.ts'
import { measureService } from './use/measure-service.ts'
import { migrateCases, planMigration } from './use/migrate-cases.ts'
import { moveCaseToken } from './use/move-token.ts'
import { retryIncident } from './use/retry-incident.ts'
import { showCase } from './use/show-case.ts'
import { resumeCase, suspendCase } from './use/suspend-case.ts'
import { tellProcesses } from './use/tell-processes.ts'
import { resumeService, suspendService } from './use/suspend-service.ts'

const tab = (name: string, order: number, ...roles: string[]): MenuEntry => ({
  path: `/administration/${name}`,
  text: `admin.tab.${name}`,
  order,
  shown: holding(...roles),
})

/** Runs cases by their models and shows administrators how they go. */
export const processModule = describeModule({
  name: 'process',
  about: 'How cases run: incidents, definitions and their versions, measures, histories as XES.',
  needs: ['casesByNumber', 'country', 'nameOfDefinition', 'namesOfElements', 'whoseCases'],
  gives: ['drawings', 'engine'],
  furnishes: ({ config, country, database, log }, world) => ({
    drawings: {
      of: (definition: string, language: string) => namedDrawing(database, world, definition, language),
      nameOf: (definition: string, language: string) => world.nameOfDefinition(database, definition, language),
    },
    engine: createEngine({
      dueAt: country.dueAtTerm,
      localNow: (instant) => localInstant(country, instant),
      place: placeTask(country),
      factsOf: factsOfBegun(country),
      tell: (definition, message) => log.warn({ definition }, message),
      casesByLabel: (tx, number) => world.casesByNumber(tx, number),
      archive: join(config.home, 'archive'),
    }),
  }),
  useCases: [
    listIncidents,
    retryIncident,
    suspendCase,
    resumeCase,
    suspendService,
    resumeService,
    moveCaseToken,
    tellProcesses,
    planMigration,
    migrateCases,
    listDefinitions,
    findCases,
    showCase,
    measureService,
    exportCaseHistory,
    exportServiceHistory,
  ],
  pages: processPages,
  events: [stuck, archived, ...Object.values(STEPS)],
  jobs: (_foundation, { engine }) => engineHandlers(engine),
  administration: [
    tab('incidents', 20, 'administrator'),
    tab('services', 30, 'administrator', 'auditor'),
    tab('cases', 40, 'administrator', 'auditor'),
  ],
  verifies: {
    records: [
      {
        name: 'archive',
        async check(database, home) {
          const folder = join(home, 'archive')
          if (!existsSync(folder)) return undefined
          const found = await checkArchives(database, folder)
          return { facts: { archiveFiles: found.files }, problems: found.problems }
        },
      },
    ],
  },
})
