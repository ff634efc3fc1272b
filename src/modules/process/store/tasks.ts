import type { Tx } from '../../../platform/database/index.ts'

/** One line of a worklist. */
export interface WorklistTask {
  caseId: string
  wait: number
  element: string
  act: string
  role: string
  service: string
  label: string
  office: string
  assignee: string | null
  openedAt: string
  /** 'infinity' when no term runs. */
  dueAt: string
}

export interface OpenTask extends WorklistTask { performer: 'office' | 'applicant'; attributes: Record<string, any> }

const line = 'case_id as "caseId", wait, element, act, role, service, label, office, assignee, opened_at as "openedAt", due_at as "dueAt"'
const whole = `${line}, performer, attributes`

/** Where a page of a worklist ends; the next begins after it. */
export interface After { dueAt: string; caseId: string; wait: number }

/** The name others use for a task in addresses. */
export const taskId = (task: { caseId: string; wait: number }): string => `${task.caseId}.${task.wait}`

/** @returns undefined for text that is no task id */
export function parseTaskId(id: string): { caseId: string; wait: number } | undefined {
  const match = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.(\d{1,9})$/.exec(id)
  return match ? { caseId: match[1] as string, wait: Number(match[2]) } : undefined
}

/** What a worklist is narrowed by; everything when absent. */
export interface WorklistFilter { service?: string | undefined; /** A person's id, or null for what nobody holds. */ assignee?: string | null | undefined; role?: string | undefined }

/** One page of an office's worklist, due first; an index-only scan without a join. */
export async function worklist(tx: Tx, office: string, after: After | undefined, size = 50, filter: WorklistFilter = {}): Promise<WorklistTask[]> {
  const where = ["office = $1 and performer = 'office' and not held"]
  const values: unknown[] = [office]
  const add = (text: (at: number) => string, ...more: unknown[]) => { where.push(text(values.length + 1)); values.push(...more) }
  if (after) add((at) => `(due_at, case_id, wait) > ($${at}, $${at + 1}, $${at + 2})`, after.dueAt, after.caseId, after.wait)
  if (filter.service !== undefined) add((at) => `service = $${at}`, filter.service)
  if (filter.role !== undefined) add((at) => `role = $${at}`, filter.role)
  if (filter.assignee === null) where.push('assignee is null')
  else if (filter.assignee !== undefined) add((at) => `assignee = $${at}`, filter.assignee)
  return (await tx.query<WorklistTask>(`select ${line} from process.task where ${where.join(' and ')} order by due_at, case_id, wait limit $${values.length + 1}`, [...values, size])).rows
}

/** How many open tasks each person of an office holds; null is the common pile. */
export async function loadOfOffice(tx: Tx, office: string): Promise<{ person: string | null; tasks: number; late: number }[]> {
  return (await tx.query<{ person: string | null; tasks: number; late: number }>(
    "select assignee as person, count(*)::int as tasks, (count(*) filter (where due_at < now()))::int as late from process.task where office = $1 and performer = 'office' and not held group by assignee order by 2 desc", [office])).rows
}

/** Counts for the head of a worklist, up to a thousand each so that a flood can't slow the page. */
export async function worklistCounts(tx: Tx, office: string, now: string, endOfDay: string, endOfWeek: string): Promise<{ late: number; today: number; week: number }> {
  const count = (until: string, from: string) => `(select count(*)::int from (select 1 from process.task where office = $1 and performer = 'office' and not held and due_at <= ${until} and due_at > ${from} limit 1000) x)`
  const found = await tx.query<{ late: number; today: number; week: number }>(`select ${count('$2', "'-infinity'")} as late, ${count('$3', '$2')} as today, ${count('$4', '$2')} as week`, [office, now, endOfDay, endOfWeek])
  return found.rows[0]!
}

export async function findTask(tx: Tx, caseId: string, wait: number): Promise<OpenTask | undefined> {
  return (await tx.query<OpenTask>(`select ${whole} from process.task where case_id = $1 and wait = $2`, [caseId, wait])).rows[0]
}

/** All open tasks of a case. */
export async function tasksOfCase(tx: Tx, caseId: string): Promise<OpenTask[]> {
  return (await tx.query<OpenTask>(`select ${whole} from process.task where case_id = $1 order by wait`, [caseId])).rows
}

/** Gives a task to a person if it is free or already theirs. @returns false when another holds it */
export async function assignTask(tx: Tx, caseId: string, wait: number, person: string): Promise<boolean> {
  const done = await tx.query('update process.task set assignee = $3 where case_id = $1 and wait = $2 and (assignee is null or assignee = $3)', [caseId, wait, person])
  return done.rowCount === 1
}

/** Puts a task into other hands, or back on the common pile (undefined). */
export async function reassignTask(tx: Tx, caseId: string, wait: number, person: string | undefined): Promise<void> {
  await tx.query('update process.task set assignee = $3 where case_id = $1 and wait = $2', [caseId, wait, person ?? null])
}

/** Tasks a person holds, in any office. */
export async function tasksOfPerson(tx: Tx, person: string, size = 200): Promise<WorklistTask[]> {
  return (await tx.query<WorklistTask>(`select ${line} from process.task where assignee = $1 order by due_at, case_id, wait limit $2`, [person, size])).rows
}

/** Moves the due instants of a case's tasks, when its clock stood still. */
export async function setTaskDue(tx: Tx, caseId: string, wait: number, dueAt: string | null): Promise<void> {
  await tx.query('update process.task set due_at = coalesce($3, \'infinity\'::timestamptz) where case_id = $1 and wait = $2', [caseId, wait, dueAt])
}

/** True while a case waits for a message of this name. */
export async function awaitsMessage(tx: Tx, caseId: string, name: string): Promise<boolean> {
  return (await tx.query("select wait from process.subscription where case_id = $1 and kind = 'message' and name = $2", [caseId, name])).rows.length > 0
}

/** Office tasks due until an instant that were not told of yet: late ones until their heads know, others until they were reminded of. */
export async function tasksNear(tx: Tx, now: string, until: string, size = 200): Promise<WorklistTask[]> {
  return (await tx.query<WorklistTask>(`select ${line} from process.task where performer = 'office' and due_at < 'infinity' and told < 2 and due_at <= $2 and (told = 0 or due_at <= $1) order by due_at limit $3`, [now, until, size])).rows
}

/** @param told 1 reminded, 2 escalated */
export async function markTold(tx: Tx, caseId: string, wait: number, told: 1 | 2): Promise<void> {
  await tx.query('update process.task set told = $3 where case_id = $1 and wait = $2', [caseId, wait, told])
}
