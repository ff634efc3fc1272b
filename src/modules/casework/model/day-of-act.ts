import { findAct } from '../../../kernel/case/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { Refusal, type World } from '../../../platform/use-case/index.ts'
import type { OpenTask } from '../../process/index.ts'
import { slotOf } from '../store/slots.ts'
import { refusal, type Application } from './application.ts'

/**
 * The day on which an act took place that takes place somewhere: the one that is given, else the day that was agreed.
 * Nothing is recorded before it happened: neither a day to come, nor, unasked, a visit that is agreed for later.
 * @returns undefined for acts that have no day of their own
 * @throws Refusal not-yet-happened
 */
export async function dayOfAct(
  tx: Tx,
  task: Pick<OpenTask, 'act' | 'office' | 'caseId'>,
  application: Pick<Application, 'owner' | 'filedAt'>,
  { given, now, world }: { given: string | undefined; now: string; world: Pick<World, 'country'> },
): Promise<string | undefined> {
  if (!findAct(task.act)?.happens) return undefined
  const { country } = world
  const [today, filed] = [country.localDate(now), country.localDate(application.filedAt)]
  const refused = (text: string, parameters: Record<string, string> = {}) =>
    new Refusal(refusal['not-yet-happened'], { problems: [{ path: 'happenedOn', text, parameters }] })
  if (given !== undefined) {
    if (given > today) throw refused('casework.problem.not-yet-happened')
    if (given < filed) throw refused('casework.problem.before-filing')
    return given
  }
  const agreed = await slotOf(tx, [task.office, application.owner], task.caseId)
  if (agreed === undefined) return today
  if (Date.parse(agreed) > Date.parse(now)) throw refused('casework.problem.agreed-later')
  return country.localDate(agreed)
}
