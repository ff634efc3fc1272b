import type { Json, Variables } from '../../../kernel/process/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { eventsOf } from '../store/events.ts'

/**
 * Id of the ground given last: by a person, as the log tells the order (the variables of a case have none), else by a
 * rule.
 * @returns undefined when none was given
 */
export async function lastReason(tx: Tx, caseId: string, variables: Variables): Promise<string | undefined> {
  const given = (await eventsOf(tx, caseId)).findLast(
    (event) => event.kind === 'casework.complete-task' && typeof event.facts['reason'] === 'string',
  )
  if (given) return given.facts['reason'] as string
  const reasons = Object.values(variables).map((value: Json) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? value['reason'] : undefined,
  )
  return reasons.find((reason): reason is string => typeof reason === 'string')
}
