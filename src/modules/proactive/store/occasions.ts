import type { Tx } from '../../../platform/database/index.ts'
import type { Reach } from './looked.ts'

export interface Occasion {
  id: string
  service: string
  event: string
  known: string
  state: 'selected' | 'opened' | 'shadow' | 'withdrawn'
  version: number
  date: string
  grouping: string
  eventOn: string
  noticeOn: string
  caseId: string | null
  number: string
  /** Register and feed that told of it. */
  feed: string
  ended: string | null
  facts: Record<string, unknown>
}

/** A service that begins to act takes those that it only counted before, whose day of notice had not passed then. @param zone the country's */
export const wakeShadows = async (tx: Tx, service: string, event: string, zone: string): Promise<void> => {
  await tx.query(
    "update proactive.occasion set state = 'selected' where service = $1 and event = $2 and state = 'shadow' and notice_on >= (selected_at at time zone $3)::date",
    [service, event, zone],
  )
}

const OCCASION = `occasion.id, occasion.service, occasion.event, occasion.known, occasion.state, occasion.version, occasion.date::text as date,
  occasion.grouping, occasion.event_on::text as "eventOn", occasion.notice_on::text as "noticeOn", occasion.case_id as "caseId",
  known.number, known.feed, known.ended::text as ended, known.facts`

/** Why one is not opened whom no register knows by name. */
export const UNKNOWN = 'person-unknown'

/** Whose it was has died: to whom it goes is for a person to say. */
export const BEARER_DIED = 'bearer-died'

/** The feed holds the person under another record too, and that has a case of the same event. */
export const SAME_PERSON = 'same-person'

/**
 * Those whose number has a case of the same event under another record. Each number is held to the end of the transaction,
 * in one order, so that of two at once one opens.
 * @returns ids of the occasions
 */
export async function openedForNumbers(tx: Tx, occasions: readonly Occasion[]): Promise<Set<string>> {
  if (occasions.length === 0) return new Set()
  const columns = (['id', 'service', 'event', 'number'] as const).map((name) => occasions.map((each) => each[name]))
  // not awaited: the look goes out with it, and comes after it
  const holding = tx.query(
    `select pg_advisory_xact_lock(hashtextextended(held.name, 0)) from (
       select 'proactive.number ' || given.service || ' ' || given.event || ' ' || given.number as name
       from unnest($1::text[], $2::text[], $3::text[]) as given (service, event, number) order by 1) as held`,
    columns.slice(1),
  )
  holding.catch(() => undefined)
  const { rows } = await tx.query<{ id: string }>(
    `select given.id from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as given (id, service, event, number)
       -- one look into the index for each, however many cases there are
       cross join lateral (select 1 from proactive.occasion other where other.service = given.service and other.event = given.event
         and other.number = given.number and other.state = 'opened' and other.id <> given.id limit 1) as opened`,
    columns,
  )
  return new Set(rows.map(({ id }) => id))
}

/** No office of the kind serves the place where the person moved. */
export const MOVED_NO_OFFICE = 'moved-no-office'

/** Ids of those that wait to be opened; one that failed waits an hour, whom no register knows a day: each try is a look.
 * One that was tried by a clock that ran ahead is tried by the right one. */
export const selectedOccasions = async (tx: Tx, now: string, most: number): Promise<string[]> =>
  (
    await tx.query<{ id: string }>(
      `select id from proactive.occasion where state = 'selected' and problem is distinct from 'bearer-died'
         and (tried_at is null or tried_at > $1::timestamptz
           or tried_at < $1::timestamptz - case when problem = $3 then interval '1 day' else interval '1 hour' end)
       order by selected_at limit $2`,
      [now, most, UNKNOWN],
    )
  ).rows.map(({ id }) => id)

/** One as it stands, without holding it. */
export const findOccasion = async (tx: Tx, id: string): Promise<Occasion | undefined> =>
  (
    await tx.query<Occasion>(
      `select ${OCCASION} from proactive.occasion occasion join proactive.known known on known.id = occasion.known
       where occasion.id = $1`,
      [id],
    )
  ).rows[0]

/** One that waits to be opened. */
export interface ToBegin extends Occasion {
  /** A case of the same event was ended before, because what it rested on was corrected. */
  again: boolean
}

/** Locks those that wait to be opened; without those that another run has taken. */
export const lockSelected = async (tx: Tx, ids: readonly string[]): Promise<ToBegin[]> =>
  (
    await tx.query<ToBegin>(
      `select ${OCCASION}, exists (
           select 1 from proactive.occasion before where before.service = occasion.service and before.event = occasion.event
             and before.known = occasion.known and before.state = 'withdrawn' and before.case_id is not null) as again
       from proactive.occasion occasion join proactive.known known on known.id = occasion.known
       where occasion.id = any($1) and occasion.state = 'selected'
       for update of occasion skip locked`,
      [ids],
    )
  ).rows

/** Writes into occasions which cases they have. */
export async function markOpened(
  tx: Tx,
  opened: readonly { id: string; caseId: string }[],
  now: string,
): Promise<void> {
  await tx.query(
    `update proactive.occasion set state = 'opened', case_id = given.case_id, opened_at = $3, problem = null
     from unnest($1::uuid[], $2::uuid[]) as given (id, case_id) where occasion.id = given.id`,
    [opened.map(({ id }) => id), opened.map(({ caseId }) => caseId), now],
  )
}

export async function markProblem(tx: Tx, id: string, problem: string, now: string): Promise<void> {
  await tx.query('update proactive.occasion set problem = $2, tried_at = $3 where id = $1', [
    id,
    problem.slice(0, 500),
    now,
  ])
}

/** Takes back one problem; another that stands there stays. */
export async function clearProblem(tx: Tx, id: string, problem: string): Promise<void> {
  await tx.query('update proactive.occasion set problem = null where id = $1 and problem = $2', [id, problem])
}

/** Open cases of whoever moved where no office served, those that were tried longest ago first; held. */
export const movedWithoutOffice = async (
  tx: Tx,
  service: string,
  most: number,
): Promise<{ id: string; caseId: string; district: string }[]> =>
  (
    await tx.query<{ id: string; caseId: string; district: string }>(
      `select id, case_id as "caseId", district from proactive.occasion
       where service = $1 and problem = 'moved-no-office' and state = 'opened' and district is not null
       order by tried_at limit $2 for update skip locked`,
      [service, most],
    )
  ).rows

export async function markSettled(tx: Tx, id: string): Promise<void> {
  await tx.query('update proactive.occasion set settled = true where id = $1', [id])
}

export async function markWithdrawn(tx: Tx, id: string, why: string): Promise<void> {
  await tx.query("update proactive.occasion set state = 'withdrawn', problem = $2 where id = $1", [id, why])
}

/** How the ground of an occasion stands now, beside how it stood. */
export interface ChangedOccasion extends Occasion {
  nowDate: string | null
  nowGrouping: string
  nowDistrict: string | null
  numberBefore: string | null
  districtBefore: string | null
  /** Another feed, which tells of persons themselves, says that whoever bears the number has died. */
  bearerDied: boolean
}

const HAS_DIED = `exists (select 1 from proactive.known bearer
  where bearer.number = known.number and bearer.ended is not null and bearer.feed = any($3) and bearer.id <> known.id)`

/**
 * Those whose ground is not what it was: who died or moved, whose date, group or number was corrected. Looked for among
 * what was written since the last look: rows of the feed, deaths that another feed tells of, and deaths of before it of whoever
 * was selected since. What was decided and is over stays as it is.
 * @param of.persons feeds whose rows are persons themselves: an end there is a death
 * @param of.since how far was looked before
 * @param of.hold false: only whether there are any, also of those that another run holds
 */
export const changedOccasions = async (
  tx: Tx,
  of: { service: string; persons: readonly string[]; since: Reach; most: number; hold: boolean },
): Promise<ChangedOccasion[]> =>
  (
    await tx.query<ChangedOccasion>(
      `select ${OCCASION}, known.date::text as "nowDate", known.grouping as "nowGrouping", known.facts ->> 'district' as "nowDistrict",
         occasion.number as "numberBefore", occasion.district as "districtBefore", ${HAS_DIED} as "bearerDied"
       from (
           select occasion.id from proactive.known known join proactive.occasion occasion on occasion.known = known.id
             where known.changed > $4 and occasion.service = $1
           union select occasion.id from proactive.occasion occasion join proactive.known dead on dead.number = occasion.number
             where occasion.service = $1 and occasion.made > $5 and dead.ended is not null and dead.feed = any($3)
           union select occasion.id from proactive.known dead join proactive.occasion occasion on occasion.number = dead.number
             where dead.changed > $4 and dead.ended is not null and dead.feed = any($3) and occasion.service = $1 and occasion.state <> 'withdrawn'
         ) as touched
         join proactive.occasion occasion on occasion.id = touched.id join proactive.known known on known.id = occasion.known
       where occasion.state in ('selected', 'opened', 'shadow') and occasion.problem is distinct from 'decided-before'
         and (known.ended is not null or known.date is distinct from occasion.date or known.grouping <> occasion.grouping
           or known.number is distinct from occasion.number or known.facts ->> 'district' is distinct from occasion.district
           or (occasion.problem is distinct from 'bearer-died' and not occasion.settled and ${HAS_DIED}))
       order by occasion.selected_at limit $2${of.hold ? ' for update of occasion skip locked' : ''}`,
      [of.service, of.most, of.persons, of.since.known, of.since.occasions],
    )
  ).rows

/** The facts that an occasion now rests on: they were corrected, and it holds all the same. */
export async function restOn(
  tx: Tx,
  id: string,
  {
    date,
    grouping,
    eventOn,
    noticeOn,
    number,
    district,
  }: Pick<Occasion, 'date' | 'grouping' | 'eventOn' | 'noticeOn' | 'number'> & { district: string | null },
): Promise<void> {
  await tx.query(
    'update proactive.occasion set date = $2, grouping = $3, event_on = $4, notice_on = $5, number = $6, district = $7 where id = $1',
    [id, date, grouping, eventOn, noticeOn, number, district],
  )
}

/** The service of a case that an occasion began; undefined: somebody applied for it. */
export const serviceOfCase = async (tx: Tx, caseId: string): Promise<string | undefined> =>
  (await tx.query<{ service: string }>('select service from proactive.occasion where case_id = $1', [caseId])).rows[0]
    ?.service
