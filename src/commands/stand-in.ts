import { join } from 'node:path'
import type { RequestListener } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import type { Country } from '../platform/country/index.ts'
import { languageOf, loadTexts, type Texts } from '../platform/i18n/index.ts'
import { problem, readBody } from '../platform/http/index.ts'
import { general, Refusal } from '../platform/use-case/index.ts'
import { failureView, frame } from '../portal/frame.tsx'
import { mountAssets } from './mount-assets.ts'
import { projectRoot } from './project-root.ts'

/** Seconds in which a web server is usually there again. */
const SOON = 2
/** Bytes of a request that are read before it is answered: who still sends would not hear the answer. */
const READ_AT_MOST = 30_000_000

/**
 * Answers in the place of a web server that ended, until the next one listens: nothing but "come again soon", in the
 * person's language, as page, as problem document or as text. It knows no database.
 */
export function standInAnswers(country: Country, demo: boolean): RequestListener {
  const folders = [join(projectRoot, 'texts'), join(country.folder, 'texts')]
  const texts = loadTexts(folders, country.conventions, () => undefined)
  const app = new Hono()
  mountAssets(app)
  app.all('*', async (context) => {
    const { raw } = context.req
    await readBody(raw, READ_AT_MOST).catch(() => undefined)
    const refusal = new Refusal(general['starting'], { retryAfter: SOON })
    const { pathname } = new URL(raw.url)
    const answer = pathname.startsWith('/api/')
      ? problem(refusal, speechOf(texts, raw, new URL(raw.url).searchParams.get('language')))
      : /^\/(healthz|readyz|metrics)$/.test(pathname)
        ? new Response('starting\n', { status: 503, headers: { 'content-type': 'text/plain; charset=utf-8' } })
        : page(texts, country, demo, raw, refusal)
    answer.headers.set('retry-after', String(SOON))
    answer.headers.set('cache-control', 'no-store')
    // the next request goes to whoever listens by then
    answer.headers.set('connection', 'close')
    return answer
  })
  // made ready while nobody waits
  void app.request('/')
  return getRequestListener(app.fetch)
}

function speechOf(texts: Texts, request: Request, asked: string | null) {
  const { pathname } = new URL(request.url)
  const found = languageOf(texts.conventions.languages, {
    path: asked ? `/${asked}` : pathname,
    cookie: /(?:^|;\s*)language=([a-z-]+)/.exec(request.headers.get('cookie') ?? '')?.[1],
    acceptLanguage: request.headers.get('accept-language') ?? undefined,
  })
  return texts.in(found.language)
}

function page(texts: Texts, country: Country, demo: boolean, request: Request, refusal: Refusal): Response {
  const speech = speechOf(texts, request, null)
  const { pathname, searchParams: query } = new URL(request.url)
  const { rest: path } = languageOf(texts.conventions.languages, { path: pathname })
  const context = { speech, principal: { roles: [] }, path, query, menus: { navigation: [], administration: [] } }
  const view = failureView(context, refusal, 503, '')
  return new Response(frame(context, view, country.languages, { demo, contact: undefined }), {
    status: 503,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': speech.html,
      // no form of this page leads elsewhere: that falls back to nothing else
      'content-security-policy':
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    },
  })
}
