import type { MiddlewareHandler } from 'hono'
import { visitorOf } from '../http/client-address.ts'
import { addressOf, counter, readBody, utf8 } from '../http/limits.ts'
import { cookieNames, cookieOf, setCookie } from './cookies.ts'
import type { IdentityParts } from './identity-routes.ts'
import { keepForm } from './kept-forms.ts'
import { splitPath } from '../i18n/index.ts'
import { UNLIMITED } from './visitors.ts'
import { personOfSession, principalOfSession } from './sessions.ts'

/** Larger forms are not kept. */
const KEPT_BYTES = 200_000

/** Where kept answers wait after sign-in, below the language. */
export const KEPT_FORM = '/kept-form'

/**
 * A form posted after the session ended must not lose its answers: when a page answers 401 to a posted form, the fields
 * are kept
 * for an hour and the person goes to sign in, then finds them again. Mount before the pages.
 */
export function keepInterruptedForms({
  database,
  origin,
  clock,
  country,
  limits,
}: Pick<IdentityParts, 'database' | 'origin' | 'clock' | 'country' | 'limits'>): MiddlewareHandler {
  const names = cookieNames(origin)
  const most = limits?.keptFormsPerMinute ?? UNLIMITED
  // what this process saw itself costs no question
  const count = counter(most)
  return async (context, next) => {
    const request = context.req.raw
    const isForm =
      request.method === 'POST' &&
      (request.headers.get('content-type') ?? '').startsWith('application/x-www-form-urlencoded') &&
      !context.req.path.startsWith('/api/')
    // the page reads the original; the copy is read only when it is needed
    const copy =
      isForm && Number(request.headers.get('content-length') ?? KEPT_BYTES + 1) <= KEPT_BYTES
        ? request.clone()
        : undefined
    await next()
    if (!copy || context.res.status !== 401) return
    // kept for whoever posts, signed in or not: the browser still has what was typed when it is told to wait
    const visitor = visitorOf(addressOf(request))
    count(visitor)
    const fields = [...new URLSearchParams(utf8(await readBody(copy, KEPT_BYTES)))]
    const session = cookieOf(request, names.session)
    const person = session ? await personOfSession(database, session) : undefined
    const { pathname, search } = new URL(request.url)
    const token = await keepForm(database, { path: pathname + search, fields }, person, clock(), { visitor, most })
    // who is in still shows anew who they are
    const living = session !== undefined && (await principalOfSession(database, session, clock())) !== undefined
    const { language } = splitPath(country.languages, pathname)
    const back = `${language ? `/${language}` : ''}${KEPT_FORM}`
    context.res = new Response(null, {
      status: 303,
      headers: {
        location: `/login?returnTo=${encodeURIComponent(back)}${living ? '&fresh=1' : ''}`,
        'cache-control': 'no-store',
        'set-cookie': setCookie(names, names.kept, token),
      },
    })
  }
}
