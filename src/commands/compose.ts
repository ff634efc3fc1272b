import { join, resolve } from 'node:path'
import { systemClock, type Clock } from '../platform/clock/index.ts'
import { EnvironmentFailure, type Config } from '../platform/config/index.ts'
import { CountryError, readCountry, type Country, refreshCalendar } from '../platform/country/index.ts'
import type { Database } from '../platform/database/index.ts'
import { eventBus, type EventBus } from '../platform/events/index.ts'
import type { FileHolder } from '../platform/files/index.ts'
import { loadTexts } from '../platform/i18n/index.ts'
import type { JobHandler } from '../platform/jobs/index.ts'
import { furnish, type Foundation, type Module } from '../platform/module/index.ts'
import { combineRights, type Rights } from '../platform/rights/index.ts'
import { openLog } from '../platform/telemetry/index.ts'
import { eventOf, type AnyUseCase, type World } from '../platform/use-case/index.ts'
import { MODULES } from './modules.ts'
import { projectRoot } from './project-root.ts'

/** The product put together over one database: what web server, worker and commands share. */
export interface Instance extends Foundation {
  modules: readonly Module[]
  world: World
  rights: Rights
  useCases: readonly AnyUseCase[]
  events: EventBus
  /** Handlers of all jobs, for the worker; made at the asking, because they open a mail connection and a renderer. */
  handlers(): Promise<{ handlers: JobHandler[]; close(): Promise<void> }>
}

export interface ComposeParts {
  config: Config
  database: Database
  origin: string
  /** Default: the clock of this machine. */
  clock?: Clock
  /** The rooms; all of them unless said. */
  modules?: readonly Module[]
}

/** @throws EnvironmentFailure when the country pack can't be read */
export async function composeInstance(parts: ComposeParts): Promise<Instance> {
  const { config, database, origin, clock = systemClock, modules = MODULES } = parts
  const country = countryOf(config)
  // not there before the first migration
  await refreshCalendar(database, country).catch(() => undefined)
  const log = openLog(config.logLevel, [country.numbers.person.pattern, country.numbers.organisation.pattern])
  const foundation: Foundation = {
    config,
    database,
    origin,
    log,
    country,
    texts: loadTexts(
      [join(projectRoot, 'texts'), join(country.folder, 'texts')],
      country.conventions,
      (language, key) => log.warn({ language, key }, 'text missing'),
    ),
    root: projectRoot,
    clock,
  }
  const useCases = useCasesOf(modules, config)
  // listeners are told of things that happen later, when the world is whole
  const events = eventBus(eventfulRooms(modules, useCases), () => world)
  const world = await furnish(modules, foundation, { country, events, fileHolders: holdersOf(modules, () => world) })
  return {
    ...foundation,
    modules,
    world,
    rights: combineRights(...modules.map((module) => module.rights)),
    useCases,
    events,
    async handlers() {
      const ends: (() => Promise<void> | void)[] = []
      const handlers: JobHandler[] = events.handlers(world)
      for (const module of modules)
        handlers.push(...((await module.jobs?.(foundation, world, (end) => ends.push(end))) ?? []))
      return {
        handlers,
        async close() {
          for (const end of ends) await end()
        },
      }
    },
  }
}

/** The rooms that name stored files, to be asked when the world is whole. */
const holdersOf = (modules: readonly Module[], world: () => World): FileHolder[] =>
  modules.flatMap(({ name, holdsFiles }) =>
    holdsFiles ? [{ room: name, holds: (tx, names, now) => holdsFiles(tx, names, { now, world: world() }) }] : [],
  )

/** What rooms tell: events of their own, and those of their changes. */
const eventfulRooms = (modules: readonly Module[], useCases: readonly AnyUseCase[]) => [
  ...modules,
  { name: 'use cases', events: useCases.flatMap((useCase) => eventOf(useCase) ?? []), listens: [] },
]

/** Every use case of the rooms: what the interface offers and what the matrix of rights is tested with. */
export const useCasesOf = (modules: readonly Module[], config: Config): readonly AnyUseCase[] =>
  modules.flatMap((module) => module.useCases(config))

function countryOf(config: Config): Country {
  try {
    return readCountry(resolve(projectRoot, 'country', config.country))
  } catch (error) {
    if (!(error instanceof CountryError)) throw error
    throw new EnvironmentFailure(error.message, 'mend the country pack')
  }
}
