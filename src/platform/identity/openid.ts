import * as openid from 'openid-client'
import { Refusal } from '../use-case/refusal.ts'
import { refusal } from './refusals.ts'

export interface ProviderSettings {
  issuer: string
  clientId: string
  clientSecret: string
  /** Claim with the national number; default `pin`. */
  numberClaim?: string
}

/** What a finished sign-in tells. */
export interface Proven {
  issuer: string
  idToken: string
  claims: Record<string, unknown>
}

/** OpenID Connect 1.0 code flow with PKCE (RFC 7636), state and nonce, as one provider's client. */
export interface OpenIdClient {
  /** @throws Refusal provider-away */
  begin(request: {
    redirectUri: string
    languages: string
  }): Promise<{ url: URL; state: string; nonce: string; verifier: string }>
  /**
   * @throws Refusal sign-in-expired when the answer is not one to this request, provider-away when it can't be asked
   */
  finish(answer: URL, expected: { state: string; nonce: string; verifier: string }): Promise<Proven>
  /** Where the provider ends its own session; undefined when it has no such place. */
  endSession(afterwards: string): Promise<URL | undefined>
}

const TIMEOUT_SECONDS = 10

/**
 * Asks the provider for its addresses at the first use, so that either side may start first, and again after a failure.
 */
export function openIdClient(settings: ProviderSettings): OpenIdClient {
  let known: Promise<openid.Configuration> | undefined
  const configuration = async (): Promise<openid.Configuration> => {
    const insecure = settings.issuer.startsWith('http:')
    known ??= openid.discovery(new URL(settings.issuer), settings.clientId, settings.clientSecret, undefined, {
      timeout: TIMEOUT_SECONDS,
      execute: [openid.enableNonRepudiationChecks, ...(insecure ? [openid.allowInsecureRequests] : [])],
    })
    try {
      return await known
    } catch {
      known = undefined
      throw new Refusal(refusal['provider-away'])
    }
  }
  return {
    async begin({ redirectUri, languages }) {
      const provider = await configuration()
      const [state, nonce, verifier] = [openid.randomState(), openid.randomNonce(), openid.randomPKCECodeVerifier()]
      const url = openid.buildAuthorizationUrl(provider, {
        redirect_uri: redirectUri,
        scope: 'openid',
        state,
        nonce,
        ui_locales: languages,
        code_challenge: await openid.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      })
      return { url, state, nonce, verifier }
    },
    async finish(answer, expected) {
      const provider = await configuration()
      try {
        const tokens = await openid.authorizationCodeGrant(provider, answer, {
          expectedState: expected.state,
          expectedNonce: expected.nonce,
          pkceCodeVerifier: expected.verifier,
          idTokenExpected: true,
        })
        return { issuer: provider.serverMetadata().issuer, idToken: tokens.id_token!, claims: tokens.claims()! }
      } catch (error) {
        // the provider may have begun anew with other keys: ask for them next time
        known = undefined
        throw new Refusal(isAway(error) ? refusal['provider-away'] : refusal['sign-in-expired'])
      }
    },
    async endSession(afterwards) {
      const provider = await configuration().catch(() => undefined)
      if (!provider?.serverMetadata().end_session_endpoint) return undefined
      // the client is named by its id: an ID token as hint would stand in the address, and so in histories and logs
      return openid.buildEndSessionUrl(provider, { post_logout_redirect_uri: afterwards })
    },
  }
}

/** The provider could not be reached or did not answer in time, against: it answered no. */
function isAway(error: unknown): boolean {
  const { code, cause } = error as { code?: string; cause?: { code?: string; name?: string } }
  return (
    code === 'OAUTH_TIMEOUT' ||
    error instanceof TypeError ||
    cause?.code === 'ECONNREFUSED' ||
    cause?.name === 'TimeoutError'
  )
}
