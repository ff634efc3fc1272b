import type { State, Variables } from '../../../kernel/process/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { wholeState } from './state-parts.ts'
import { moveTasks } from './tasks.ts'

/** What a case carries for placing its work; written at its start, and when it goes to another office. */
export interface CaseFacts {
  /** Shown in worklists: the application's number. */
  label: string
  /** Service id; its jobs take turns with those of other services. */
  service: string
  /** District code the offices are worked out from. */
  district: string
  /** Office that owns the case; within a service the bodies' jobs take turns. */
  owner: string
  [name: string]: string
}

export interface Instance {
  caseId: string
  definition: string
  status: number
  suspended: boolean
  facts: CaseFacts
  state: State
}

/** How a case stands, and the number it is kept as. */
export const STATUS = { running: 0, completed: 1, terminated: 2, cancelled: 3, failed: 4 } as const
export type CaseStatus = keyof typeof STATUS
export const STATUSES = Object.keys(STATUS) as [CaseStatus, ...CaseStatus[]]

/** The status that a number is kept for. */
export const statusNamed = (kept: number): CaseStatus => STATUSES[kept]!

const columns =
  'i.case_id as "caseId", d.id as definition, i.status, (i.suspended or d.suspended) as suspended, i.facts, i.state'
const from = 'process.instance i join process.definition d on d.number = i.definition'

/**
 * Reads and locks a case for one step; one whose service stands still is suspended too. Its state is what is stored:
 * see `with-parts.ts`.
 */
export async function lockInstance(tx: Tx, caseId: string): Promise<Instance | undefined> {
  return (await tx.query<Instance>(`select ${columns} from ${from} where i.case_id = $1 for update of i`, [caseId]))
    .rows[0]
}

/** Reads and locks many cases, always in one order, so that two batches never wait for each other in a circle. */
export async function lockInstances(tx: Tx, cases: readonly string[]): Promise<Map<string, Instance>> {
  const found = await tx.query<Instance>(
    `select ${columns} from ${from} where i.case_id = any($1) order by i.case_id for update of i`,
    [cases],
  )
  return new Map(found.rows.map((row) => [row.caseId, row]))
}

/** A case with its whole state. */
export async function findInstance(tx: Tx, caseId: string): Promise<Instance | undefined> {
  const found = (await tx.query<Instance>(`select ${columns} from ${from} where i.case_id = $1`, [caseId])).rows[0]
  return found && { ...found, state: await wholeState(tx, caseId, found.state) }
}

/** The variables of a case alone: what waits in it is not read. @returns none when there is no such case */
export async function variablesOf(tx: Tx, caseId: string): Promise<Variables> {
  // of a state that is kept in parts they are the first (`kernel/process/apart.ts`)
  const { rows } = await tx.query<{ variables: Variables | null }>(
    `select coalesce((select p.body->'v' from process.state_part p where p.case_id = i.case_id and p.activity = 0 and p.round = 0), i.state->'variables') as variables
     from process.instance i where i.case_id = $1`,
    [caseId],
  )
  return rows[0]?.variables ?? {}
}

/** Which of several running cases stand still, by themselves or with their whole service. */
export async function suspendedAmong(tx: Tx, cases: readonly string[]): Promise<string[]> {
  const found = await tx.query<{ caseId: string }>(
    `select i.case_id as "caseId" from ${from} where i.case_id = any($1) and i.status = 0 and (i.suspended or d.suspended)`,
    [cases],
  )
  return found.rows.map(({ caseId }) => caseId)
}

/** True when no new cases start on a version. */
export async function isClosed(tx: Tx, definition: string): Promise<boolean> {
  return (
    (await tx.query('select id from process.definition where id = $1 and (closed or suspended)', [definition])).rows
      .length > 0
  )
}

/** Another district and owner have a case: it is placed by them from now on, and what is open of the old owner's goes along. */
export async function relocateInstance(
  tx: Tx,
  caseId: string,
  facts: CaseFacts,
  to: Pick<CaseFacts, 'district' | 'owner'>,
): Promise<void> {
  await tx.query('update process.instance set facts = $2 where case_id = $1', [
    caseId,
    JSON.stringify({ ...facts, ...to }),
  ])
  await moveTasks(tx, caseId, facts.owner, to.owner)
}

export async function setSuspended(tx: Tx, caseId: string, suspended: boolean): Promise<void> {
  await tx.query('update process.instance set suspended = $2 where case_id = $1', [caseId, suspended])
}

/** How many cases run, and how many versions take no new ones: for the overview of the administration. */
export async function runningFigures(tx: Tx): Promise<{ runningCases: number; closedVersions: number }> {
  return (
    await tx.query<{ runningCases: number; closedVersions: number }>(
      `select (select count(*)::int from process.instance where status = 0) as "runningCases", (select count(*)::int from process.definition where closed) as "closedVersions"`,
      [],
    )
  ).rows[0]!
}
