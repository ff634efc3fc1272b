import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { getRequestListener } from '@hono/node-server'
import type { RequestListener } from 'node:http'
import { z } from 'zod'
import type { DemoPerson } from '../../src/platform/identity/people-file.ts'
import { REGISTERS } from './register-data.ts'

const Query = z.object({
  register: z.string(),
  evidence: z.string().max(200).optional(),
  subject: z.object({ number: z.string().regex(/^(\d{14}|\d{9})$/) }),
  /** A register answers nobody who does not say why, for which case and on what basis. */
  purpose: z.string().min(1).max(500),
  caseNumber: z.string().min(1).max(100),
  basis: z.string().min(1).max(500),
})

const Settings = z.object({
  latency: z.int().min(0).max(60_000).optional(),
  outage: z.array(z.string()).optional(),
  overrides: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.json()).nullable())).optional(),
})

export interface RegisterOptions {
  people: readonly DemoPerson[]
  /** Names to run; empty: all. */
  only?: readonly string[]
  /** Milliseconds before each answer. */
  latency?: number
  /** Names that do not answer; `all`. */
  outage?: readonly string[]
}

/**
 * The state's other registers as one server: `POST /v1/query`.
 * `PUT /admin/settings` sets latency, outages and overrides (`{register: {number: data | null}}`) for tests; `GET
 * /v1/registers` lists.
 */
export function registers(options: RegisterOptions): RequestListener {
  const offered = Object.entries(REGISTERS).filter(([name]) => !options.only?.length || options.only.includes(name))
  const byName = Object.fromEntries(offered)
  let settings: z.output<typeof Settings> = { latency: options.latency ?? 0, outage: [...(options.outage ?? [])] }
  const app = new Hono()

  app.get('/', (context) => context.json({ demonstration: true, registers: Object.keys(byName) }))
  app.get('/v1/registers', (context) => context.json({ registers: Object.keys(byName) }))
  app.put('/admin/settings', async (context) => {
    const parsed = Settings.safeParse(await context.req.json().catch(() => undefined))
    if (!parsed.success) return context.json({ error: 'unreadable' }, 400)
    settings = { ...settings, ...parsed.data }
    return context.json(settings)
  })
  app.post('/v1/query', async (context) => {
    if (settings.latency) await new Promise((done) => setTimeout(done, settings.latency))
    const parsed = Query.safeParse(await context.req.json().catch(() => undefined))
    if (!parsed.success)
      return context.json(
        { error: 'invalid-query', fields: parsed.error.issues.map((issue) => issue.path.join('.')) },
        400,
      )
    const { register, subject, evidence } = parsed.data
    const answer = byName[register]
    if (!answer) return context.json({ error: 'unknown-register' }, 404)
    if (settings.outage?.includes('all') || settings.outage?.includes(register))
      return context.json({ error: 'unavailable' }, 503)
    const overridden = settings.overrides?.[register]?.[subject.number]
    const data = overridden === undefined ? answer(subject, evidence, options.people) : (overridden ?? undefined)
    return context.json({
      status: data ? 'found' : 'missing',
      data: data ?? null,
      source: `${register} (demo), record ${recordOf(register, subject.number)}`,
      asOf: new Date().toISOString(),
    })
  })
  app.notFound((context) => context.json({ error: 'not-found' }, 404))
  return getRequestListener(app.fetch)
}

/** The register's own reference of its answer: tells nothing about the person. */
const recordOf = (register: string, number: string) =>
  createHash('sha256').update(`${register} ${number}`).digest('hex').slice(0, 12)
