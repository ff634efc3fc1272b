import { refusals } from '../../../platform/use-case/index.ts'

/** All that this room says no to, beside what every room does. */
export const refusal = refusals('redesign', { 'simulation-running': 409, 'amendment-taken': 409 })
