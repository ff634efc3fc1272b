import { refusals } from '../../../platform/use-case/index.ts'

/** All that this room can refuse. */
export const refusal = refusals('process', {
  'already-done': 409,
  'already-ended': 409,
  suspended: 409,
  'taken-by-another': 409,
  /** No new cases are taken on this version. */
  'service-closed': 409,
  /** The token is not there any more, or the element can't be reached from it. */
  'cannot-move': 422,
  /** The case could not go on at the element it would be moved to. */
  'stuck-there': 422,
  /** The incident was solved, retried or has gone with its case. */
  'incident-over': 409,
  /** Cases move between versions of one process only. */
  'other-process': 422,
  'not-ended': 409,
  /** Archiving drops events only when the seals prove what is left of them. */
  'not-sealed': 409,
})
