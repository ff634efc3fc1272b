import { refusals } from '../use-case/refusal.ts'

/** What sign-in may answer besides yes. */
export const refusal = refusals('identity', {
  'sign-in-expired': 400,
  'provider-away': 503,
  /** It refuses this client, or is not what the settings say: no matter of the person who signs in. */
  'provider-set-wrong': 503,
  /** What is to be signed needs a sign-in of just now, and the provider does not say that it was one. */
  'provider-not-anew': 403,
  'provider-tells-too-little': 403,
  'token-unknown': 401,
  'not-representative': 403,
  'demo-person': 403,
})
