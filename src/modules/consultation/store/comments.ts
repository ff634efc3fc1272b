import type { Tx } from '../../../platform/database/index.ts'
import { CAMPAIGN } from '../model/campaign.ts'
import type { AnswerOutcome } from '../model/outcomes.ts'
import type { Entered } from './entered.ts'

export interface NewComment {
  discussion: string
  id: string
  version: number
  unit: string | null
  from: number | null
  until: number | null
  passage: string | null
  words: string
  proposal: string | null
  language: string
  author: string | null
  authorName: string | null
  business: string | null
  at: string
  confirmedAt: string | null
  salt: string
  /** Where it stands in the text that is discussed now, and which text that is. */
  place: CarriedPlace
  placedOn: number
  /** What it is compared by with others. */
  signature: Uint8Array | null
  content: Uint8Array
}

/** Where a comment stands in the text of now. */
export interface CarriedPlace {
  state: 'same' | 'changed' | 'gone'
  unit: string | null
  from: number | null
  until: number | null
  /** What stands where a lost passage stood. */
  instead: string | null
}

const WRITTEN = `discussion, id, version, unit, passage_from, passage_until, passage, words, proposal, language, author, author_name, business, at, confirmed_at, salt,
       place_unit, place_from, place_until, place_state, place_instead, signature, content, placed_on`

/** What is written of a comment, in the order of its columns. */
const valuesOf = ({ place, ...item }: NewComment): unknown[] => [
  item.discussion,
  item.id,
  item.version,
  item.unit,
  item.from,
  item.until,
  item.passage,
  item.words,
  item.proposal,
  item.language,
  item.author,
  item.authorName,
  item.business,
  item.at,
  item.confirmedAt,
  item.salt,
  place.unit,
  place.from,
  place.until,
  place.state,
  place.instead,
  item.signature,
  item.content,
  item.placedOn,
]

/** Writes a comment. */
export async function insertComment(tx: Tx, item: NewComment): Promise<void> {
  await tx.query(
    `insert into consultation.comment (${WRITTEN})
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)`,
    valuesOf(item),
  )
}

/** Types of what is written, in its order. */
const TYPES =
  'uuid uuid int text int int text text text text uuid text text timestamptz timestamptz text text int int text text bytea bytea int'.split(
    ' ',
  )

/** Writes comments, many in one statement: one counter is moved, once for all of them. */
export async function insertComments(tx: Tx, items: readonly NewComment[]): Promise<void> {
  // a column each: the whole takes a twelfth less of the processor than rows as JSON
  const rows = items.map(valuesOf)
  await tx.query(
    `insert into consultation.comment (${WRITTEN})
     select * from unnest(${TYPES.map((type, at) => `$${at + 1}::${type}[]`).join(', ')})`,
    TYPES.map((_type, at) => rows.map((row) => row[at])),
  )
}

/** An answer as it stands with a comment. */
export interface GivenAnswer {
  id: string
  outcome: AnswerOutcome
  reason: string
  changeVersion: number | null
  changeUnit: string | null
  owed: string | null
  owedBy: string | null
  done: string | null
  disputed: boolean
  by: string
  at: string
  /** Answers of this discussion with the same reason; more than one is shown as repeated. */
  repeated: number
  /** Comments that got this very answer. */
  comments: number
}

export interface ShownComment {
  id: string
  version: number
  unit: string | null
  from: number | null
  until: number | null
  passage: string | null
  words: string | null
  proposal: string | null
  language: string
  author: string | null
  authorName: string | null
  business: string | null
  /** Sent with an e-mail address: nobody checked for whom they speak. */
  byEmail: boolean
  /** How it came, where an official entered it. */
  entered: (Entered & { by: string }) | null
  at: string
  supported: number
  hiddenReason: string | null
  placeState: 'same' | 'changed' | 'gone'
  placeUnit: string | null
  placeFrom: number | null
  placeUntil: number | null
  placeInstead: string | null
  group: { id: string; members: number; state: 'proposed' | 'confirmed' } | null
  answer: GivenAnswer | null
}

const SHOWN = `c.id, c.version, c.unit, c.passage_from as "from", c.passage_until as until, c.passage,
  case when c.hidden_reason is null then c.words end as words, case when c.hidden_reason is null then c.proposal end as proposal,
  c.place_state as "placeState", c.place_unit as "placeUnit", c.place_from as "placeFrom", c.place_until as "placeUntil", c.place_instead as "placeInstead",
  case when g.id is not null then jsonb_build_object('id', g.id, 'members', g.members, 'state', g.state) end as group,
  c.language, c.author, case when c.hidden_reason is null then c.author_name end as "authorName", case when c.hidden_reason is null then c.business end as business, exists (select 1 from consultation.correspondent k where k.id = c.author) as "byEmail",
  case when c.author is null then (select jsonb_build_object('source', e.source, 'origin', e.origin, 'received', e.received, 'by', e.entered_by_name)
    from consultation.entered e where e.discussion = c.discussion and e.comment = c.id) end as entered, c.at, c.supported, c.hidden_reason as "hiddenReason",
  case when a.id is not null then jsonb_build_object('id', a.id, 'outcome', a.outcome, 'reason', a.reason, 'changeVersion', a.change_version,
    'changeUnit', a.change_unit, 'owed', a.owed, 'owedBy', a.owed_by,
    'done', case when a.owed is not null then (select what from consultation.owed_said o where o.discussion = a.discussion and o.answer = a.id) end,
    'disputed', a.owed is not null and exists (select 1 from consultation.owed_said o where o.discussion = a.discussion and o.answer = a.id and o.disputed), 'by', a.given_by_name, 'at', to_char(a.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'repeated', (select count(*) from consultation.answer r where r.discussion = a.discussion and r.reason_hash = a.reason_hash),
    'comments', a.comments) end as answer`
const HIDES = 'case when c.hidden_reason is null then'
const SHOWN_TO_AUTHOR = SHOWN.replace(`${HIDES} c.words end as words`, 'c.words')
  .replace(`${HIDES} c.proposal end as proposal`, 'c.proposal')
  .replace(`${HIDES} c.author_name end as`, 'c.author_name as')
  .replace(`${HIDES} c.business end as business`, 'c.business')
const FROM =
  'from consultation.comment c left join consultation.answer a on a.discussion = c.discussion and a.id = c.answer left join consultation.comment_group g on g.discussion = c.discussion and g.id = c.group_id'

/**
 * Comments of a discussion, newest first; all of them, or those of one part of the text.
 * @param unit id of an article; null for those of the whole; undefined for all
 * @param alone without those of campaigns
 */
export async function listComments(
  tx: Tx,
  discussion: string,
  {
    unit,
    waiting,
    alone,
    after,
    size,
  }: { unit?: string | null; waiting?: boolean; alone?: boolean; after?: string; size: number },
): Promise<ShownComment[]> {
  return (
    await tx.query<ShownComment>(
      `select ${SHOWN} ${FROM}
       where c.discussion = $1 and c.confirmed_at is not null ${unit === undefined ? 'and $2::text is null' : unit === null ? 'and c.place_unit is null and $2::text is null' : 'and c.place_unit = $2'}
         ${waiting ? 'and c.awaits' : ''} ${alone ? `and (g.members is null or g.members < ${CAMPAIGN})` : ''} and ($3::uuid is null or c.id < $3) order by c.id desc limit $4`,
      [discussion, unit ?? null, after ?? null, size],
    )
  ).rows
}

/** Comments that somebody supports, and how many do. */
export async function supportedOf(tx: Tx, discussion: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await tx.query<{ id: string; supported: number }>(
    'select id, supported from consultation.comment where discussion = $1 and supported > 0',
    [discussion],
  )
  return new Map(rows.map(({ id, supported }) => [id, supported]))
}

/** How many comments were made for a business; the others are people's own. */
export async function countForBusiness(tx: Tx, discussion: string): Promise<number> {
  const { rows } = await tx.query<{ n: number }>(
    'select count(*)::int as n from consultation.comment where discussion = $1 and confirmed_at is not null and business is not null',
    [discussion],
  )
  return rows[0]!.n
}

export async function findComment(tx: Tx, discussion: string, id: string): Promise<ShownComment | undefined> {
  return (
    await tx.query<ShownComment>(
      `select ${SHOWN} ${FROM} where c.discussion = $1 and c.id = $2 and c.confirmed_at is not null`,
      [discussion, id],
    )
  ).rows[0]
}

/** Who made a comment; undefined when there is none, or nobody can be told. */
export async function findAuthor(tx: Tx, discussion: string, id: string): Promise<string | undefined> {
  const { rows } = await tx.query<{ author: string | null }>(
    'select author from consultation.comment where discussion = $1 and id = $2',
    [discussion, id],
  )
  return rows[0]?.author ?? undefined
}

/** A comment as its author sees it: also the words of one that is hidden. */
export async function findOwn(tx: Tx, discussion: string, id: string): Promise<ShownComment | undefined> {
  return (
    await tx.query<ShownComment>(
      `select ${SHOWN_TO_AUTHOR} ${FROM} where c.discussion = $1 and c.id = $2 and c.confirmed_at is not null`,
      [discussion, id],
    )
  ).rows[0]
}

type Margins = ReadonlyMap<string, { all: number; waiting: number }>

/**
 * What was counted last of a discussion, and of which state: comments only become more, of so many ever fewer wait, and
 * a new text has a new number, so that these three together name what was counted.
 */
const margins = new Map<string, { state: string; at: number; counted: Margins }>()
const KEPT_AT_MOST = 200
/** Counting so many again for every comment that comes would be felt: their margins may be some seconds old. */
const MANY = 20_000
const OLD_AT_MOST_MILLISECONDS = 5_000

/** Comments of each article, for the margin; the key '' is the whole. Counted again only when something has changed. */
export async function countByUnit(
  tx: Tx,
  { id, version, comments, waiting }: { id: string; version: number; comments: number; waiting: number },
  now: string,
): Promise<Margins> {
  const [state, at] = [`${version} ${comments} ${waiting}`, Date.parse(now)]
  const known = margins.get(id)
  if (known?.state === state) return known.counted
  const young = known !== undefined && Math.abs(at - known.at) < OLD_AT_MOST_MILLISECONDS
  if (comments > MANY && young && known.state.startsWith(`${version} `)) return known.counted
  const counted = await countAgain(tx, id)
  margins.delete(id)
  if (margins.size >= KEPT_AT_MOST) margins.delete(margins.keys().next().value!)
  margins.set(id, { state, at, counted })
  return counted
}

async function countAgain(tx: Tx, discussion: string): Promise<Margins> {
  const { rows } = await tx.query<{ unit: string; all: number; waiting: number }>(
    `select coalesce(place_unit, '') as unit, count(*)::int as all, count(*) filter (where awaits)::int as waiting
     from consultation.comment where discussion = $1 and confirmed_at is not null group by 1`,
    [discussion],
  )
  return new Map(rows.map(({ unit, ...counted }) => [unit, counted]))
}

/** Comments a person made, newest first. */
export async function listOwn(
  tx: Tx,
  author: string,
  after: string | undefined,
  size: number,
): Promise<(ShownComment & { discussion: string; title: string; textNow: number })[]> {
  return (
    await tx.query<ShownComment & { discussion: string; title: string; textNow: number }>(
      `select ${SHOWN_TO_AUTHOR}, c.discussion, d.title, d.version as "textNow" ${FROM} join consultation.discussion d on d.id = c.discussion
       where c.author = $1 and ($2::uuid is null or c.id < $2) order by c.id desc limit $3`,
      [author, after ?? null, size],
    )
  ).rows
}

/** A person supports a comment; a second time changes nothing. @returns how many support it now */
export async function support(
  tx: Tx,
  discussion: string,
  comment: string,
  person: string,
  now: string,
): Promise<number> {
  const { rowCount } = await tx.query(
    'insert into consultation.support (discussion, comment, person, at) values ($1, $2, $3, $4) on conflict do nothing',
    [discussion, comment, person, now],
  )
  const { rows } = await tx.query<{ supported: number }>(
    'update consultation.comment set supported = supported + $3 where discussion = $1 and id = $2 returning supported',
    [discussion, comment, rowCount ?? 0],
  )
  return rows[0]!.supported
}

export interface StandingComment extends CarriedPlace {
  id: string
}

const SIZE = 5_000

/** Where all comments stand in the text of now, some thousands at a time. */
export async function* loadPlaces(tx: Tx, discussion: string): AsyncGenerator<StandingComment[]> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const { rows } = await tx.query<StandingComment>(
      `select id, place_state as state, place_unit as unit, place_from as "from", place_until as until, place_instead as instead
       from consultation.comment where discussion = $1 and id > $2 order by id limit $3`,
      [discussion, after, SIZE],
    )
    if (rows.length > 0) yield rows
    if (rows.length < SIZE) return
    after = rows.at(-1)!.id
  }
}

/** Sets where comments stand in the text that is discussed from now on. */
export async function setPlaces(tx: Tx, discussion: string, places: readonly StandingComment[]): Promise<void> {
  await tx.query(
    `update consultation.comment c set place_state = t.state, place_unit = t.unit, place_from = t."from", place_until = t.until, place_instead = t.instead
     from jsonb_to_recordset($2::jsonb) as t(id uuid, state text, unit text, "from" int, until int, instead text)
     where c.discussion = $1 and c.id = t.id`,
    [discussion, JSON.stringify(places)],
  )
}
