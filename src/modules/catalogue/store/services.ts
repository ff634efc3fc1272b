import type { Tx } from '../../../platform/database/index.ts'
import type { Passport } from '../model/passport.ts'
import { PAIRS_FROM, type Asked } from '../model/search-query.ts'
import { vocabularyOf, type SearchWords } from '../model/search-words.ts'

/** A service as lists show it. */
export interface ServiceLine {
  id: string
  version: number
  runs: boolean
  passport: Passport
}

const LINE = 's.id, s.version, s.runs, v.passport'
const FROM = 'catalogue.service s join catalogue.service_version v on v.id = s.id and v.version = s.version'

/** Makes a version the current one and its words those the service is found by. */
export async function putService(tx: Tx, passport: Passport, runs: boolean, words: SearchWords): Promise<void> {
  await tx.query(
    `insert into catalogue.service (id, version, name, life_event, audience, owner_kind, runs, words) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (id) do update set version = excluded.version, name = excluded.name, life_event = excluded.life_event, audience = excluded.audience, owner_kind = excluded.owner_kind, runs = excluded.runs, words = excluded.words`,
    [
      passport.id,
      passport.version,
      JSON.stringify(passport.name),
      passport.lifeEvent,
      passport.audience,
      passport.owner.kind,
      runs,
      JSON.stringify(words),
    ],
  )
  // sorted, so that two publishers at once wait for each other in one order
  await tx.query('insert into catalogue.word (word) select unnest($1::text[]) on conflict do nothing', [
    vocabularyOf(words),
  ])
}

/** What a list is narrowed by. */
export interface Narrowed {
  lifeEvent: string | undefined
  audience: string | undefined
  ownerKind: string | undefined
}
/** @param at number of the first of the three values */
const narrowedFrom = (at: number) =>
  `($${at}::text is null or s.life_event = $${at}) and ($${at + 1}::text is null or $${at + 1} = any(s.audience)) and ($${at + 2}::text is null or s.owner_kind = $${at + 2})`
const narrowedValues = ({ lifeEvent, audience, ownerKind }: Narrowed) => [
  lifeEvent ?? null,
  audience ?? null,
  ownerKind ?? null,
]

/** Services by name in a written language, those that run here first, from after a place and id on. */
export async function servicesByName(
  tx: Tx,
  narrowed: Narrowed,
  language: string,
  after: { name: string; id: string } | undefined,
  limit: number,
): Promise<(ServiceLine & { sortedBy: string; total: number })[]> {
  const found = await tx.query<ServiceLine & { sortedBy: string; total: number }>(
    `select id, version, runs, passport, "sortedBy", total from (select ${LINE}, case when s.runs then '0' else '1' end || (s.name->>$4) as "sortedBy", (count(*) over ())::integer as total from ${FROM} where ${narrowedFrom(1)}) one
     where $5::text is null or ("sortedBy", id) > ($5, $6) order by "sortedBy", id limit $7`,
    [...narrowedValues(narrowed), language, after?.name ?? null, after?.id ?? null, limit],
  )
  return found.rows
}

/** All current services, by id. */
export async function listServices(tx: Tx): Promise<ServiceLine[]> {
  const found = await tx.query<ServiceLine>(`select ${LINE} from ${FROM} order by s.id`, [])
  return found.rows
}

/** Current services by life event, each list by name in a written language; life events without any are not there. */
export async function servicesByLifeEvent(tx: Tx, language: string): Promise<Map<string, ServiceLine[]>> {
  const found = await tx.query<ServiceLine>(`select ${LINE} from ${FROM} order by s.name->>$1, s.id`, [language])
  return Map.groupBy(found.rows, (service) => service.passport.lifeEvent)
}

const ASKED = `asked as materialized (
  select word, quality, case dictionary when 'simple' then text::tsquery when 'russian' then phraseto_tsquery('russian'::regconfig, text) else phraseto_tsquery('english'::regconfig, text) end as query
  from unnest($1::integer[], $2::text[], $3::text[], $4::real[]) as one (word, dictionary, text, quality))`
const askedValues = (asked: readonly Asked[]) => [
  asked.map((item) => item.word),
  asked.map((item) => item.dictionary),
  asked.map((item) => item.text),
  asked.map((item) => item.quality),
]

/** Which of the words stand somewhere. */
export async function wordsFound(tx: Tx, asked: readonly Asked[]): Promise<Set<number>> {
  const found = await tx.query<{ word: number }>(
    `with ${ASKED} select distinct word from asked where exists (select 1 from catalogue.service s where s.search @@ query)`,
    askedValues(asked),
  )
  return new Set(found.rows.map((row) => row.word))
}

/** Known words that share enough three-letter pieces with a mistyped one. */
export async function wordsLike(tx: Tx, word: string): Promise<string[]> {
  await tx.query("select set_config('pg_trgm.similarity_threshold', '0.2', true)", [])
  const found = await tx.query<{ word: string }>(
    'select word from catalogue.word where word % $1 order by similarity(word, $1) desc, word limit 200',
    [word],
  )
  return found.rows.map((row) => row.word)
}

/** Found by less than this share of the best one's worth, a service is noise. */
const CUT = 0.35
/** From this share on it is as good as the best one: what runs here comes first among these. */
const AS_GOOD = 0.8
/** Of a certificate, which often is about what another service gives, among those that are as good. */
const ABOUT = 0.7
/** Worth of standing in the body, the summary, the keywords, the name. */
const WEIGHTS = '0.15, 0.4, 0.8, 1'

/**
 * Services in which words of a search stand, best first. A word counts by how exactly it stands there (its quality),
 * where (name, keywords, summary, body) and how few services have it. Shorter names come first among equals. Among those
 * that are about as good, what runs here, begun by people or by the state, comes before what only informs, and what
 * gives a thing before a certificate about it. What the state alone begins comes with what runs where nothing is more
 * like what was typed.
 * @param language whose names are measured
 */
export async function servicesByWords(
  tx: Tx,
  asked: readonly Asked[],
  narrowed: Narrowed,
  after: { score: string; id: string } | undefined,
  limit: number,
  language: string,
): Promise<(ServiceLine & { score: string; has: number[]; total: number })[]> {
  const found = await tx.query<ServiceLine & { score: string; has: number[]; total: number }>(
    `with ${ASKED},
     -- worked out before it is sorted, so that what is sorted are a few bytes, not search columns
     stands as materialized (
       select s.id, word, s.worth * quality as worth, s.name_length, s.runs
       -- offset 0 keeps each way a look into the index of its own: the plan that is kept for any parameters read the whole table instead, 40 times slower
       from asked, lateral (select s.id, ts_rank('{${WEIGHTS}}'::real[], s.search, query) as worth, length(s.name->>$11) as name_length, s.runs from catalogue.service s where s.search @@ query and ${narrowedFrom(5)} offset 0) s),
     hit as (select id, word, max(worth)::float8 as worth, min(name_length) as name_length, bool_or(runs) as runs from stands group by id, word),
     rarity as (select word, ln(1.5 + (select count(*) from catalogue.service)::float8 / count(*)) as rarity from hit group by word),
     scored as (select id, round((sum(worth * rarity) * (1 + 0.2 / (1 + min(name_length) / 20.0)))::numeric, 6) as worth, bool_or(runs) as runs, array_agg(word) filter (where word < ${PAIRS_FROM}) as has from hit join rarity using (word) group by id),
     best as (select max(worth) as worth from scored),
     near as (
       select id, begins, share, scored.worth * share = max(scored.worth * share) over () as first
       from scored cross join best join catalogue.service s using (id) join catalogue.service_version v using (id, version),
         lateral (select v.passport ? 'trigger' and v.passport->'channels' = '[]' as begins),
         lateral (select case when v.passport #>> '{result,kind}' = 'certificate' then ${ABOUT} else 1 end as share)
       where scored.worth >= ${AS_GOOD} * best.worth),
     shown as (
       select id, has, (count(*) over ())::integer as total,
         case when near.id is null then scored.worth else 2000 + scored.worth * near.share end
           + case when runs or (near.begins and near.first) then 1000 else 0 end as score
       from scored cross join best left join near using (id) where scored.worth >= ${CUT} * best.worth),
     page as (select id, score, has, total from shown where $8::numeric is null or score < $8 or (score = $8 and id > $9) order by score desc, id limit $10)
     select ${LINE}, page.score::text as score, page.has, page.total from page join catalogue.service s on s.id = page.id join catalogue.service_version v on v.id = s.id and v.version = s.version order by page.score desc, s.id`,
    [...askedValues(asked), ...narrowedValues(narrowed), after?.score ?? null, after?.id ?? null, limit, language],
  )
  return found.rows
}
