import type { Json, Variables } from '../../../kernel/process/index.ts'

/** Id of the ground given last: of the latest result that names one; undefined when none does. */
export function lastReason(variables: Variables): string | undefined {
  const reasons = Object.values(variables).map((value: Json) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? value['reason'] : undefined))
  return reasons.filter((reason): reason is string => typeof reason === 'string').at(-1)
}
