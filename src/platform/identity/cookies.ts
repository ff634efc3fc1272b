import { parse, serialize } from 'hono/utils/cookie'

export interface CookieNames {
  /** The session. */
  session: string
  /** Ties a sign-in under way to the browser that began it. */
  login: string
  /** Answers kept while the person signs in again. */
  kept: string
  secure: boolean
}

/**
 * Names and safety of the cookies of a public address.
 * `__Host-` with Secure works on https and on loopback addresses (RFC 6265bis, 4.1.3.2; browsers treat loopback as
 * trustworthy);
 * plain http elsewhere gets the plain name. Cookies know no port, so two instances on one loopback host are told apart
 * by it.
 */
export function cookieNames(origin: string): CookieNames {
  const { protocol, hostname, port } = new URL(origin)
  const loopback =
    hostname === 'localhost' || hostname.endsWith('.localhost') || /^127\./.test(hostname) || hostname === '[::1]'
  const secure = protocol === 'https:' || loopback
  const name = (what: string) => `${secure ? '__Host-' : ''}darcha-${what}${loopback && port ? `-${port}` : ''}`
  return { session: name('session'), login: name('login'), kept: name('kept'), secure }
}

/** The value of a cookie; undefined when it is absent or not one of our secrets. */
export function cookieOf(request: Request, name: string): string | undefined {
  const value = parse(request.headers.get('cookie') ?? '', name)[name]
  return value && /^[\w-]{43}$/.test(value) ? value : undefined
}

/** A `Set-Cookie` line; without a value it removes. Lax: it must come along when the provider sends the person back. */
export function setCookie(names: CookieNames, name: string, value: string | undefined): string {
  return serialize(name, value ?? '', {
    path: '/',
    httpOnly: true,
    secure: names.secure,
    sameSite: 'Lax',
    ...(value === undefined ? { maxAge: 0 } : {}),
  })
}
