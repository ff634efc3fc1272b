import type { Tx } from '../../../platform/database/index.ts'
import { moveJobs, moveJobsFrom } from '../../../platform/jobs/index.ts'

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

export interface OpenTask extends WorklistTask {
  performer: 'office' | 'applicant'
  attributes: Record<string, any>
}

const line =
  'case_id as "caseId", wait, element, act, role, service, label, office, assignee, opened_at as "openedAt", due_at as "dueAt"'
const whole = `${line}, performer, attributes`

/** Where a page of a worklist ends; the next begins after it. */
export interface After {
  dueAt: string
  caseId: string
  wait: number
}

/** Open tasks of one office of a case go to another, where nobody has them yet. */
export async function moveTasks(tx: Tx, caseId: string, from: string, to: string): Promise<void> {
  if (from === to) return
  await tx.query(
    `update process.task set office = $3, assignee = case when performer = 'office' then null else assignee end
     where case_id = $1 and office = $2`,
    [caseId, from, to],
  )
}

/** The name others use for a task in addresses. */
export const taskId = (task: { caseId: string; wait: number }): string => `${task.caseId}.${task.wait}`

/** @returns undefined for text that is no task id */
export function parseTaskId(id: string): { caseId: string; wait: number } | undefined {
  const match = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.(\d{1,9})$/.exec(id)
  return match ? { caseId: match[1] as string, wait: Number(match[2]) } : undefined
}

/** What a worklist is narrowed by; everything when absent. */
export interface WorklistFilter {
  service?: string | undefined /** A person's id, or null for what nobody holds. */
  assignee?: string | null | undefined
  role?: string | undefined /** RFC 3339: due after the first and not after the second. */
  due?: { after?: string | undefined; until: string } | undefined
}

/** One page of an office's worklist, due first; an index-only scan without a join. */
export async function worklist(
  tx: Tx,
  office: string,
  after: After | undefined,
  size = 50,
  filter: WorklistFilter = {},
): Promise<WorklistTask[]> {
  const where = ["office = $1 and performer = 'office' and not held"]
  const values: unknown[] = [office]
  const add = (text: (at: number) => string, ...more: unknown[]) => {
    where.push(text(values.length + 1))
    values.push(...more)
  }
  if (after)
    add((at) => `(due_at, case_id, wait) > ($${at}, $${at + 1}, $${at + 2})`, after.dueAt, after.caseId, after.wait)
  if (filter.service !== undefined) add((at) => `service = $${at}`, filter.service)
  if (filter.role !== undefined) add((at) => `role = $${at}`, filter.role)
  if (filter.due?.after !== undefined) add((at) => `due_at > $${at}`, filter.due.after)
  if (filter.due) add((at) => `due_at <= $${at}`, filter.due.until)
  if (filter.assignee === null) where.push('assignee is null')
  else if (filter.assignee !== undefined) add((at) => `assignee = $${at}`, filter.assignee)
  return (
    await tx.query<WorklistTask>(
      `select ${line} from process.task where ${where.join(' and ')} order by due_at, case_id, wait limit $${values.length + 1}`,
      [...values, size],
    )
  ).rows
}

/** How many open tasks each person of an office holds; null is the common pile. */
export async function loadOfOffice(
  tx: Tx,
  office: string,
  now: string,
): Promise<{ person: string | null; tasks: number; late: number }[]> {
  return (
    await tx.query<{ person: string | null; tasks: number; late: number }>(
      "select assignee as person, count(*)::int as tasks, (count(*) filter (where due_at < $2))::int as late from process.task where office = $1 and performer = 'office' and not held group by assignee order by 2 desc",
      [office, now],
    )
  ).rows
}

export interface OfficeLoad {
  office: string
  tasks: number
  late: number
  /** Since when the oldest late one is late. */
  lateSince: string | null
}

/** What waits in each of some offices and how late; offices where nothing waits are left out. */
export async function loadOfOffices(tx: Tx, offices: readonly string[], now: string): Promise<OfficeLoad[]> {
  return (
    await tx.query<OfficeLoad>(
      `select office, count(*)::int as tasks, (count(*) filter (where due_at < $2))::int as late,
         min(due_at) filter (where due_at < $2) as "lateSince"
       from process.task where office = any($1) and performer = 'office' and not held group by office`,
      [offices, now],
    )
  ).rows
}

export interface WorklistCounts {
  late: number
  today: number
  week: number
  mine: number
  unclaimed: number
  toSign: number
  services: { service: string; tasks: number }[]
}

/**
 * Counts for the head of a worklist, up to a thousand each so that a flood can't slow the page. @param of.role leaves
 * out tasks of other roles
 */
export async function worklistCounts(
  tx: Tx,
  office: string,
  of: { now: string; endOfDay: string; endOfWeek: string; person: string; role: string | undefined },
): Promise<WorklistCounts> {
  const open =
    "from process.task where office = $1 and performer = 'office' and not held and ($2::text is null or role = $2)"
  const count = (where: string) => `(select count(*)::int from (select 1 ${open} and ${where} limit 1000) x)`
  const found = await tx.query<WorklistCounts>(
    `select ${count('due_at <= $3')} as late, ${count('due_at > $3 and due_at <= $4')} as today, ${count('due_at > $3 and due_at <= $5')} as week,
       ${count('assignee = $6')} as mine, ${count('assignee is null')} as unclaimed, ${count("role = 'head'")} as "toSign",
       coalesce((select json_agg(s) from (select service, count(*)::int as tasks from (select service ${open} limit 10000) x group by service order by 2 desc, 1) s), '[]') as services`,
    [office, of.role ?? null, of.now, of.endOfDay, of.endOfWeek, of.person],
  )
  return found.rows[0]!
}

export async function findTask(tx: Tx, caseId: string, wait: number): Promise<OpenTask | undefined> {
  return (
    await tx.query<OpenTask>(`select ${whole} from process.task where case_id = $1 and wait = $2`, [caseId, wait])
  ).rows[0]
}

/** All open tasks of a case. */
export async function tasksOfCase(tx: Tx, caseId: string): Promise<OpenTask[]> {
  return (await tx.query<OpenTask>(`select ${whole} from process.task where case_id = $1 order by wait`, [caseId])).rows
}

/** Open tasks of applicants in several cases. */
export async function applicantTasks(tx: Tx, cases: readonly string[]): Promise<WorklistTask[]> {
  return (
    await tx.query<WorklistTask>(
      `select ${line} from process.task where case_id = any($1) and performer = 'applicant' order by case_id, wait`,
      [cases],
    )
  ).rows
}

/** Gives a task to a person if it is free or already theirs. @returns false when another holds it */
export async function assignTask(tx: Tx, caseId: string, wait: number, person: string): Promise<boolean> {
  const done = await tx.query(
    'update process.task set assignee = $3 where case_id = $1 and wait = $2 and (assignee is null or assignee = $3)',
    [caseId, wait, person],
  )
  return done.rowCount === 1
}

/** Puts a task into other hands, or back on the common pile (undefined). */
export async function reassignTask(tx: Tx, caseId: string, wait: number, person: string | undefined): Promise<void> {
  await tx.query('update process.task set assignee = $3 where case_id = $1 and wait = $2', [
    caseId,
    wait,
    person ?? null,
  ])
}

/** Tasks that a person holds in an office, held to the end of the transaction. */
export const tasksHeldBy = async (
  tx: Tx,
  person: string,
  office: string,
): Promise<{ caseId: string; wait: number; attributes: Readonly<Record<string, unknown>> }[]> =>
  (
    await tx.query<{ caseId: string; wait: number; attributes: Readonly<Record<string, unknown>> }>(
      'select case_id as "caseId", wait, attributes from process.task where assignee = $1 and office = $2 order by case_id, wait for update',
      [person, office],
    )
  ).rows

/**
 * Puts all tasks that a person holds in an office or in a case into other hands, or back on the common pile (undefined).
 * @returns how many
 */
export async function reassignTasksOf(
  tx: Tx,
  person: string,
  where: { office: string } | { caseId: string },
  to: string | undefined,
): Promise<number> {
  const moved =
    'office' in where
      ? await tx.query('update process.task set assignee = $3 where assignee = $1 and office = $2', [
          person,
          where.office,
          to ?? null,
        ])
      : await tx.query('update process.task set assignee = $3 where assignee = $1 and case_id = $2', [
          person,
          where.caseId,
          to ?? null,
        ])
  return moved.rowCount ?? 0
}

/**
 * Moves the due instant of a task, when the clock of its case stood still or days of the calendar changed. Whoever was
 * told of an earlier one is reminded again.
 */
export async function setTaskDue(tx: Tx, caseId: string, wait: number, dueAt: string): Promise<void> {
  await tx.query(
    'update process.task set due_at = $3, told = case when due_at < $3 then 0 else told end where case_id = $1 and wait = $2',
    [caseId, wait, dueAt],
  )
}

/** Moves what goes off when a term is over, with the term. */
export const moveTimersFrom = (tx: Tx, caseId: string, from: string, to: string): Promise<void> =>
  moveJobsFrom(tx, caseId, 'process.timer', from, to)

/** Moves the timers that a case waits for: what they wait for begins later than the wait. */
export const moveTimers = (tx: Tx, caseId: string, runAt: string): Promise<boolean> =>
  moveJobs(tx, caseId, 'process.timer', runAt)

/** True while a case waits for a message of this name. */
export async function awaitsMessage(tx: Tx, caseId: string, name: string): Promise<boolean> {
  return (
    (
      await tx.query("select wait from process.subscription where case_id = $1 and kind = 'message' and name = $2", [
        caseId,
        name,
      ])
    ).rows.length > 0
  )
}

/**
 * Tasks due until an instant that were not told of yet: late ones of offices until their heads know, others until they
 * were reminded of.
 */
export async function tasksNear(
  tx: Tx,
  now: string,
  until: string,
  size = 200,
): Promise<(WorklistTask & { performer: 'office' | 'applicant' })[]> {
  return (
    await tx.query<WorklistTask & { performer: 'office' | 'applicant' }>(
      `select ${line}, performer from process.task where due_at < 'infinity' and told < 2 and (due_at at time zone 'UTC')::date <= ($2::timestamptz at time zone 'UTC')::date and due_at <= $2 and (told = 0 or due_at <= $1) order by due_at limit $3`,
      [now, until, size],
    )
  ).rows
}

/** How many open tasks cases have, and how many of them are late at an instant, by the element they are of. */
export async function openByElement(
  tx: Tx,
  cases: readonly string[],
  now: string,
): Promise<Map<string, { open: number; late: number }>> {
  const { rows } = await tx.query<{ element: string; open: number; late: number }>(
    'select element, count(*)::int as open, count(*) filter (where due_at < $2)::int as late from process.task where case_id = any($1::uuid[]) group by element',
    [cases, now],
  )
  return new Map(rows.map(({ element, open, late }) => [element, { open, late }]))
}

/** @param told 1 reminded, 2 escalated */
export async function markTold(tx: Tx, caseId: string, wait: number, told: 1 | 2): Promise<void> {
  await tx.query('update process.task set told = $3 where case_id = $1 and wait = $2', [caseId, wait, told])
}
