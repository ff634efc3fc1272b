import { groundOf } from '../../../kernel/case/index.ts'
import type { Variables } from '../../../kernel/process/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { eventsOf } from '../store/events.ts'
import { givenGrounds } from './said-in-case.ts'

/**
 * Id of the ground given last: by a person, as the log tells the order (the variables of a case have none), else by a
 * rule.
 * @returns undefined when none was given
 */
export const lastReason = async (tx: Tx, caseId: string, variables: Variables): Promise<string | undefined> =>
  groundOf(givenGrounds(await eventsOf(tx, caseId)), variables)
