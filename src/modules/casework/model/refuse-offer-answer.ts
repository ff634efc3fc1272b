import { findAct, findOutcome, type TaskResult } from '../../../kernel/case/index.ts'
import type { Variables } from '../../../kernel/process/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { Refusal, type World } from '../../../platform/use-case/index.ts'
import type { RunnableService } from '../../catalogue/index.ts'
import { variablesOf, type OpenTask } from '../../process/index.ts'
import { refusal, type Application } from './application.ts'
import { puttingOff } from './put-off.ts'

/** Ids of the lines of what is offered, as the case's own decision worked them out. */
const linesOf = ({ offer }: Variables): unknown[] => {
  const lines = (offer as { lines?: unknown } | null | undefined)?.lines
  return Array.isArray(lines) ? lines.map((line: { id?: unknown } | null) => line?.id) : []
}

/**
 * An offer is put off until a day to come and not for ever, and what is called wrong is a line of it: any other day would
 * ask registers over and over, or leave the case open for a hundred years.
 * @throws Refusal cannot-put-off, no-such-line
 */
export async function refuseOfferAnswer(
  tx: Tx,
  { country }: Pick<World, 'country'>,
  {
    task,
    application,
    passport,
    given,
    now,
  }: {
    task: Pick<OpenTask, 'act' | 'caseId'>
    application: Application
    passport: RunnableService['passport']
    given: TaskResult
    now: string
  },
): Promise<string | undefined> {
  if (!findAct(task.act)?.showsOffer) return undefined
  const variables = await variablesOf(tx, task.caseId)
  if (given.line !== undefined && !linesOf(variables).includes(given.line))
    throw new Refusal(refusal['no-such-line'], { problems: [{ path: 'line', text: 'casework.problem.no-such-line' }] })
  const limit =
    findOutcome(task.act, given.outcome)?.putsOff && puttingOff(passport, variables, application, { country, now })
  if (!limit) return undefined
  const until = given.until ?? limit.unlessSaid
  if (until !== undefined && until > country.localDate(now) && until <= limit.last) return until
  throw new Refusal(refusal['cannot-put-off'], {
    problems: [{ path: 'until', text: `casework.problem.put-off-${limit.isOver ? 'over' : 'day'}` }],
  })
}
