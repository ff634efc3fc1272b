import { Hono, type Context } from 'hono'
import { csrf } from 'hono/csrf'
import type { Database } from '../database/index.ts'
import type { Country } from '../country/index.ts'
import { recordEvent } from '../events/index.ts'
import { languageOf, splitPath, type Language, type Languages } from '../i18n/index.ts'
import { visitorOf } from '../http/client-address.ts'
import { addressOf, counter, readBody, utf8 } from '../http/limits.ts'
import type { Log } from '../telemetry/index.ts'
import { Refusal } from '../use-case/refusal.ts'
import { claimsOf } from './claims.ts'
import { actsFor, signedIn, signedOut } from './events.ts'
import { cookieNames, cookieOf, setCookie, type CookieNames } from './cookies.ts'
import { beginLogin, endLogin } from './logins.ts'
import { openIdClient, type OpenIdClient, type ProviderSettings } from './openid.ts'
import { isDemoPerson, personOfClaims } from './persons.ts'
import { failureTeller } from './provider-failure.ts'
import { refusal } from './refusals.ts'
import { UNLIMITED } from './visitors.ts'
import { returnPath } from './return-path.ts'
import { newSecret } from './secret-token.ts'
import { actFor, closeSession, closeSessionsOf, openSession, principalOfSession } from './sessions.ts'

export interface IdentityParts {
  database: Database
  /** Public address without a slash at its end. */
  origin: string
  provider: ProviderSettings
  country: Pick<Country, 'languages' | 'checkPersonNumber' | 'readPhone'>
  clock(): string
  /** Told why nobody can sign in. */
  log: Pick<Log, 'warn'>
  /** Whether people of the demonstration may come in; they may unless said. */
  demo?: boolean
  /** Asks the provider at once whether people can come by it, and tells if not. */
  examine?: boolean
  /** What one address may begin in a minute without being signed in. */
  limits?: { signInsPerMinute: number; keptFormsPerMinute: number }
}

/** Path the provider sends people back to; register `<origin>/callback` with it. */
export const CALLBACK = '/callback'
/** Path where the provider tells whom it signed out; register it as `backchannel_logout_uri`. */
export const SIGNED_OUT = '/signed-out'

/**
 * `GET /login?returnTo=` · `GET /callback` · `POST [/<language>]/logout` · `POST [/<language>]/act-for {organisation,
 * returnTo}`.
 * Mount on the root before the pages; it checks for cross-site posts itself.
 */
export function identityRoutes(parts: IdentityParts): Hono {
  const routes = new Hono()
  const door = {
    ...parts,
    names: cookieNames(parts.origin),
    openid: openIdClient(parts.provider, failureTeller(parts.log)),
    countSignIn: counter(parts.limits?.signInsPerMinute ?? Infinity),
  }
  if (parts.examine) void door.openid.examine()
  const sameSite = csrf({ origin: parts.origin })
  const prefixes = ['', ...parts.country.languages.ids.map((language) => `/${language}`)]
  for (const prefix of prefixes) {
    routes.get(`${prefix}/login`, (context) => login(door, context))
    routes.post(`${prefix}/logout`, sameSite, (context) => logout(door, context))
    routes.post(`${prefix}/act-for`, sameSite, (context) => changeActing(door, context))
  }
  routes.get(CALLBACK, (context) => callback(door, context))
  routes.post(SIGNED_OUT, (context) => signedOutThere(door, context))
  return routes
}

interface Door extends IdentityParts {
  names: CookieNames
  openid: OpenIdClient
  countSignIn(visitor: string): void
}

const seeOther = (location: string, ...cookies: string[]) =>
  new Response(null, {
    status: 303,
    headers: [
      ['location', location],
      ['cache-control', 'no-store'],
      ...cookies.map((line): [string, string] => ['set-cookie', line]),
    ],
  })

async function login(
  { database, origin, names, openid, country, clock, countSignIn, limits }: Door,
  context: Context,
): Promise<Response> {
  const request = context.req.raw
  // each writes a row for half an hour, and nobody has signed in yet
  const visitor = visitorOf(addressOf(request))
  countSignIn(visitor)
  const returnTo = returnPath(context.req.query('returnTo'), origin)
  const language = splitPath(country.languages, returnTo).language ?? languageOfRequest(country.languages, request)
  const fresh = context.req.query('fresh') === '1'
  const begun = await openid.begin({
    redirectUri: origin + CALLBACK,
    languages: country.languages.about(language).tag,
    fresh,
  })
  // kept when it is there: two sign-ins in two windows must not undo each other
  const browser = cookieOf(request, names.login) ?? newSecret()
  await beginLogin(
    database,
    begun.state,
    browser,
    { nonce: begun.nonce, verifier: begun.verifier, returnTo, language, fresh },
    clock(),
    { visitor, most: limits?.signInsPerMinute ?? UNLIMITED },
  )
  return seeOther(begun.url.href, setCookie(names, names.login, browser))
}

async function callback(
  { database, origin, names, openid, country, clock, provider, demo }: Door,
  context: Context,
): Promise<Response> {
  const request = context.req.raw
  const { search, searchParams } = new URL(request.url)
  const state = searchParams.get('state')
  const browser = cookieOf(request, names.login)
  const login = state && browser ? await endLogin(database, state, browser, clock()) : undefined
  if (!login || !state) {
    // the back button after a finished sign-in: the person is in already
    const session = cookieOf(request, names.session)
    if (session && (await principalOfSession(database, session, clock()))) return seeOther('/')
    throw new Refusal(refusal['sign-in-expired'])
  }
  // the person changed their mind: no failure
  if (searchParams.get('error') === 'access_denied') return seeOther(homeOf(login.language))
  // behind a proxy the request names another host: the answer is judged by the public address
  const proven = await openid.finish(new URL(CALLBACK + search, origin), {
    state,
    nonce: login.nonce,
    verifier: login.verifier,
    fresh: login.fresh,
  })
  const now = clock()
  const before = cookieOf(request, names.session)
  const token = await database.transaction(async (tx) => {
    const person = await personOfClaims(tx, claimsOf(proven, provider.claims ?? {}, login.language, country), now)
    if (demo === false && (await isDemoPerson(tx, person))) throw new Refusal(refusal['demo-person'])
    if (before) await closeSession(tx, before)
    await recordEvent(tx, signedIn, {
      subject: person,
      at: now,
      actor: `person:${person}`,
      facts: { issuer: proven.issuer },
    })
    const { sid } = proven.claims
    return openSession(tx, person, typeof sid === 'string' ? sid : undefined, now, {
      // when it was is not told: nothing that needs a sign-in of just now goes by it
      authenticatedAt: new Date(proven.age === undefined ? 0 : Date.parse(now) - proven.age * 1000).toISOString(),
      agent: request.headers.get('user-agent') ?? undefined,
    })
  })
  return seeOther(login.returnTo, setCookie(names, names.session, token))
}

async function logout({ database, origin, names, openid, country, clock }: Door, context: Context): Promise<Response> {
  const token = cookieOf(context.req.raw, names.session)
  const now = clock()
  const closed =
    token &&
    (await database.transaction(async (tx) => {
      const ended = await closeSession(tx, token)
      if (ended)
        await recordEvent(tx, signedOut, {
          subject: ended.person,
          at: now,
          actor: `person:${ended.person}`,
          facts: {},
        })
      return ended
    }))
  const elsewhere = closed ? await openid.endSession(`${origin}/`) : undefined
  return seeOther(
    elsewhere?.href ?? homeOf(languageOfRequest(country.languages, context.req.raw)),
    setCookie(names, names.session, undefined),
    setCookie(names, names.kept, undefined),
  )
}

/** The provider ended its own session: those that began with it end here (Back-Channel Logout 1.0, 2.5). */
async function signedOutThere({ database, openid, clock }: Door, context: Context): Promise<Response> {
  const form = new URLSearchParams(utf8(await readBody(context.req.raw, 20_000)))
  const token = form.get('logout_token') ?? ''
  // what is no signed token at all is refused without asking the provider for its keys
  const told = /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token) ? await openid.signedOut(token) : undefined
  if (!told)
    return Response.json({ error: 'invalid_request' }, { status: 400, headers: { 'cache-control': 'no-store' } })
  const now = clock()
  await database.transaction(async (tx) => {
    for (const person of await closeSessionsOf(tx, told))
      await recordEvent(tx, signedOut, {
        subject: person,
        at: now,
        actor: `person:${person}`,
        facts: { by: told.issuer },
      })
  })
  return new Response(null, { status: 200, headers: { 'cache-control': 'no-store' } })
}

async function changeActing({ database, origin, names, country, clock }: Door, context: Context): Promise<Response> {
  const form = new URLSearchParams(utf8(await readBody(context.req.raw, 10_000)))
  const token = cookieOf(context.req.raw, names.session)
  const now = clock()
  const principal = token && (await principalOfSession(database, token, now))
  const target = returnPath(form.get('returnTo'), origin)
  if (!token || !principal) return seeOther(`/login?returnTo=${encodeURIComponent(target)}`)
  const organisation = form.get('organisation') || undefined
  await database.transaction(async (tx) => {
    await actFor(tx, token, organisation, now)
    await recordEvent(tx, actsFor, {
      subject: principal.personId!,
      at: now,
      actor: `person:${principal.personId}`,
      facts: { organisation: organisation ?? null },
    })
  })
  return seeOther(target === '/' ? homeOf(languageOfRequest(country.languages, context.req.raw)) : target)
}

const homeOf = (language: string) => `/${language}`

function languageOfRequest(languages: Languages, request: Request): Language {
  const cookie = /(?:^|;\s*)language=([a-z-]+)/.exec(request.headers.get('cookie') ?? '')?.[1]
  return languageOf(languages, {
    path: new URL(request.url).pathname,
    cookie,
    acceptLanguage: request.headers.get('accept-language') ?? undefined,
  }).language
}
