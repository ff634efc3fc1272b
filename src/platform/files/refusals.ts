import { refusals } from '../use-case/index.ts'

/** All that this part can refuse. */
export const refusal = refusals('files', {
  'too-large': 413,
  'too-many': 413,
  empty: 422,
  'not-accepted': 415,
  'content-differs': 422,
  damaged: 422,
  unsafe: 422,
  /** A PDF with scripts, programs or other files in it. */
  active: 422,
  /** It opens with a password only. */
  locked: 422,
  'other-photograph': 415,
  /** A person has sent as much as may be sent in a day. */
  'too-much-today': 429,
  infected: 422,
  'scanner-away': 503,
  'no-room': 507,
  'too-much-unfinished': 429,
})
