import { refusals } from '../../platform/use-case/index.ts'

/** All that the administration can refuse. */
export const refusal = refusals('admin', {
  /** Nobody gives or takes a role of their own: another administrator does. */
  'own-role': 409,
  'no-such-person': 422,
  'role-not-held': 409,
  /** Nothing waits for it any more: it has answered meanwhile, or was never away. */
  'system-answers': 409,
})
