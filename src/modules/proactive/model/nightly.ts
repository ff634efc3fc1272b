import type { Database } from '../../../platform/database/index.ts'
import { repeating, type JobHandler } from '../../../platform/jobs/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import type { RunnableService } from '../../catalogue/index.ts'
import { isSilence, RegisterUnavailable } from '../../exchange/index.ts'
import { openOccasions } from './open-occasions.ts'
import { BEHIND, markFeedTrouble } from '../store/known.ts'
import { feedName, readFeed } from './read-feed.ts'
import { runSelection, type Ran } from './run-selection.ts'

export const SELECT_JOB = 'proactive.select'
/** Seconds between runs: what registers tell in the morning is not offered a day late. */
const EVERY_SECONDS = 3_600
/** Turns of opening in one run; what is left comes at once with the next. */
const TURNS = 50

export type NightWorld = Pick<World, 'country' | 'engine' | 'events' | 'people' | 'registers' | 'services'>

/** Services published now whose model carries a trigger and that run here. */
export async function triggered(database: Database, { services }: Pick<World, 'services'>, ids: readonly string[]) {
  const all = await services.all(database, ids)
  return [...all.values()].filter((service) => service.passport.trigger !== undefined && service.runs)
}

/** What became of each service in one run. */
export interface Night {
  services: Record<string, Ran & { came: number; unavailable?: string }>
  opened: number
}

/**
 * One run: reads the feeds, selects, opens. A register that is away or refuses stops no other service; what it told before
 * is selected from all the same.
 */
export async function runNight(
  database: Database,
  world: NightWorld,
  { services, now }: { services: readonly RunnableService[]; now: string },
): Promise<Night> {
  const night: Night = { services: {}, opened: 0 }
  for (const service of services) {
    const { register, feed, basis } = service.passport.trigger!
    let came = 0
    let unavailable: string | undefined
    try {
      came = await readFeed(database, world, {
        register,
        feed,
        service: service.id,
        basis: basis ?? service.passport.legalBasis[0]?.id ?? service.id,
        now,
      })
    } catch (error) {
      if (!isSilence(error)) throw error
      unavailable = error instanceof RegisterUnavailable ? error.why : 'refused'
      // a mark that lies before the one it was asked from: its numbers went back
      const problem = unavailable === 'replayed' ? BEHIND : unavailable
      await markFeedTrouble(database, feedName(register, feed), problem, now)
    }
    const ran = await runSelection(database, world, { service, now })
    night.services[service.id] = { ...ran, came, ...(unavailable ? { unavailable } : {}) }
  }
  for (let turn = 0; turn < TURNS; turn++) {
    const opened = await openOccasions(database, world, now)
    night.opened += opened
    if (opened === 0) break
  }
  return night
}

/** The job that renews itself. @param acts false: nobody is selected here */
export const selectHandler = (
  database: Database,
  world: NightWorld & Pick<World, 'published'>,
  clock: () => string,
  acts: boolean,
): JobHandler =>
  repeating(SELECT_JOB, EVERY_SECONDS, {
    async effect() {
      if (!acts) return undefined
      const lines = (await world.published.list()).filter(({ passport }) => passport.trigger !== undefined)
      const services = await triggered(
        database,
        world,
        lines.map(({ id }) => id),
      )
      return runNight(database, world, { services, now: clock() })
    },
  })
