import { refusals } from '../../../platform/use-case/index.ts'

/** All that this room can refuse. */
export const refusal = refusals('process', {
  'already-done': 409,
  'already-ended': 409,
  'suspended': 409,
  'taken-by-another': 409,
})
