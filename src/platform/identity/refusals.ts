import { refusals } from '../use-case/refusal.ts'

/** What sign-in may answer besides yes. */
export const refusal = refusals('identity', {
  'sign-in-expired': 400,
  'provider-away': 503,
  'provider-tells-too-little': 403,
  'token-unknown': 401,
  'not-representative': 403,
  'demo-person': 403,
})
