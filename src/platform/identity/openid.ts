import type { KeyObject } from 'node:crypto'
import { compactDecrypt, createRemoteJWKSet, customFetch, jwtVerify } from 'jose'
import * as openid from 'openid-client'
import { CLAIMS_UNLESS_SAID, type ClaimNames } from './claim-names.ts'
import type { ClientCertificate } from '../config/client-certificate.ts'
import { algorithmOf, type DecryptionKey } from '../config/client-key.ts'
import { fetchWithCertificate } from './fetch-with-certificate.ts'
import { failureOf, type ProviderFailure } from './provider-failure.ts'
import { Refusal } from '../use-case/refusal.ts'
import { refusal } from './refusals.ts'

export interface ProviderSettings {
  issuer: string
  clientId: string
  clientSecret?: string | undefined
  /** Proves the client in the place of the secret. */
  clientKey?: KeyObject | undefined
  /** Shown in TLS (RFC 8705); with neither a secret nor a key beside it, it is what proves the client. */
  certificate?: ClientCertificate | undefined
  /** Opens what the provider encrypts for this client. */
  decryptionKey?: DecryptionKey | undefined
  /** Scopes to ask for; else the standard ones that the provider says it knows. */
  scopes?: readonly string[] | undefined
  /** What the provider calls what this instance keeps. */
  claims?: ClaimNames | undefined
  /** Seconds by which the provider's clock and ours may differ; 60 unless said. */
  clockSkew?: number | undefined
}

/** What a finished sign-in tells. */
export interface Proven {
  issuer: string
  /** Seconds since the provider asked who it is; undefined when it does not say. */
  age: number | undefined
  /** Of the ID token and, where that does not say all that is wanted, of UserInfo. */
  claims: Record<string, unknown>
}

/** Whom the provider says that it signed out (OpenID Connect Back-Channel Logout 1.0). */
export interface SignedOut {
  issuer: string
  subject?: string
  session?: string
}

/** OpenID Connect 1.0 code flow with PKCE (RFC 7636), state and nonce, as one provider's client. */
export interface OpenIdClient {
  /** @throws Refusal provider-away, provider-set-wrong */
  begin(request: {
    redirectUri: string
    languages: string
    /** The provider asks anew who it is, whatever session it has. */
    fresh?: boolean
  }): Promise<{ url: URL; state: string; nonce: string; verifier: string }>
  /**
   * @throws Refusal sign-in-expired when the answer is not one to this request, provider-away when it can't be asked,
   * provider-set-wrong when it answers no to this client, provider-not-anew when it does not say that it asked anew
   */
  finish(answer: URL, expected: { state: string; nonce: string; verifier: string; fresh?: boolean }): Promise<Proven>
  /**
   * Asks the provider for its addresses before anybody signs in, and tells what would refuse each sign-in: a proof of
   * the client that is not known here, another issuer. One that is not there yet may begin later.
   */
  examine(): Promise<void>
  /** Where the provider ends its own session; undefined when it has no such place. */
  endSession(afterwards: string): Promise<URL | undefined>
  /**
   * @returns undefined for what is no logout token of this provider for this client
   * @throws Refusal provider-away, provider-set-wrong when its keys can't be had: it may tell it again
   */
  signedOut(logoutToken: string): Promise<SignedOut | undefined>
}

const TIMEOUT_SECONDS = 10
/** By which two clocks may differ unless said. */
const SKEW_SECONDS = 60
/** Addresses of the provider are asked for anew after this long. */
const KNOWN_FOR = 3_600_000
/** Scopes of OpenID Connect Core 1.0, 5.4, for the claims that are kept here. */
const SCOPES = ['openid', 'profile', 'email', 'phone']
const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout'
/** A provider's own session may be so old when people come with it. */
const OLDEST_SECONDS = 12 * 3600
/** What the provider was to ask anew it asked within this time. */
const JUST_NOW_SECONDS = 600

/** How a client proves itself by its secret to the provider (OpenID Connect Core 1.0, 9), in the order of what is tried. */
const PROOFS: readonly [method: string, prove: (secret: string) => openid.ClientAuth][] = [
  ['client_secret_basic', openid.ClientSecretBasic],
  ['client_secret_post', openid.ClientSecretPost],
  ['client_secret_jwt', openid.ClientSecretJwt],
]

/**
 * Asks the provider for its addresses at the first use, so that either side may start first, and again after a failure.
 * Its keys are read at each sign-in: one after a change of keys goes as well as any.
 * @param tell is told why a sign-in came to nothing: people could do nothing with it, operators can
 */
export function openIdClient(settings: ProviderSettings, tell: (failure: ProviderFailure) => void): OpenIdClient {
  const insecure = settings.issuer.startsWith('http:')
  const execute = [openid.enableNonRepudiationChecks, ...(insecure ? [openid.allowInsecureRequests] : [])]
  const skew = settings.clockSkew ?? SKEW_SECONDS
  const client = {
    ...(settings.clientSecret === undefined ? {} : { client_secret: settings.clientSecret }),
    use_mtls_endpoint_aliases: settings.certificate !== undefined,
    [openid.clockTolerance]: skew,
  }
  const byCertificate = settings.certificate && !settings.clientKey && settings.clientSecret === undefined
  const fetching = settings.certificate && fetchWithCertificate(settings.certificate, TIMEOUT_SECONDS * 1000)
  const unlock = settings.decryptionKey ? decryptersOf(settings.decryptionKey) : []
  let known: { metadata: Promise<openid.ServerMetadata>; at: number } | undefined
  const failed = (error: unknown) => failureOf(error, settings.certificate !== undefined)
  const refused = (error: unknown, failure = failed(error), tellAway = true): Refusal => {
    // the provider may have begun anew elsewhere: ask for its addresses next time
    known = undefined
    if (tellAway || failure.refusal !== refusal['provider-away']) tell(failure)
    return new Refusal(failure.refusal)
  }
  const metadataOf = async (tellAway = true): Promise<openid.ServerMetadata> => {
    if (!known || performance.now() - known.at > KNOWN_FOR)
      known = {
        at: performance.now(),
        metadata: openid
          .discovery(new URL(settings.issuer), settings.clientId, client, undefined, {
            timeout: TIMEOUT_SECONDS,
            execute,
            ...(fetching ? { [openid.customFetch]: fetching } : {}),
          })
          .then((found) => signsUserInfo(found.serverMetadata())),
      }
    try {
      return await known.metadata
    } catch (error) {
      throw refused(error, failed(error), tellAway)
    }
  }
  const usable = async (tellAway = true): Promise<openid.ServerMetadata> => {
    const metadata = await metadataOf(tellAway)
    const methods = metadata.token_endpoint_auth_methods_supported ?? []
    if (!byCertificate && methods.length > 0 && methods.every((method) => BY_CERTIFICATE.test(method)))
      throw refused(undefined, {
        refusal: refusal['provider-set-wrong'],
        what: `the identity provider takes a client by its certificate alone (${methods.join(', ')})`,
        remedy: settings.certificate
          ? 'leave out DARCHA_IDENTITY_CLIENT_SECRET and DARCHA_IDENTITY_CLIENT_KEY beside DARCHA_IDENTITY_TLS_CERTIFICATE'
          : 'set DARCHA_IDENTITY_TLS_CERTIFICATE to the certificate that it knows this client by',
      })
    return metadata
  }
  const configuration = async (): Promise<openid.Configuration> => {
    const metadata = await usable()
    const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    // one that says it takes none of these may take the first all the same; if not, its refusal is told
    const [, prove] = PROOFS.find(([method]) => methods.includes(method)) ?? PROOFS[0]!
    const proof = byCertificate
      ? openid.TlsClientAuth()
      : settings.clientKey
        ? provenBy(settings.clientKey)
        : settings.clientSecret === undefined
          ? openid.None()
          : prove(settings.clientSecret)
    const made = new openid.Configuration(metadata, settings.clientId, client, proof)
    made.timeout = TIMEOUT_SECONDS
    if (fetching) made[openid.customFetch] = fetching
    for (const each of execute) each(made)
    if (unlock.length > 0) openid.enableDecryptingResponses(made, undefined, ...unlock)
    return made
  }
  const wanted = Object.values({ ...CLAIMS_UNLESS_SAID, ...settings.claims })
  return {
    async begin({ redirectUri, languages, fresh = false }) {
      const provider = await configuration()
      const [state, nonce, verifier] = [openid.randomState(), openid.randomNonce(), openid.randomPKCECodeVerifier()]
      const offered = provider.serverMetadata().scopes_supported
      const scopes =
        settings.scopes ?? SCOPES.filter((scope) => scope === 'openid' || offered?.includes(scope) !== false)
      const request: Record<string, string> = {
        redirect_uri: redirectUri,
        scope: [...new Set(['openid', ...scopes])].join(' '),
        state,
        nonce,
        ui_locales: languages,
        code_challenge: await openid.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        // with it the provider has to say when it asked (OpenID Connect Core 1.0, 3.1.2.1)
        max_age: String(fresh ? 0 : OLDEST_SECONDS),
        ...(fresh ? { prompt: 'login' } : {}),
      }
      // some take a request from the client itself only (RFC 9126)
      const url = provider.serverMetadata().require_pushed_authorization_requests
        ? await openid.buildAuthorizationUrlWithPAR(provider, request).catch((error: unknown) => {
            throw refused(error)
          })
        : openid.buildAuthorizationUrl(provider, request)
      return { url, state, nonce, verifier }
    },
    async finish(answer, expected) {
      const provider = await configuration()
      let claims: openid.IDToken, more: Record<string, unknown>
      try {
        const tokens = await openid.authorizationCodeGrant(provider, answer, {
          expectedState: expected.state,
          expectedNonce: expected.nonce,
          pkceCodeVerifier: expected.verifier,
          idTokenExpected: true,
        })
        claims = tokens.claims()!
        more =
          provider.serverMetadata().userinfo_endpoint && wanted.some((name) => !(name in claims))
            ? await openid.fetchUserInfo(provider, tokens.access_token, claims.sub)
            : {}
      } catch (error) {
        throw refused(error)
      }
      const age = ageOf(claims)
      const most = expected.fresh ? JUST_NOW_SECONDS : OLDEST_SECONDS
      // several large providers never say when they asked, whatever they are asked (3.1.2.1): people still come in by
      // them, and what needs to be asked anew is refused, not let through
      if (expected.fresh ? age === undefined || age > most + skew : age !== undefined && age > most + skew) {
        const code = expected.fresh ? 'provider-not-anew' : 'sign-in-expired'
        tell({
          refusal: refusal[code],
          what: `the identity provider ${age === undefined ? 'does not say when it asked people who they are' : `asked ${Math.round(age)} s ago who it is`} (auth_time), and was to have asked ${most} s ago at most`,
          remedy: 'let it heed max_age and prompt=login, and tell auth_time in the ID token',
        })
        throw new Refusal(refusal[code])
      }
      return { issuer: provider.serverMetadata().issuer, age, claims: { ...more, ...claims } }
    },
    async examine() {
      // what goes wrong was told; that it is away is no news before it had time to begin
      await usable(false).catch(() => undefined)
    },
    async endSession(afterwards) {
      const provider = await configuration().catch(() => undefined)
      if (!provider?.serverMetadata().end_session_endpoint) return undefined
      // the client is named by its id: an ID token as hint would stand in the address, and so in histories and logs
      return openid.buildEndSessionUrl(provider, { post_logout_redirect_uri: afterwards })
    },
    async signedOut(logoutToken) {
      const { issuer, jwks_uri: place } = await metadataOf()
      if (!place) return undefined
      const keys = createRemoteJWKSet(new URL(place), fetching ? { [customFetch]: fetching } : {})
      // a provider that is told that this was no token does not tell it again, and who signed out there stays in here
      await keys.reload().catch((error: unknown) => {
        throw refused(error)
      })
      const { payload } = await opened(logoutToken, unlock)
        .then((signed) =>
          jwtVerify(signed, keys, {
            issuer,
            audience: settings.clientId,
            clockTolerance: skew,
            maxTokenAge: '10 minutes',
          }),
        )
        .catch(() => ({ payload: undefined }))
      const happened = payload?.['events'] as Record<string, unknown> | undefined
      if (!payload || typeof happened?.[LOGOUT_EVENT] !== 'object' || 'nonce' in payload) return undefined
      const session = typeof payload['sid'] === 'string' ? payload['sid'] : undefined
      if (!payload.sub && !session) return undefined
      return { issuer, ...(payload.sub ? { subject: payload.sub } : {}), ...(session ? { session } : {}) }
    },
  }
}

/** Proofs of a client by its certificate (RFC 8705, 2). */
const BY_CERTIFICATE = /^(self_signed_)?tls_client_auth$/

/** One that signs UserInfo without saying how signs it as it signs ID tokens. */
const signsUserInfo = (metadata: openid.ServerMetadata): openid.ServerMetadata => ({
  userinfo_signing_alg_values_supported: (metadata.id_token_signing_alg_values_supported ?? ['RS256']).filter((name) =>
    // only what is proven by the keys that the provider publishes
    /^(RS|PS|ES|EdDSA|Ed25519)/.test(name),
  ),
  ...metadata,
})

/** The same key for each of the ways in which it may be used (RFC 7518, 4.3 and 4.6). */
const decryptersOf = ({ key, kid }: DecryptionKey): openid.DecryptionKey[] =>
  (key.asymmetricKeyType === 'rsa'
    ? ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'].map((hash) =>
        key.toCryptoKey({ name: 'RSA-OAEP', hash }, false, ['decrypt']),
      )
    : [key.toCryptoKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits'])]
  ).map((each) => ({ key: each as CryptoKey, ...(kid === undefined ? {} : { kid }) }))

/** The signed token inside an encrypted one; of another kind: itself. */
async function opened(token: string, keys: readonly openid.DecryptionKey[]): Promise<string> {
  if (token.split('.').length !== 5) return token
  for (const { key } of keys) {
    const inner = await compactDecrypt(token, key as CryptoKey).catch(() => undefined)
    if (inner) return new TextDecoder().decode(inner.plaintext)
  }
  return token
}

/** Seconds since the provider asked who it is, by our clock. */
const ageOf = ({ auth_time: at }: openid.IDToken): number | undefined =>
  typeof at === 'number' ? Math.max(0, Date.now() / 1000 - at) : undefined

/** `private_key_jwt`: each request carries a statement that the client signed (RFC 7523). */
const provenBy = (key: KeyObject): openid.ClientAuth =>
  // Node's own type of the same thing names more uses
  openid.PrivateKeyJwt(key.toCryptoKey(algorithmOf(key)!, false, ['sign']) as CryptoKey)
