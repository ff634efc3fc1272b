import { z } from 'zod'
import { pathOf, type ClientId } from '../../../kernel/x-road/index.ts'
import type { Country } from '../../../platform/country/index.ts'
import type { Database, Tx } from '../../../platform/database/index.ts'
import { repeating, scheduleRepeating, type JobHandler } from '../../../platform/jobs/index.ts'
import { WireFailure, WireRefused, type AskService } from '../../../platform/wire/index.ts'
import { forgetKeptBefore } from '../store/kept-answers.ts'
import { keepReading, keepServices, type Offered } from '../store/offered-services.ts'
import { canBeKept } from './sound-facts.ts'

const READ = 'exchange.read-services'
/** Seconds between readings: services of registers change rarely. */
const EVERY_SECONDS = 3_600
/** Services of one register that are described; more is a mistake or an attack. */
const AT_MOST = 50
/** A description of a service is nested deeper than facts are. */
const DEEPEST = 200

const Listed = z.object({
  service: z.array(z.object({ service_code: z.string().min(1).max(100), title: z.string().max(300).optional() })),
})
const OpenApi = z.looseObject({ openapi: z.string(), paths: z.record(z.string(), z.json()) })

/** Asks a register what it offers: X-Road's own `listMethods`, `allowedMethods` and `getOpenAPI`. */
export async function servicesOfRegister(ask: AskService, to: ClientId): Promise<Offered[]> {
  const meta = async (service: string, rest = '') => {
    const asked = { to: { ...to, service }, rest, issue: READ, purpose: READ, basis: pathOf({ ...to, service }) }
    const { body } = await ask(asked)
    if (!canBeKept(body, DEEPEST)) throw new WireFailure('unreadable')
    return body
  }
  const named = Listed.parse(await meta('listMethods')).service
  const listed = [...new Map(named.map((service) => [service.service_code, service])).values()].slice(0, AT_MOST)
  const allowed = new Set(Listed.parse(await meta('allowedMethods')).service.map(({ service_code: code }) => code))
  const offered: Offered[] = []
  for (const { service_code: service, title } of listed)
    offered.push({
      service,
      title: title ?? service,
      openapi: OpenApi.parse(await meta('getOpenAPI', `?serviceCode=${encodeURIComponent(service)}`)),
      allowed: allowed.has(service),
    })
  return offered
}

/** Puts the first reading into the outbox; it renews itself. */
export const scheduleReadingServices = (tx: Tx, now: string): Promise<void> => scheduleRepeating(tx, READ, now)

/**
 * Reads, every hour, what the registers offer; one that is away keeps what it told before. What was kept of their answers
 * past its term goes.
 */
export const readServicesHandler = (
  database: Database,
  ask: AskService,
  country: Pick<Country, 'registers'>,
  clock: () => string,
): JobHandler =>
  repeating(READ, EVERY_SECONDS, {
    async effect() {
      await forgetKeptBefore(database, clock())
      for (const { id, address } of country.registers)
        try {
          const offered = await servicesOfRegister(ask, address)
          await database.transaction((tx) => keepServices(tx, id, offered, clock()))
        } catch (error) {
          const problem =
            error instanceof WireFailure ? error.problem : error instanceof WireRefused ? error.type : 'unreadable'
          if (!(error instanceof WireFailure || error instanceof WireRefused || error instanceof z.ZodError))
            throw error
          await database.transaction((tx) => keepReading(tx, id, problem, clock()))
        }
    },
  })
