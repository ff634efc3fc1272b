import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IncomingMessage, RequestListener } from 'node:http'
import { json } from 'node:stream/consumers'
import { z } from 'zod'
import { memberOf, readTarget, writeClient } from '../../src/kernel/x-road/index.ts'
import type { DemoPerson } from '../../src/platform/identity/people-file.ts'
import {
  membersIn,
  messageLog,
  openKey,
  provider,
  sealer,
  sealJudge,
  type Provider,
} from '../../src/platform/wire/index.ts'
import { FEED_ROWS } from '../register/feed-rows.ts'
import { openRegisterDatabase, type RegisterDatabase } from '../register/register-database.ts'
import { servicesOf } from '../register/register-services.ts'
import { addresses } from './addresses.ts'
import { REGISTERS } from './register-data.ts'

const Settings = z.object({
  latency: z.int().min(0).max(60_000).optional(),
  outage: z.array(z.string()).optional(),
  refuses: z.array(z.string()).optional(),
  overrides: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.json()).nullable())).optional(),
})
/** Rows of a feed that are added or corrected. */
const Rows = z.object({
  register: z.string(),
  feed: z.string(),
  rows: z
    .array(z.object({ record: z.string(), number: z.string(), facts: z.record(z.string(), z.json()) }))
    .max(10_000),
})

export interface RegisterOptions {
  people: readonly DemoPerson[]
  peopleFile: string
  /** Address that the others reach it by. */
  url: string
  /** Folder of the exchange: members, and a folder for each register; absent: one of its own, removed at the end. */
  folder?: string | undefined
  /** Names to run; empty: all. */
  only?: readonly string[]
  /** Milliseconds before each answer. */
  latency?: number
  /** Names that do not answer; `all`. */
  outage?: readonly string[]
}

/**
 * Registers of the state in one process, each a member of the exchange with its own key, its own database and its own log,
 * asked by X-Road's REST messages. `PUT /admin/settings` sets latency, outages, who refuses and overrides (`{register:
 * {number: data | null}}`), `PUT /admin/rows` what a feed sends, both for tests; `GET /v1/registers` lists.
 */
export function registers(options: RegisterOptions): {
  listener: RequestListener
  folder: string
  stop(): Promise<void>
} {
  const names = Object.keys(REGISTERS).filter((name) => !options.only?.length || options.only.includes(name))
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'darcha-exchange-'))
  const members = membersIn(join(folder, 'members'))
  const judge = sealJudge(members)
  const clock = () => new Date().toISOString()
  const { own, addressOf, feedsOf } = addresses(options.peopleFile)
  let settings: { latency: number; outage: readonly string[]; refuses: readonly string[] } = {
    latency: options.latency ?? 0,
    outage: options.outage ?? [],
    refuses: [],
  }
  const databases = new Map<string, RegisterDatabase>()
  const providers = new Map<string, Provider>()
  for (const name of names) {
    const self = addressOf(name)
    const home = join(folder, 'registers', name)
    const key = openKey(home)
    members.publish(memberOf(self), key, options.url)
    const database = openRegisterDatabase(home)
    databases.set(name, database)
    for (const { id } of feedsOf(name))
      if (database.count(id) === 0) database.write(id, FEED_ROWS[`${name} ${id}`]?.(options.people) ?? [])
    providers.set(
      writeClient(self),
      provider({
        self,
        sealer: sealer({ member: memberOf(self), key, clock }),
        judge,
        log: messageLog(database.log, clock),
        answers: database.answers,
        clock,
        services: servicesOf({
          name,
          register: REGISTERS[name]!,
          people: options.people,
          database,
          feeds: feedsOf(name),
          clients: [writeClient(own)],
          behaves: () => ({
            latency: settings.latency,
            away: settings.outage.includes('all') || settings.outage.includes(name),
            refuses: settings.refuses.includes(name),
          }),
        }),
      }),
    )
  }

  /** @returns status and what is answered */
  const pages = async (request: IncomingMessage): Promise<[number, unknown]> => {
    const asked = `${request.method} ${request.url?.split('?')[0]}`
    if (asked === 'GET /') return [200, { demonstration: true, registers: names }]
    if (asked === 'GET /v1/registers') return [200, { registers: names }]
    if (asked === 'PUT /admin/settings') {
      const parsed = Settings.safeParse(await json(request).catch(() => undefined))
      if (!parsed.success) return [400, { error: 'unreadable' }]
      const { overrides, latency = settings.latency, outage = settings.outage } = parsed.data
      settings = { latency, outage, refuses: parsed.data.refuses ?? settings.refuses }
      if (overrides) {
        for (const database of databases.values()) database.forget()
        for (const [name, held] of Object.entries(overrides))
          for (const [number, data] of Object.entries(held)) databases.get(name)?.hold(number, data)
      }
      return [200, parsed.data]
    }
    if (asked === 'PUT /admin/rows') {
      const parsed = Rows.safeParse(await json(request).catch(() => undefined))
      const database = parsed.success ? databases.get(parsed.data.register) : undefined
      if (!parsed.success || !database) return [400, { error: 'unreadable' }]
      database.write(parsed.data.feed, parsed.data.rows)
      return [200, { written: parsed.data.rows.length }]
    }
    return [404, { error: 'not-found' }]
  }
  return {
    folder,
    listener(request, response) {
      const target = readTarget(request.url ?? '')
      const asked = target && providers.get(writeClient({ ...target.id }))
      if (target && asked) void asked(request, response, target)
      else
        void pages(request).then(([status, body]) =>
          response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
        )
    },
    async stop() {
      for (const database of databases.values()) database.close()
      if (!options.folder) rmSync(folder, { recursive: true, force: true })
    },
  }
}
