import type { Tx } from '../../../platform/database/index.ts'
import type { StepEvent } from '../model/history.ts'
import { stepIn } from './moves-text.ts'

/** An event of a case's chain, of any room; its body as it was hashed. */
export interface ChainEvent {
  seq: number
  at: string
  kind: string
  actor: string
  body: string
}

/** What happened in a case, oldest first; for a person's reading `kind` tells operations from steps. */
export const stepsIn = (events: readonly ChainEvent[]): StepEvent[] =>
  events.flatMap((event) => {
    const step = stepIn(event)
    return step ? [{ ...event, ...step }] : []
  })

/** The chains of cases as far as the log holds them, by case. */
export async function eventsOfChains(tx: Tx, cases: readonly string[]): Promise<Map<string, ChainEvent[]>> {
  const found = await tx.query<ChainEvent & { subject: string }>(
    'select subject, seq, at, kind, actor, body from audit.history where subject = any($1) order by subject, seq',
    [cases],
  )
  const all = new Map<string, ChainEvent[]>(cases.map((caseRow) => [caseRow, []]))
  for (const { subject, ...event } of found.rows) all.get(subject)!.push(event)
  return all
}

/** Which of them were archived, and where. */
export async function archivesOf(
  tx: Tx,
  cases: readonly string[],
): Promise<{ caseId: string; file: string; sha256: string }[]> {
  return (
    await tx.query<{ caseId: string; file: string; sha256: string }>(
      `select case_id as "caseId", file, encode(sha256, 'hex') as sha256 from process.archive where case_id = any($1)`,
      [cases],
    )
  ).rows
}

export interface CaseLine {
  caseId: string
  label: string
  definition: string
  status: number
  suspended: boolean
  startedAt: string
  endedAt: string | null
  archived: boolean
}

const line = `case_id as "caseId", label, definition, status, suspended, started_at as "startedAt", ended_at as "endedAt", archived`

/**
 * Cases of versions, archived ones too, in the order of their start or, `newest`, from the last one back. Each version and
 * the archive are asked by themselves, as far as they are needed: through the view all cases of a version were sorted.
 */
export async function casesOf(
  tx: Tx,
  definitions: readonly string[],
  { after, newest = false, size }: { after?: string | undefined; newest?: boolean; size: number },
): Promise<CaseLine[]> {
  return newest
    ? (
        await tx.query<CaseLine>(
          `select ${kept} from process.definition d
           cross join lateral (
             (select ${running} from process.instance i where i.definition = d.number and i.case_id < $2 order by i.case_id desc limit $3)
             union all
             (select ${archived} from process.archive a where a.definition = d.id and a.case_id < $2 order by a.case_id desc limit $3)
           ) as kept
           where d.id = any($1) order by kept.case_id desc limit $3`,
          [definitions, after ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff', size],
        )
      ).rows
    : (
        await tx.query<CaseLine>(
          `select ${kept} from process.definition d
           cross join lateral (
             (select ${running} from process.instance i where i.definition = d.number and i.case_id > $2 order by i.case_id limit $3)
             union all
             (select ${archived} from process.archive a where a.definition = d.id and a.case_id > $2 order by a.case_id limit $3)
           ) as kept
           where d.id = any($1) order by kept.case_id limit $3`,
          [definitions, after ?? '00000000-0000-0000-0000-000000000000', size],
        )
      ).rows
}
const running = `i.case_id, i.facts ->> 'label' as label, i.status, i.suspended, i.started_at, i.ended_at, false as archived`
const archived = `a.case_id, a.label, a.status, false, a.started_at, a.ended_at, true`
const kept = `kept.case_id as "caseId", kept.label, d.id as definition, kept.status, kept.suspended, kept.started_at as "startedAt", kept.ended_at as "endedAt", kept.archived`

/**
 * Cases that are still open though they began long ago, by version.
 * @param since instants, one for each version: cases that began after it are not counted
 * @param most of each version that are counted
 */
export async function oldOpenCases(
  tx: Tx,
  versions: readonly { definition: string; since: string }[],
  most: number,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await tx.query<{ definition: string; open: number }>(
    `select d.id as definition, counted.open from unnest($1::text[], $2::timestamptz[]) as asked(id, since)
     join process.definition d on d.id = asked.id
     cross join lateral (
       select count(*)::integer as open from (
         select 1 from process.instance i where i.definition = d.number and i.ended_at is null and i.started_at <= asked.since limit $3
       ) as old
     ) as counted`,
    [versions.map(({ definition }) => definition), versions.map(({ since }) => since), most],
  )
  return new Map(rows.map(({ definition, open }) => [definition, open]))
}

/** By their ids. */
export async function findCases(tx: Tx, cases: readonly string[]): Promise<CaseLine[]> {
  return (
    await tx.query<CaseLine>(
      `select ${line} from process.any_case where case_id = any($1) order by case_id desc limit 20`,
      [cases],
    )
  ).rows
}

/** Cases by the number that worklists show, looked for one by one: for engines whose numbers no room keeps. */
export async function casesByLabel(tx: Tx, label: string): Promise<string[]> {
  return (
    await tx.query<{ id: string }>('select case_id as id from process.any_case where label = $1', [label])
  ).rows.map((row) => row.id)
}

export async function findCaseLine(tx: Tx, caseId: string): Promise<CaseLine | undefined> {
  return (await tx.query<CaseLine>(`select ${line} from process.any_case where case_id = $1`, [caseId])).rows[0]
}

/**
 * The cases of versions that ended last, archived ones too: which, and when they began and ended. By their end: of those
 * that began last only the quick ones have ended.
 * @param most of each version
 */
export async function endedCases(
  tx: Tx,
  definitions: readonly string[],
  most: number,
): Promise<{ definition: string; caseId: string; startedAt: string; endedAt: string }[]> {
  return (
    await tx.query<{ definition: string; caseId: string; startedAt: string; endedAt: string }>(
      `select d.id as definition, ended.case_id as "caseId", ended.started_at as "startedAt", ended.ended_at as "endedAt" from process.definition d
       cross join lateral (
         select case_id, started_at, ended_at from (
           (select case_id, started_at, ended_at from process.instance where definition = d.number and ended_at is not null order by ended_at desc limit $2)
           union all
           (select case_id, started_at, ended_at from process.archive where definition = d.id order by ended_at desc limit $2)
         ) as kept order by ended_at desc limit $2
       ) as ended
       where d.id = any($1)`,
      [definitions, most],
    )
  ).rows
}
