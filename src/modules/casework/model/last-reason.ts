import { groundOf } from '../../../kernel/case/index.ts'
import type { Variables } from '../../../kernel/process/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { eventsOf } from '../store/events.ts'

/**
 * Id of the ground given last: by a person, as the log tells the order (the variables of a case have none), else by a
 * rule.
 * @returns undefined when none was given
 */
export async function lastReason(tx: Tx, caseId: string, variables: Variables): Promise<string | undefined> {
  const given = (await eventsOf(tx, caseId)).flatMap(({ kind, facts }) =>
    kind === 'casework.complete-task' && typeof facts['reason'] === 'string' ? [facts['reason']] : [],
  )
  return groundOf(given, variables)
}
