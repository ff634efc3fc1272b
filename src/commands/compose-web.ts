import type { Hono } from 'hono'
import { operatorSentence, whyNotReady } from '../platform/database/index.ts'
import { addressOf, createApp } from '../platform/http/index.ts'
import { countJobs } from '../platform/jobs/index.ts'
import { menusOf } from '../platform/module/index.ts'
import { mayReadMetrics, metricsText } from '../platform/telemetry/index.ts'
import { performer } from '../platform/use-case/index.ts'
import { failureView, frame } from '../portal/frame.tsx'
import type { Instance } from './compose.ts'
import { mountAssets } from './mount-assets.ts'
import { version } from './version.ts'

/** The web application of an instance; nothing is listened to yet. */
export function composeWeb(instance: Instance, origin: string): Hono {
  const { config, database, country, texts, log, world, rights, useCases, modules } = instance
  const foundation = { ...instance, origin }
  const performs = performer(database, rights, world, instance.events, world.recordLooks)
  return createApp({
    database,
    performer: performs,
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
    rooms: modules,
    frame: (context, view) => frame(context, view, country.languages, config),
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
      for (const module of modules) module.routes?.(app, foundation, world, performs)
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
