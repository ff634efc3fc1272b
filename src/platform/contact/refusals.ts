import { refusals } from '../use-case/index.ts'

/** What choosing a channel may answer besides yes. */
export const refusal = refusals('contact', {
  /** No bot is set up here. */
  'no-messenger': 409,
  /** What was chosen does not reach this person here. */
  'does-not-reach': 409,
})
