import type { State } from '../../../kernel/process/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import type { CaseFacts } from './instances.ts'

export interface ArchivedInstance {
  caseId: string
  definition: string
  status: number
  facts: CaseFacts
  state: State
  startedAt: string
  endedAt: string | null
}

/** An event of the case's chain as it was hashed. */
export interface ArchivedEvent {
  seq: number
  at: string /** Since 1970, as hashed. */
  milliseconds: string
  kind: string
  actor: string
  body: string /** Hexadecimal. */
  hash: string
}

export async function lockWholeCase(tx: Tx, caseId: string): Promise<ArchivedInstance | undefined> {
  return (
    await tx.query<ArchivedInstance>(
      `select i.case_id as "caseId", d.id as definition, i.status, i.facts, i.state, i.started_at as "startedAt", i.ended_at as "endedAt" from process.instance i join process.definition d on d.number = i.definition where i.case_id = $1 for update of i`,
      [caseId],
    )
  ).rows[0]
}

/** The whole chain of a case, of all rooms. */
export async function chainOf(tx: Tx, caseId: string): Promise<ArchivedEvent[]> {
  return (
    await tx.query<ArchivedEvent>(
      `select seq, at, floor(extract(epoch from at) * 1000)::bigint::text as milliseconds, kind, actor, body, encode(hash, 'hex') as hash from audit.history where subject = $1 order by seq`,
      [caseId],
    )
  ).rows
}

/** Removes what a closed case still has here, and notes its file. */
export async function dropLiveRows(
  tx: Tx,
  instance: ArchivedInstance,
  record: { file: string; sha256: string; events: number; head: string },
  now: string,
): Promise<void> {
  const { caseId } = instance
  await Promise.all([
    tx.query('delete from process.task where case_id = $1', [caseId]),
    tx.query('delete from process.subscription where case_id = $1', [caseId]),
    tx.query('delete from process.instance where case_id = $1', [caseId]),
    tx.query(
      `insert into process.archive (case_id, definition, label, status, started_at, ended_at, archived_at, file, sha256, events, head)
       values ($1, $2, $3, $4, $5, $6, $7, $8, decode($9, 'hex'), $10, decode($11, 'hex'))`,
      [
        caseId,
        instance.definition,
        instance.facts.label,
        instance.status,
        instance.startedAt,
        instance.endedAt ?? now,
        now,
        record.file,
        record.sha256,
        record.events,
        record.head,
      ],
    ),
  ])
}

/** Files of archived cases, in the order of the cases. */
export async function archivesAfter(
  tx: Pick<Tx, 'query'>,
  after: string,
  size: number,
): Promise<{ caseId: string; file: string; sha256: string }[]> {
  return (
    await tx.query<{ caseId: string; file: string; sha256: string }>(
      `select case_id as "caseId", file, encode(sha256, 'hex') as sha256 from process.archive where case_id > $1 order by case_id limit $2`,
      [after, size],
    )
  ).rows
}

/**
 * Subjects whose events left the log though no archive of them is noted: somebody took that note away. At most a
 * thousand.
 */
export async function unnotedArchives(tx: Pick<Tx, 'query'>): Promise<string[]> {
  return (
    await tx.query<{ subject: string }>(
      'select distinct a.subject from audit.archived a where not exists (select from process.archive p where p.case_id = a.subject) order by a.subject limit 1000',
      [],
    )
  ).rows.map((row) => row.subject)
}

/** Cases that were closed before an instant and still stand live, oldest first. */
export async function findClosedCases(tx: Tx, before: string, size: number, skip = 0): Promise<string[]> {
  return (
    await tx.query<{ id: string }>(
      'select case_id as id from process.instance where status > 0 and ended_at < $1 order by ended_at, case_id limit $2 offset $3',
      [before, size, skip],
    )
  ).rows.map((row) => row.id)
}
