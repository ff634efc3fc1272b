import type { Tx } from '../../platform/database/index.ts'
import { representedBy } from '../../platform/identity/index.ts'
import type { Principal, Relation, Rights } from '../../platform/rights/index.ts'
import { findTask, parseTaskId, type OpenTask } from '../process/index.ts'
import { countersOf, heads, officesOf, performs, sitsAt, worksIn } from './model/roles-held.ts'

const isId = (id: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)

async function exists(tx: Tx, text: string, values: unknown[]): Promise<boolean> {
  return (await tx.query(text, values)).rows.length > 0
}

/** The applicant: the person of an own application; for an organisation's whoever may act for it now. */
export async function isApplicant(tx: Tx, principal: Principal, id: string, now: string): Promise<boolean> {
  if (!isId(id)) return false
  return exists(
    tx,
    `select case_id from casework.application where case_id = $1 and ((organisation is null and person = $2)
    or organisation in ${representedBy('$2', '$3')})`,
    [id, principal.personId, now],
  )
}

/** Officers and heads of the office that owns the case, of one that has or had work in it, or that was asked. */
export async function isOfficer(tx: Tx, principal: Principal, id: string): Promise<boolean> {
  const offices = officesOf(principal)
  if (!isId(id) || offices.length === 0) return false
  return exists(
    tx,
    `select 1 as yes from casework.application where case_id = $1 and owner = any($2)
    union all select 1 from casework.involved where case_id = $1 and office = any($2) limit 1`,
    [id, offices],
  )
}

/** The counter that took the application in, and those it asks on behalf of the person in front of it. */
async function isCounter(tx: Tx, principal: Principal, id: string): Promise<boolean> {
  const offices = countersOf(principal)
  return (
    isId(id) &&
    offices.length > 0 &&
    exists(tx, 'select case_id from casework.application where case_id = $1 and taken_by_office = any($2)', [
      id,
      offices,
    ])
  )
}

/** What a task id names: the open task, or only the case when the task is over. */
async function taskOrCase(tx: Tx, id: string): Promise<{ caseId: string; task: OpenTask | undefined } | undefined> {
  const asked = parseTaskId(id)
  return asked && { caseId: asked.caseId, task: await findTask(tx, asked.caseId, asked.wait) }
}

/** Whether an office of the person did a task of a case that began by itself: nobody else is named in it. */
async function hadTask(tx: Tx, principal: Principal, id: string): Promise<boolean> {
  const offices = officesOf(principal)
  return (
    offices.length > 0 &&
    exists(
      tx,
      `select 1 as yes from audit.history h where h.subject = $1 and h.kind = 'casework.complete-task'
      and h.body::jsonb ->> 'office' = any($2)
      and not exists (select 1 from casework.application where case_id = $1) limit 1`,
      [id, offices],
    )
  )
}

/**
 * Who may do an open task: its role in its office, also as a substitute of someone who holds it.
 * Of a task that is over those who may read the case are told so by the use case, instead of being sent away.
 */
async function isPerformer(tx: Tx, principal: Principal, id: string): Promise<boolean> {
  const asked = await taskOrCase(tx, id)
  if (!asked) return false
  const { task } = asked
  if (!task) return (await isOfficer(tx, principal, asked.caseId)) || hadTask(tx, principal, asked.caseId)
  return task.performer === 'office' && performs(principal, task)
}

async function isHeadOfTask(tx: Tx, principal: Principal, id: string): Promise<boolean> {
  const asked = await taskOrCase(tx, id)
  if (!asked) return false
  const { task } = asked
  if (task) return heads(principal, task.office)
  return (await isOfficer(tx, principal, asked.caseId)) || hadTask(tx, principal, asked.caseId)
}

/** For the tasks of the applicant, and those that are over. */
const withTask =
  (relation: Relation): Relation =>
  async (tx, principal, id, now) => {
    const asked = await taskOrCase(tx, id)
    return (
      asked !== undefined &&
      (!asked.task || asked.task.performer === 'applicant') &&
      relation(tx, principal, asked.caseId, now)
    )
  }

/** The table of rights of this room: what is not here is denied. */
export const rights: Rights = {
  applicant: isApplicant,
  officer: isOfficer,
  counter: isCounter,
  performer: isPerformer,
  'head of the task': isHeadOfTask,
  'applicant with the task': withTask(isApplicant),
  /** The counter that took the application in, for the person in front of it. */
  'counter with the task': withTask(isCounter),
  member: async (_tx, principal, office) => worksIn(principal, office),
  head: async (_tx, principal, office) => heads(principal, office),
  'own head': async (_tx, principal, office) =>
    principal.roles.some(({ role, body, lent }) => role === 'head' && body === office && !lent),
  'counter operator': async (_tx, principal, office) => sitsAt(principal, office),
  /** The person whom another asks to agree; never somebody who acts for them. */
  'asked person': async (tx, principal, id) =>
    isId(id) &&
    principal.number !== undefined &&
    exists(tx, 'select id from casework.agreement where id = $1 and subject = $2', [id, principal.number]),
  'owner of the draft': async (tx, principal, id) =>
    isId(id) && exists(tx, 'select id from casework.draft where id = $1 and person = $2', [id, principal.personId]),
}
