import type { Tx } from '../../../platform/database/index.ts'
import { actorOf, type Principal } from '../../../platform/rights/index.ts'
import { Refusal } from '../../../platform/use-case/index.ts'
import type { OpenTask } from '../../process/index.ts'
import { isApplicant } from '../rights.ts'
import { eventsOf } from '../store/events.ts'
import { isKin } from '../store/kin.ts'
import { refusal, type Application } from './application.ts'

/** Why an official may not work on a case. */
export const BIASED = ['own-case', 'relative', 'named-in-case', 'prepared-it', 'recused', 'four-eyes'] as const
export type Biased = (typeof BIASED)[number]

interface Person {
  personId?: string | undefined
  number?: string | undefined
}

/**
 * Nobody decides for themselves: not the applicant nor whoever may act for the organisation that applied, not their
 * relatives and others whom the registers or the application name, not the operator who prepared it, and not who said
 * that they can't be impartial.
 */
export async function findBias(
  tx: Tx,
  person: Person,
  application: Application,
  now: string,
): Promise<Biased | undefined> {
  const { personId, number } = person
  if (personId === undefined) return undefined
  if (await isApplicant(tx, { personId, roles: [] }, application.caseId, now)) return 'own-case'
  if (application.person === personId) return 'own-case'
  if (application.takenBy === personId) return 'prepared-it'
  if (number !== undefined && (await isKin(tx, application.caseId, number))) return 'relative'
  const { rows } = await tx.query<{ named: boolean; recused: boolean }>(
    `select exists (select from casework.evidence where case_id = $1 and jsonb_path_exists(data, '$.** ? (@ == $number)', jsonb_build_object('number', $2::text)))
       or exists (select from casework.application where case_id = $1 and jsonb_path_exists(answers, '$.** ? (@ == $number)', jsonb_build_object('number', $2::text))) as named,
     exists (select from casework.recusal where case_id = $1 and person = $3) as recused`,
    [application.caseId, number ?? '-', personId],
  )
  return rows[0]!.named ? 'named-in-case' : rows[0]!.recused ? 'recused' : undefined
}

/**
 * @throws Refusal own-case, relative, named-in-case, prepared-it, recused; four-eyes where the model wants two people
 *   (`darcha:fourEyes`) and this one did the other task
 */
export async function refuseBiased(
  tx: Tx,
  task: Pick<OpenTask, 'performer'> & { attributes?: Readonly<Record<string, unknown>> },
  application: Application,
  principal: Principal,
  now: string,
): Promise<void> {
  if (task.performer !== 'office') return
  const bias = await findTaskBias(tx, task, application, principal, now)
  if (bias) throw new Refusal(refusal[bias])
}

/**
 * What an official does in a case beside its tasks is not done by whoever stands too near either: to stop its clock, to
 * ask or answer for a body, to write down that a fee was paid or a decision handed over. Who took the application in may.
 * @throws Refusal own-case, relative, named-in-case, recused
 */
export async function refuseNear(tx: Tx, application: Application, principal: Principal, now: string): Promise<void> {
  const bias = await findBias(tx, principal, { ...application, takenBy: null }, now)
  if (bias) throw new Refusal(refusal[bias])
}

/** Why a person may not do a task of a case, the other task of four eyes counted. */
export const findTaskBias = async (
  tx: Tx,
  task: { attributes?: Readonly<Record<string, unknown>> },
  application: Application,
  principal: Principal,
  now: string,
): Promise<Biased | undefined> =>
  (await findBias(tx, principal, application, now)) ??
  ((await didOther(tx, task, application.caseId, actorOf(principal))) ? 'four-eyes' : undefined)

/** Whether the person did one of the tasks that the model wants done by another. */
async function didOther(
  tx: Tx,
  { attributes }: { attributes?: Readonly<Record<string, unknown>> },
  caseId: string,
  actor: string,
): Promise<boolean> {
  const named = attributes?.['fourEyes']
  if (typeof named !== 'string' || named.trim() === '') return false
  const others = named.trim().split(/\s+/)
  return (await eventsOf(tx, caseId)).some(
    ({ kind, actor: by, facts }) =>
      kind === 'casework.complete-task' && by === actor && others.includes(String(facts['element'])),
  )
}
