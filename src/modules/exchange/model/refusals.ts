import { refusals } from '../../../platform/use-case/index.ts'

/** All that this room says no to, beside what every room does. */
export const refusal = refusals('exchange', {
  /** The register has not told of such a service. */
  'not-told': 410,
})
