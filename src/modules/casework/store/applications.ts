import { readCaseNumber } from '../../../kernel/values/index.ts'
import { representedBy } from '../../../platform/identity/index.ts'
import { digestSql, instantSql, vouch } from '../../../platform/audit/index.ts'
import { general, Refusal } from '../../../platform/use-case/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import type { Outcome, Status } from '../../../kernel/case/index.ts'
import type { Application } from '../model/application.ts'

const columns = `case_id as "caseId", number, service, version, status, channel, language, person, organisation, applicant, representative, district, owner,
  taken_by_office as "takenByOffice", taken_by as "takenBy", answers, filed_at as "filedAt", counts_from as "countsFrom", due_at as "dueAt", decided_at as "decidedAt",
  closed_at as "closedAt", outcome, silent_at as "silentAt", fee, receipt, revision`

/** What of an application must not change unseen. */
export const APPLICATION_DIGEST = digestSql(
  'number',
  'service',
  'version',
  'status',
  'outcome',
  'channel',
  'person',
  'organisation',
  'applicant',
  'representative',
  'district',
  'owner',
  'answers',
  'fee',
  'receipt',
  'language',
  'taken_by_office',
  'taken_by',
  ...['filed_at', 'counts_from', 'due_at', 'decided_at', 'closed_at', 'silent_at'].map(instantSql),
)

export async function findApplication(tx: Tx, caseId: string): Promise<Application | undefined> {
  return (await tx.query<Application>(`select ${columns} from casework.application where case_id = $1`, [caseId]))
    .rows[0]
}

/** @throws Refusal not-found */
export async function getApplication(tx: Tx, caseId: string): Promise<Application> {
  const found = await findApplication(tx, caseId)
  if (!found) throw new Refusal(general['not-found'])
  return found
}

/** Who a case is about, and no more of it: lists read it for each line. */
export type Parties = Pick<Application, 'caseId' | 'number' | 'service' | 'person' | 'organisation'> & {
  applicant: { name: string; number: string | null }
  representative: { number: string | null } | null
}

/** The parties of those of these cases that somebody filed. */
export async function partiesOf(tx: Tx, cases: readonly string[]): Promise<Parties[]> {
  if (cases.length === 0) return []
  type Row = Omit<Parties, 'applicant' | 'representative'> & Record<'name' | 'own' | 'acting', string | null>
  const { rows } = await tx.query<Row>(
    `select case_id as "caseId", number, service, person, organisation, applicant->>'name' as name,
       applicant->>'number' as own, representative->>'number' as acting
     from casework.application where case_id = any($1)`,
    [[...new Set(cases)]],
  )
  return rows.map(({ name, own, acting, ...of }) => ({
    ...of,
    applicant: { name: name ?? '', number: own },
    representative: acting === null ? null : { number: acting },
  }))
}

/** By the number people know; spaces around it are forgiven. */
export async function findApplicationByNumber(tx: Tx, number: string): Promise<Application | undefined> {
  return (
    await tx.query<Application>(
      `select ${columns} from casework.application where case_id = (select case_id from casework.number where number = $1)`,
      [number.trim()],
    )
  ).rows[0]
}

/** By the code of its receipt, written plainly. */
export async function findApplicationByReceipt(tx: Tx, code: string): Promise<Application | undefined> {
  return (
    await tx.query<Application>(
      `select ${columns} from casework.application where case_id = (select case_id from casework.receipt where code = $1)`,
      [code],
    )
  ).rows[0]
}

/** Columns of a new application, as its row is sent. */
const FILED = `case_id uuid, number text, service text, version integer, status text, channel text, language text, person uuid, organisation text, applicant jsonb,
  representative jsonb, district text, owner text, taken_by_office text, taken_by uuid, answers jsonb, filed_at timestamptz, counts_from timestamptz, due_at timestamptz,
  fee jsonb, receipt text`
const filedColumns = FILED.replaceAll(/ (uuid|text|integer|jsonb|timestamptz)(?=,|$)/g, '')

/** Writes new applications with their numbers and receipts: one statement for all. */
export async function insertApplications(tx: Tx, applications: readonly Application[], now: string): Promise<void> {
  const { rows } = await tx.query<{ id: string; digest: string }>(
    `with filed as materialized (select ${filedColumns} from jsonb_to_recordset($1::jsonb) as filed (${FILED})),
       numbered as (insert into casework.number (number, case_id) select number, case_id from filed),
       receipted as (insert into casework.receipt (code, case_id) select receipt, case_id from filed)
     insert into casework.application (${filedColumns}) select ${filedColumns} from filed returning case_id as id, ${APPLICATION_DIGEST} as digest`,
    [
      JSON.stringify(
        applications.map(({ caseId, takenByOffice, takenBy, filedAt, countsFrom, dueAt, ...named }) => ({
          ...named,
          case_id: caseId,
          taken_by_office: takenByOffice,
          taken_by: takenBy,
          filed_at: filedAt,
          counts_from: countsFrom,
          due_at: dueAt,
        })),
      ),
    ],
  )
  for (const { id, digest } of rows) await vouch(tx, id, 'application', digest, { now })
}

/**
 * The next number of a month, such as `2026-10-001234`: gap-free, because the row's lock is held to the commit.
 * Take it last in a transaction, so that others wait as short as can be. From here on the database ends the transaction
 * when its process asks nothing for two seconds: each filing that a frozen web server has in hand would hold up all others.
 */
export const nextNumber = async (tx: Tx, period: string): Promise<string> => (await nextNumbers(tx, period, 1))[0]!

/** The next numbers of a month, in their order: see `nextNumber`. */
export async function nextNumbers(tx: Tx, period: string, count: number): Promise<string[]> {
  const found = await tx.query<{ last: number }>(
    `with quick as materialized (select set_config('idle_in_transaction_session_timeout', '2000', true))
     insert into casework.counter (period, last) select $1, $2 from quick on conflict (period) do update set last = casework.counter.last + excluded.last returning last`,
    [period, count],
  )
  const before = found.rows[0]!.last - count
  return Array.from({ length: count }, (_, n) => `${period}-${String(before + n + 1).padStart(6, '0')}`)
}

export interface Change {
  status?: Status
  dueAt?: string | null
  decidedAt?: string
  outcome?: Outcome
  silentAt?: string | null
  closedAt?: string | null
  answers?: Record<string, unknown>
}

export async function updateApplication(tx: Tx, caseId: string, change: Change, now: string): Promise<void> {
  const { rows } = await tx.query<{ digest: string }>(
    `update casework.application set status = coalesce($2, status), due_at = case when $3 then $4::timestamptz else due_at end, decided_at = coalesce($5, decided_at),
     closed_at = case when $6 then $7::timestamptz else closed_at end, answers = coalesce($8, answers),
     -- what is decided before its term would begin was received when it came: no paper says otherwise
     counts_from = case when counts_from > least($5::timestamptz, case when $6 then $7::timestamptz end) then filed_at else counts_from end, outcome = coalesce($9, outcome),
     silent_at = case when $10 then $11::timestamptz else silent_at end, revision = revision + 1 where case_id = $1 returning ${APPLICATION_DIGEST} as digest`,
    [
      caseId,
      change.status ?? null,
      'dueAt' in change,
      change.dueAt ?? null,
      change.decidedAt ?? null,
      'closedAt' in change,
      change.closedAt ?? null,
      change.answers ? JSON.stringify(change.answers) : null,
      change.outcome ?? null,
      'silentAt' in change,
      change.silentAt ?? null,
    ],
  )
  if (rows[0]) await vouch(tx, caseId, 'application', rows[0].digest, { now })
}

/** Another office has the case from now on, and its applicant lives in another district. */
export async function moveApplication(
  tx: Tx,
  caseId: string,
  { district, owner }: { district: string; owner: string },
  now: string,
): Promise<void> {
  const { rows } = await tx.query<{ digest: string }>(
    `update casework.application set district = $2, owner = $3, applicant = applicant || jsonb_build_object('district', $2::text), revision = revision + 1
     where case_id = $1 returning ${APPLICATION_DIGEST} as digest`,
    [caseId, district, owner],
  )
  if (rows[0]) await vouch(tx, caseId, 'application', rows[0].digest, { now })
}

/** The counter at which the person came with a case that the state began. */
export async function takeAtCounter(
  tx: Tx,
  caseId: string,
  { office, by, now }: { office: string; by: string; now: string },
): Promise<void> {
  const { rows } = await tx.query<{ digest: string }>(
    `update casework.application set taken_by_office = $2, taken_by = $3, revision = revision + 1 where case_id = $1 returning ${APPLICATION_DIGEST} as digest`,
    [caseId, office, by],
  )
  if (rows[0]) await vouch(tx, caseId, 'application', rows[0].digest, { now })
}

export interface ListedApplication {
  caseId: string
  number: string
  service: string
  version: number
  status: Status
  outcome: Outcome | null
  filedAt: string
  dueAt: string | null
  closedAt: string | null
  channel: string
  owner: string
  fee: { amount: number } | null
}
const listed =
  'case_id as "caseId", number, service, version, status, outcome, filed_at as "filedAt", due_at as "dueAt", closed_at as "closedAt", channel, owner, fee'

/**
 * A person's own applications and those of whom they may act for at `now`, newest first; or those of an organisation.
 * @param service those of one service alone
 * @returns each with which datum and answer it names, where it corrects one
 */
export async function applicationsOf(
  tx: Tx,
  who: { person: string } | { organisation: string },
  now: string,
  after?: { filedAt: string; caseId: string },
  size = 30,
  service?: string,
): Promise<(ListedApplication & { record: string | null })[]> {
  const [where, value, ...more] =
    'organisation' in who
      ? ['organisation = $1', who.organisation]
      : [`person = $1 and (organisation is null or organisation in ${representedBy('$1', '$6')})`, who.person, now]
  const found = await tx.query<ListedApplication & { record: string | null }>(
    `select ${listed}, answers ->> 'record' as record from casework.application where ${where} and ($5::text is null or service = $5) and ($2::timestamptz is null or (filed_at, case_id) < ($2, $3::uuid)) order by filed_at desc, case_id desc limit $4`,
    [value, after?.filedAt ?? null, after?.caseId ?? null, size, service ?? null, ...more],
  )
  return found.rows
}

/** What a counter took in, newest first. */
export async function applicationsTakenBy(tx: Tx, office: string, size: number): Promise<ListedApplication[]> {
  return (
    await tx.query<ListedApplication>(
      `select ${listed} from casework.application where taken_by_office = $1 order by filed_at desc, case_id desc limit $2`,
      [office, size],
    )
  ).rows
}

/** What a counter took in on paper since an instant and has no file for a field yet, oldest first. */
export async function papersUnscanned(
  tx: Tx,
  office: string,
  { since, field, size }: { since: string; field: string; size: number },
): Promise<{ id: string; number: string; applicant: string; applicantNumber: string | null; filedAt: string }[]> {
  return (
    await tx.query<{
      id: string
      number: string
      applicant: string
      applicantNumber: string | null
      filedAt: string
    }>(
      `select a.case_id as id, a.number, coalesce(a.applicant ->> 'name', '') as applicant, a.applicant ->> 'number' as "applicantNumber", a.filed_at as "filedAt"
       from casework.application a where a.taken_by_office = $1 and a.channel = 'paper' and a.filed_at >= $2
       and not exists (select 1 from casework.attachment f where f.owner = a.case_id and f.field = $3)
       order by a.filed_at, a.case_id limit $4`,
      [office, since, field, size],
    )
  ).rows
}

/** How many applications a counter took in since an instant, by the way they came. */
export async function takenSince(tx: Tx, office: string, since: string): Promise<{ channel: string; count: number }[]> {
  return (
    await tx.query<{ channel: string; count: number }>(
      'select channel, count(*)::int as count from casework.application where taken_by_office = $1 and filed_at >= $2 group by channel order by channel',
      [office, since],
    )
  ).rows
}

/** Who stood at the counter for each of several cases, and for which firm. */
export async function filersOf(
  tx: Tx,
  cases: readonly string[],
): Promise<Map<string, { person: string; name: string; number: string | null; firm: string | null }>> {
  const rows = (
    await tx.query<{ id: string; person: string; name: string; number: string | null; firm: string | null }>(
      `select case_id as id, person, coalesce(representative ->> 'name', applicant ->> 'name') as name,
         case when representative is null then applicant ->> 'number' else representative ->> 'number' end as number,
         case when organisation is null then null else applicant ->> 'name' end as firm
       from casework.application where case_id = any($1)`,
      [cases],
    )
  ).rows
  return new Map(rows.map(({ id, ...filer }) => [id, filer]))
}

/** The case whose application has a number. */
export async function casesByNumber(tx: Tx, number: string): Promise<string[]> {
  return (
    await tx.query<{ id: string }>('select case_id as id from casework.number where number = $1', [
      readCaseNumber(number) ?? number.trim(),
    ])
  ).rows.map((row) => row.id)
}

/** Numbers of applications by the ids of their cases; other ids are left out. */
export async function numbersOfCases(tx: Tx, cases: readonly string[]): Promise<Map<string, string>> {
  const found = await tx.query<{ id: string; number: string }>(
    'select case_id as id, number from casework.application where case_id = any($1::uuid[])',
    [cases],
  )
  return new Map(found.rows.map(({ id, number }) => [id, number]))
}

/** Applications that are not over, by id, those after one; each is held to the end of the transaction. */
export async function openApplications(tx: Tx, after: string | undefined, size: number): Promise<Application[]> {
  return (
    await tx.query<Application>(
      `select ${columns} from casework.application where closed_at is null and ($1::uuid is null or case_id > $1) order by case_id limit $2 for update`,
      [after ?? null, size],
    )
  ).rows
}

/** Numbers of those who applied for a service by themselves from one instant on and before another; what the state began is left out. */
export const numbersThatApplied = async (tx: Tx, service: string, since: string, before: string): Promise<string[]> =>
  (
    await tx.query<{ number: string }>(
      `select distinct applicant->>'number' as number from casework.application
       where service = $1 and channel <> 'proactive' and filed_at >= $2 and filed_at < $3`,
      [service, since, before],
    )
  ).rows.map(({ number }) => number)

/** Numbers of those to whom a service that began by itself granted something, begun between two days. */
export const numbersThatTook = async (tx: Tx, service: string, since: string, before: string): Promise<string[]> =>
  (
    await tx.query<{ number: string }>(
      `select distinct applicant->>'number' as number from casework.application
       where service = $1 and channel = 'proactive' and outcome in ('granted', 'granted-in-part')
         and filed_at >= $2 and filed_at < $3`,
      [service, since, before],
    )
  ).rows.map(({ number }) => number)
