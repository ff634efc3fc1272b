import { randomUUID } from 'node:crypto'
import { Hono, type Context } from 'hono'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import { withoutHidden } from '../../kernel/text/index.ts'
import { operatorSentence, troubleOf, type Database, type TroubleKind } from '../database/index.ts'
import { languageOf, type Speech, type Texts } from '../i18n/index.ts'
import type { Menus } from '../module/index.ts'
import type { Principal } from '../rights/index.ts'
import { countRequest, type Log } from '../telemetry/index.ts'
import { general, Refusal, type AnyUseCase, type Need, type Performer, type World } from '../use-case/index.ts'
import { mountApi, problem } from './api.ts'
import { methodsOf } from './allowed-methods.ts'
import { limitAccounts, rateLimit, readBody, retryAfter, utf8 } from './limits.ts'
import { sent } from './page-bytes.ts'
import type { Page, PageContext, View } from './page.ts'

export interface AppParts {
  database: Database
  performer: Performer
  world: World
  useCases: readonly AnyUseCase[]
  pages: readonly Page[]
  /** Entries of the header and of the administration, of all rooms; absent: none. */
  menus?: Menus
  texts: Texts
  /** Public address without a slash at its end. */
  origin: string
  version: string
  limits: { body: number; requestsPerMinute: number; accountRequestsPerMinute?: number }
  /** Origins that a posted form may lead on to: where people sign out and pay. */
  formTargets?: readonly string[]
  log: Log
  clock(): string
  /** Who the session cookie of a page says. */
  session(request: Request): Promise<Principal>
  /** Who the bearer token of the interface says. */
  bearer(request: Request): Promise<Principal>
  /** Puts the portal's frame around a view; answers a whole document. */
  frame(context: PageContext<Need>, view: View): string
  /** The view of a refusal or failure. */
  failure(context: PageContext<Need>, refusal: Refusal | undefined, status: number, reference: string): View
  /** Routes of the interface that are no use cases, as OpenAPI describes them. */
  others?: Record<string, unknown>
  /** The rooms, by which the interface is grouped. */
  rooms?: readonly { name: string; about?: string }[]
  /** Routes that are neither pages nor use cases: login, callbacks, assets, downloads, files as such. */
  routes?(app: Hono): void
}

/** Puts the whole web application together; nothing is listened to yet. */
export function createApp(given: AppParts): Hono {
  const most = given.limits.accountRequestsPerMinute ?? given.limits.requestsPerMinute
  const parts: AppParts = {
    ...given,
    session: limitAccounts(most, given.session),
    bearer: limitAccounts(most, given.bearer),
  }
  const app = new Hono()
  app.use(async (context, next) => {
    const started = performance.now()
    await next()
    countRequest(context.req.method, routeOf(context), context.res.status, (performance.now() - started) / 1000)
  })
  app.use(
    secureHeaders({
      // the default no-referrer makes browsers post `Origin: null`, which the cross-site check must refuse
      referrerPolicy: 'same-origin',
      crossOriginEmbedderPolicy: false,
      // as frame-ancestors says it, for browsers that do not read that
      xFrameOptions: 'DENY',
      // a file that is downloaded has a policy of its own, by which nothing in it runs
      overwrite: false,
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'", ...(parts.formTargets ?? [])],
        frameAncestors: ["'none'"],
      },
    }),
  )
  app.use(rateLimit(parts.limits.requestsPerMinute))
  parts.routes?.(app)
  const crossSite = csrf({ origin: [parts.origin] })
  app.use(async (context, next) => (context.req.path.startsWith('/api/') ? next() : crossSite(context, next)))
  const speak = (request: Request) => speechOf(parts, request)
  mountApi(app, {
    ...parts,
    authenticate: parts.bearer,
    speak,
    languages: parts.texts.conventions.languages,
    bodyLimit: parts.limits.body,
    title: 'Darcha',
  })
  for (const page of parts.pages) mountPage(app, parts, page)
  const methods = methodsOf(app)
  const nothing = async (context: Context): Promise<Response> => {
    const allowed = methods(context.req.path)
    if (allowed.length === 0) return fail(parts, context, new Refusal(general['not-found']))
    const headers = { allow: allowed.join(', ') }
    if (context.req.method === 'OPTIONS') return new Response(null, { status: 204, headers })
    const told = await fail(
      parts,
      context,
      new Refusal(general['wrong-method'], { parameters: { methods: headers.allow } }),
    )
    told.headers.set('allow', headers.allow)
    return told
  }
  app.get('*', (context) => redirectToLanguage(parts, context) ?? nothing(context))
  app.notFound(nothing)
  app.onError((error, context) => fail(parts, context, error))
  return app
}

const routeOf = (context: Context) => context.req.routePath || 'unmatched'

function mountPage(app: Hono, parts: AppParts, page: Page): void {
  const [method, path] = page.at.split(' ') as [string, string]
  const languages = page.bare ? [''] : parts.texts.conventions.languages.ids.map((language) => `/${language}`)
  for (const prefix of languages) {
    app.on(method, `${prefix}${path === '/' && prefix ? '' : path}`, async (context) => {
      const told = await pageContext(parts, context)
      const answer = await page.answer(told)
      return answer instanceof Response ? answer : show(parts, told, answer)
    })
  }
}

async function show(parts: AppParts, context: PageContext<Need>, view: View): Promise<Response> {
  const { body, headers } = await sent(
    parts.frame(context, view),
    context.request.headers.get('accept-encoding'),
    view.secret,
  )
  return new Response(body, {
    status: view.status ?? 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': context.speech.html,
      'cache-control': 'no-store',
      // a form that is shown again says when to come back as any other answer of its status does
      ...retryAfter(view.status ?? 200, undefined),
      ...headers,
      ...view.headers,
    },
  })
}

async function pageContext(parts: AppParts, context: Context, known?: Principal): Promise<PageContext<Need>> {
  const request = context.req.raw
  const url = new URL(request.url)
  const speech = speechOf(parts, request)
  const found = languageOf(parts.texts.conventions.languages, {
    path: url.pathname,
    cookie: cookieOf(request),
    acceptLanguage: request.headers.get('accept-language') ?? undefined,
  })
  const principal = known ?? (await parts.session(request))
  const now = parts.clock()
  let form: Promise<URLSearchParams> | undefined
  return {
    request,
    speech,
    principal,
    now,
    world: parts.world,
    menus: parts.menus ?? { navigation: [], administration: [] },
    path: found.rest,
    parameters: context.req.param() as Record<string, string>,
    query: seenIn(url.searchParams),
    origin: parts.origin,
    perform: (useCase, input, key, shown) =>
      parts.performer.perform(useCase, input, {
        principal,
        language: speech.language,
        now,
        ...(key ? { key } : {}),
        ...(shown ? { shown, clock: parts.clock } : {}),
      }),
    may: (useCase, input) => parts.performer.may(useCase, input, principal, now),
    form: () => (form ??= readForm(request, parts.limits.body)),
    redirect: (path) =>
      new Response(null, {
        status: 303,
        headers: { location: asHeader(path.startsWith('/') ? speech.path(path) : path) },
      }),
    formKey: () => randomUUID(),
  }
}

/** An address as a header may hold it: of what somebody posted, nothing else than printable ASCII (RFC 9110, 10.2.2). */
const asHeader = (address: string): string => address.toWellFormed().replace(/[^\x21-\x7e]+/g, encodeURIComponent)

async function readForm(request: Request, limit: number): Promise<URLSearchParams> {
  const type = request.headers.get('content-type') ?? 'application/x-www-form-urlencoded'
  if (!type.startsWith('application/x-www-form-urlencoded')) throw new Refusal(general['wrong-media-type'])
  return new URLSearchParams(utf8(await readBody(request, limit)))
}

function cookieOf(request: Request): string | undefined {
  return /(?:^|;\s*)language=([a-z-]+)/.exec(request.headers.get('cookie') ?? '')?.[1]
}

function speechOf(parts: AppParts, request: Request): Speech {
  const path = new URL(request.url).pathname
  const asked = new URL(request.url).searchParams.get('language') ?? undefined
  const found = languageOf(parts.texts.conventions.languages, {
    path: asked && path.startsWith('/api/') ? `/${asked}` : path,
    cookie: cookieOf(request),
    acceptLanguage: request.headers.get('accept-language') ?? undefined,
  })
  return parts.texts.in(found.language)
}

/** An address without a language goes to the person's own. @returns nothing for one with a language, or of no page */
function redirectToLanguage(parts: AppParts, context: Context): Response | undefined {
  const url = new URL(context.req.url)
  const found = languageOf(parts.texts.conventions.languages, {
    path: url.pathname,
    cookie: cookieOf(context.req.raw),
    acceptLanguage: context.req.header('accept-language'),
  })
  // people type a slash at the end
  if (found.from === 'path' && url.pathname.endsWith('/'))
    return new Response(null, {
      status: 308,
      headers: { location: `${url.pathname.replace(/\/+$/, '')}${url.search}` },
    })
  if (found.from === 'path' || url.pathname.startsWith('/api/') || url.pathname.startsWith('/assets/')) return undefined
  return new Response(null, {
    status: 302,
    headers: {
      location: `/${found.language}${url.pathname === '/' ? '' : url.pathname}${url.search}`,
      vary: 'cookie, accept-language',
    },
  })
}

async function fail(parts: AppParts, context: Context, error: Error): Promise<Response> {
  const reference = randomUUID().slice(0, 8)
  const refusal = refusalOf(error)
  const status = refusal?.kind.status ?? 500
  tellTrouble(parts.log, error)
  if (!refusal)
    parts.log.error({ reference, route: routeOf(context), problem: error.stack ?? String(error) }, 'request failed')
  // programs read no pages: those of the interface, and systems at the exchange's door
  if (/^\/(api|r1)\//.test(context.req.path)) {
    return refusal
      ? problem(refusal, speechOf(parts, context.req.raw))
      : Response.json(
          { type: 'urn:darcha:problem:failure', title: 'Failure', status, reference },
          { status, headers: { 'content-type': 'application/problem+json' } },
        )
  }
  const told = await pageContext(parts, context, status === 503 || status === 500 ? { roles: [] } : undefined).catch(
    () => pageContext(parts, context, { roles: [] }),
  )
  const view = parts.failure(told, refusal, status, reference)
  return show(parts, told, {
    ...view,
    status,
    headers: { ...view.headers, ...retryAfter(status, refusal?.retryAfter) },
  })
}

/** What people are told of what the database refuses; its operators read the rest in the log. */
const SAID_AS: Record<TroubleKind, keyof typeof general> = {
  away: 'unavailable',
  'login-refused': 'unavailable',
  'no-right': 'unavailable',
  'no-trust': 'unavailable',
  'no-connection-left': 'too-busy',
  'read-only': 'read-only',
  'no-room': 'no-room',
  locked: 'too-busy',
  'too-slow': 'took-too-long',
}

/** Milliseconds between two lines about the same trouble: each request would write its own. */
const SAY_EVERY = 10_000
const saidAt = new Map<TroubleKind, number>()

function tellTrouble(log: Log, error: Error): void {
  const trouble = troubleOf(error)
  if (!trouble || performance.now() - (saidAt.get(trouble.kind) ?? -Infinity) < SAY_EVERY) return
  saidAt.set(trouble.kind, performance.now())
  const { what, remedy } = operatorSentence(trouble)
  log.warn({ trouble: trouble.kind, remedy }, what)
}

/** What is refused by an error that says so in its own way; undefined for a fault of ours. */
export function refusalOf(error: Error): Refusal | undefined {
  if (error instanceof Refusal) return error
  const trouble = troubleOf(error)
  if (trouble) return new Refusal(general[SAID_AS[trouble.kind]], { retryAfter: trouble.retryAfter })
  if (error instanceof HTTPException)
    return new Refusal(
      error.status === 403
        ? general['cross-site']
        : error.status === 413
          ? general['too-large']
          : general['unreadable-request'],
    )
  if (error instanceof URIError) return new Refusal(general['unreadable-request'])
  // whoever asked is gone before all of it came: nobody's fault, and nobody is there to be told
  if (error.message === 'aborted' && (error as { code?: string }).code === 'ECONNRESET')
    return new Refusal(general['unreadable-request'])
  // values PostgreSQL can't store: a NUL character in text, an invalid uuid or date of the client
  if (['22021', '22P02', '22P05', '22007', '22008', '22003'].includes((error as { code?: string }).code ?? ''))
    return new Refusal(general['unreadable-request'])
  return undefined
}

/** What stands in an address without what nobody sees: a code or number that was pasted brings marks of direction along. */
const seenIn = (query: URLSearchParams): URLSearchParams =>
  new URLSearchParams([...query].map(([name, value]) => [name, withoutHidden(value)]))
