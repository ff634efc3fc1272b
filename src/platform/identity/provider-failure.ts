import type { RefusalKind } from '../use-case/refusal.ts'
import type { Log } from '../telemetry/index.ts'
import { refusal } from './refusals.ts'

/** Why a sign-in came to nothing, and whose matter it is: what to tell the person, and what to tell the operator. */
export interface ProviderFailure {
  refusal: RefusalKind
  what: string
  remedy: string
}

/** What openid-client throws, as far as it is looked at. */
interface Thrown {
  message?: string
  code?: string
  /** Of OAuth's own answers (RFC 6749, 4.1.2.1 and 5.2; OpenID Connect Core 1.0, 3.1.2.6). */
  error?: string
  error_description?: string
  status?: number
  cause?: {
    code?: string
    name?: string
    status?: number
    message?: string
    body?: { issuer?: unknown }
    cause?: { claim?: string }
  }
}

/** Of the sign-in itself: the code was used or is too old, the person said no or was not asked. Begun anew it may go. */
const OF_SIGN_IN =
  /^(invalid_grant|access_denied|login_required|interaction_required|consent_required|account_selection_required)$/
const OF_CLIENT = /^(invalid_client|unauthorized_client)$/

/** What Node says of a certificate that it does not believe (OpenSSL's X509_V_ERR names). */
const NOT_BELIEVED = /^(UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|CERT_|ERR_TLS_CERT_ALTNAME)/
/** Alerts about the client's certificate (RFC 8446, 6.2): none shown, unknown, ended, of an unknown authority. */
const SHOWN_REFUSED = /^ERR_SSL_.*ALERT_(BAD_CERT|UNSUPPORTED_CERT|CERT|UNKNOWN_CA|ACCESS_DENIED|HANDSHAKE)/

const away = (why: string): ProviderFailure => ({
  refusal: refusal['provider-away'],
  what: `the identity provider does not answer (${why})`,
  remedy: 'see that it runs and can be reached from here; check DARCHA_IDENTITY_ISSUER',
})
const setWrong = (what: string, remedy: string): ProviderFailure => ({
  refusal: refusal['provider-set-wrong'],
  what,
  remedy,
})

/**
 * Tells apart what the person can mend by beginning anew, what is over when the provider is back, and what stands until
 * somebody changes a setting here or there: a person who is told to begin anew then does so for ever.
 * @param shown a certificate of this client was: servers of some makes just cut a connection whose one they do not know
 */
export function failureOf(error: unknown, shown = false): ProviderFailure {
  const { code = '', error: answered = '', status, cause, ...told } = thrownAs(error)
  const answeredWith = status ?? cause?.status
  if (error instanceof TypeError && NOT_BELIEVED.test(cause?.code ?? ''))
    return setWrong(
      `the certificate of the identity provider is not believed here (${cause?.code})`,
      'let NODE_EXTRA_CA_CERTS name a PEM file of its authority, if it is a private one; else it needs another certificate',
    )
  if (error instanceof TypeError && SHOWN_REFUSED.test(cause?.code ?? ''))
    return setWrong(
      `the identity provider ended TLS because of the certificate of this client (${cause?.code})`,
      'set DARCHA_IDENTITY_TLS_CERTIFICATE to the one it knows, that holds today, with those of its authorities after it',
    )
  if (shown && /^(ECONNRESET|EPIPE|EPROTO)$/.test(cause?.code ?? ''))
    return {
      ...away(cause!.code!),
      remedy:
        'see that it runs; if it does, it may not know the certificate of this client: check DARCHA_IDENTITY_TLS_CERTIFICATE',
    }
  if (isAway(error) || (answeredWith !== undefined && (answeredWith >= 500 || answeredWith === 429)))
    return away(cause?.code ?? (answeredWith === undefined ? told.message : `status ${answeredWith}`) ?? code)
  if (/^(server_error|temporarily_unavailable)$/.test(answered)) return away(answered)
  if (OF_SIGN_IN.test(answered))
    return {
      refusal: refusal['sign-in-expired'],
      what: `the identity provider did not finish a sign-in (${answered})`,
      remedy: 'nothing, unless it happens each time: then see what the provider says of it',
    }
  if (code === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED')
    return {
      refusal: refusal['sign-in-expired'],
      what: `what the identity provider said is too old or of the future (${cause?.cause?.claim ?? 'time'})`,
      remedy: 'set both clocks right, or DARCHA_IDENTITY_CLOCK_SKEW to what they differ by',
    }
  if (OF_CLIENT.test(answered) || answeredWith === 401)
    return setWrong(
      `the identity provider does not accept this client (${inOneLine(told.error_description) || answered || 401})`,
      'check DARCHA_IDENTITY_CLIENT_ID, and what proves it: DARCHA_IDENTITY_CLIENT_SECRET, _CLIENT_KEY or _TLS_CERTIFICATE',
    )
  if (answered === 'invalid_scope')
    return setWrong(
      'the identity provider does not give what it is asked for (invalid_scope)',
      'check DARCHA_IDENTITY_SCOPES',
    )
  if (typeof cause?.body?.issuer === 'string' && code === 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED')
    return setWrong(
      `the identity provider calls itself ${inOneLine(cause.body.issuer)}`,
      'write DARCHA_IDENTITY_ISSUER exactly so, with or without a slash at its end',
    )
  if (code === 'OAUTH_DECRYPTION_FAILED')
    return setWrong(
      `what the identity provider encrypted for this client can not be opened (${inOneLine(cause?.message ?? told.message)})`,
      'check DARCHA_IDENTITY_DECRYPTION_KEY: its public part, under the same kid, is what the provider is to encrypt with',
    )
  if (/JWE decryption is not configured/.test(`${told.message} ${cause?.message}`))
    return setWrong(
      'the identity provider encrypts its tokens, and no key is set here to open them',
      'set DARCHA_IDENTITY_DECRYPTION_KEY, or let it sign tokens for this client without encrypting them',
    )
  return setWrong(
    `what the identity provider answered can not be used (${answered || answeredWith || inOneLine(cause?.message ?? told.message)})`,
    'check DARCHA_IDENTITY_ISSUER, and how this client is registered there',
  )
}

const thrownAs = (error: unknown): Thrown => {
  const { message, code, error: answered, error_description, status, cause } = (error ?? {}) as Thrown
  return {
    ...(typeof message === 'string' ? { message } : {}),
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof answered === 'string' ? { error: inOneLine(answered) } : {}),
    ...(typeof error_description === 'string' ? { error_description } : {}),
    ...(typeof status === 'number' ? { status } : {}),
    ...(typeof cause === 'object' && cause !== null ? { cause } : {}),
  }
}

const inOneLine = (text: string | undefined): string => (text ?? '').replace(/\s+/g, ' ').slice(0, 200)

/** The provider could not be reached or did not answer in time, against: it answered no. */
function isAway(error: unknown): boolean {
  const { code, cause } = thrownAs(error)
  return (
    code === 'OAUTH_TIMEOUT' ||
    code === 'ERR_JWKS_TIMEOUT' ||
    error instanceof TypeError ||
    cause?.code === 'ECONNREFUSED' ||
    cause?.name === 'TimeoutError'
  )
}

/** Milliseconds between two lines about the same failure: each sign-in would write its own. */
const SAY_EVERY = 60_000

/** Tells operators why nobody can sign in: people are told less, and could do nothing with more. */
export function failureTeller(log: Pick<Log, 'warn'>): (failure: ProviderFailure) => void {
  const saidAt = new Map<string, number>()
  return ({ refusal: { code }, what, remedy }) => {
    // by the remedy, of which there are few: what a visitor can put into the words must not fill the log
    if (performance.now() - (saidAt.get(remedy) ?? -Infinity) < SAY_EVERY) return
    saidAt.set(remedy, performance.now())
    log.warn({ refusal: code, remedy }, what)
  }
}
