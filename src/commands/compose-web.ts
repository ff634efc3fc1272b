import { readFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Hono } from 'hono'
import { operatorSentence, whyNotReady } from '../platform/database/index.ts'
import { addressOf, createApp, takesGzip } from '../platform/http/index.ts'
import { countJobs } from '../platform/jobs/index.ts'
import { menusOf } from '../platform/module/index.ts'
import { mayReadMetrics, metricsText } from '../platform/telemetry/index.ts'
import { performer } from '../platform/use-case/index.ts'
import { failureView, frame } from '../portal/frame.tsx'
import type { Instance } from './compose.ts'
import { projectRoot } from './project-root.ts'
import { version } from './version.ts'

/** The web application of an instance; nothing is listened to yet. */
export function composeWeb(instance: Instance, origin: string): Hono {
  const { config, database, country, texts, log, world, rights, useCases, modules } = instance
  const foundation = { ...instance, origin }
  return createApp({
    database,
    performer: performer(database, rights, world, instance.events),
    world,
    useCases,
    texts,
    origin,
    version: version(),
    log,
    clock: instance.clock,
    limits: config.limits,
    formTargets: [config.identityIssuer, config.paymentProviderUrl].flatMap((url) =>
      url ? [new URL(url).origin] : [],
    ),
    pages: modules.flatMap((module) => module.pages(config)),
    menus: menusOf(modules),
    session: world.principals.session,
    bearer: world.principals.bearer,
    others: describedIn(modules),
    frame: (context, view) => frame(context, view, country.languages, config.demo),
    failure: failureView,
    routes(app) {
      app.get('/healthz', (context) => context.text('ok\n'))
      app.get('/readyz', async (context) => {
        const trouble = await whyNotReady(database)
        return trouble
          ? context.text(`${operatorSentence(trouble).what}\n`, 503, { 'retry-after': String(trouble.retryAfter) })
          : context.text('ready\n')
      })
      app.get('/metrics', async (context) =>
        mayReadMetrics(context.req.raw, addressOf(context.req.raw), config.metricsToken)
          ? context.text(metricsText(await jobGauges(database)), 200, { 'content-type': 'text/plain; version=0.0.4' })
          : context.text('not for the public\n', config.metricsToken ? 401 : 403),
      )
      mountAssets(app)
      for (const module of modules) module.routes?.(app, foundation, world)
    },
  })
}

/** Addresses of the interface that are no use cases, as the rooms describe them. */
export const describedIn = (modules: Instance['modules']): Record<string, unknown> =>
  Object.assign({}, ...modules.map((module) => module.described))

async function jobGauges(database: Instance['database']): Promise<Record<string, number>> {
  try {
    const { waiting, stopped } = await countJobs(database)
    return { darcha_jobs_waiting: waiting, darcha_incidents: stopped }
  } catch {
    return {}
  }
}

const TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
}

/** Stylesheet and islands, read once: there are few and they are small. */
function mountAssets(app: Hono): void {
  const kept = new Map<string, { body: Buffer; compressed: Buffer; etag: string }>()
  app.get('/assets/:file', (context) => {
    const name = context.req.param('file')
    const type = TYPES[name.split('.').at(-1) ?? '']
    const path = join(projectRoot, 'dist', 'assets', name)
    if (!type || !/^[\w.-]+$/.test(name) || !existsSync(path)) return context.notFound()
    let asset = kept.get(name)
    if (!asset) {
      const body = readFileSync(path)
      kept.set(
        name,
        (asset = {
          body,
          compressed: gzipSync(body, { level: 9 }),
          etag: createHash('sha256').update(body).digest('base64url').slice(0, 16),
        }),
      )
    }
    const zipped = takesGzip(context.req.header('accept-encoding'))
    // each encoding is a representation of its own, with its own tag (RFC 9110, 8.8.3.3)
    const etag = `"${asset.etag}${zipped ? '-gzip' : ''}"`
    const headers = {
      'content-type': type,
      etag,
      'cache-control': 'public, max-age=300',
      vary: 'accept-encoding',
      ...(zipped ? { 'content-encoding': 'gzip' } : {}),
    }
    return context.req.header('if-none-match') === etag
      ? new Response(null, { status: 304, headers })
      : new Response(new Uint8Array(zipped ? asset.compressed : asset.body), { headers })
  })
}
