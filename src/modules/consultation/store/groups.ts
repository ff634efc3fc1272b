import type { Tx } from '../../../platform/database/index.ts'
import { VALUES } from '../../../kernel/grouping/index.ts'

export interface CommentGroup {
  id: string
  state: 'proposed' | 'confirmed'
  members: number
  /** How many people they are: one who sends the same a hundred times is one. Null for groups of before this was counted. */
  people: number | null
  revision: number
}

const columns = 'id, state, members, people, revision'
/** People behind a group's comments, counted when it is made. */
const PEOPLE = `(select count(distinct coalesce(c.author, c.id))::int from consultation.comment c where c.discussion = $1 and c.group_id =`

/** Groups of a discussion, the largest first. */
export async function listGroups(
  tx: Tx,
  discussion: string,
  after: { members: number; id: string } | undefined,
  size: number,
): Promise<(CommentGroup & { waiting: number; words: string | null })[]> {
  return (
    await tx.query<CommentGroup & { waiting: number; words: string | null }>(
      `select g.id, g.state, g.members, g.people, g.revision,
         (select count(*)::int from consultation.comment c where c.discussion = g.discussion and c.group_id = g.id and c.awaits) as waiting,
         (select c.words from consultation.comment c where c.discussion = g.discussion and c.group_id = g.id and c.hidden_reason is null order by c.id limit 1) as words
       from consultation.comment_group g where g.discussion = $1 and ($2::int is null or (g.members, g.id) < ($2, $3::uuid))
       order by g.members desc, g.id desc limit $4`,
      [discussion, after?.members ?? null, after?.id ?? null, size],
    )
  ).rows
}

export async function findGroup(tx: Tx, discussion: string, id: string): Promise<CommentGroup | undefined> {
  return (
    await tx.query<CommentGroup>(
      `select ${columns} from consultation.comment_group where discussion = $1 and id = $2`,
      [discussion, id],
    )
  ).rows[0]
}

/** Holds a group to the end of the transaction: whoever answers it and whoever splits it stand in a line. */
export async function lockGroup(tx: Tx, discussion: string, id: string): Promise<CommentGroup | undefined> {
  return (
    await tx.query<CommentGroup>(
      `select ${columns} from consultation.comment_group where discussion = $1 and id = $2 for update`,
      [discussion, id],
    )
  ).rows[0]
}

export interface Member {
  id: string
  words: string
  waits: boolean
}

/** Members of a group, oldest first. */
export async function groupMembers(tx: Tx, discussion: string, group: string): Promise<Member[]> {
  return (
    await tx.query<Member>(
      'select id, words, awaits as waits from consultation.comment where discussion = $1 and group_id = $2 order by id',
      [discussion, group],
    )
  ).rows
}

export interface SignedComment {
  id: string
  signature: Uint8Array | undefined
  content: bigint
  groupId: string | null
}

const SIZE = 20_000

/** Comments that no official has put in a group yet, and that still wait; read some thousands at a time. */
export async function* loadUngrouped(tx: Tx, discussion: string): AsyncGenerator<SignedComment> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const { rows } = await tx.query<{ id: string; signature: Buffer | null; content: Buffer; groupId: string | null }>(
      `select c.id, c.signature, c.content, c.group_id as "groupId" from consultation.comment c
       left join consultation.comment_group g on g.discussion = c.discussion and g.id = c.group_id
       where c.discussion = $1 and c.id > $2 and c.awaits and c.content is not null and (g.id is null or g.state = 'proposed')
       order by c.id limit $3`,
      [discussion, after, SIZE],
    )
    for (const row of rows)
      yield {
        id: row.id,
        signature: row.signature ?? undefined,
        content: row.content.readBigUInt64BE(),
        groupId: row.groupId,
      }
    if (rows.length < SIZE) return
    after = rows.at(-1)!.id
  }
}

/** Puts proposals in the place of those before. @param groups id of the group → ids of its members */
export async function proposeGroups(
  tx: Tx,
  discussion: string,
  groups: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  const [ids, members] = [
    [...groups].flatMap(([group, comments]) => comments.map(() => group)),
    [...groups.values()].flat(),
  ]
  // whoever confirms one of them waits, and is told that it changed; nobody joins what was confirmed meanwhile
  await tx.query(
    "select id from consultation.comment_group where discussion = $1 and state = 'proposed' order by id for update",
    [discussion],
  )
  const { rows: touched } = await tx.query<{ id: string | null }>(
    `with moved as (update consultation.comment c set group_id = t.group_id
     from (select c.id, c.group_id as was, n.group_id from consultation.comment c
       left join unnest($2::uuid[], $3::uuid[]) as n(group_id, id) on n.id = c.id
       left join consultation.comment_group g on g.discussion = c.discussion and g.id = c.group_id
       where c.discussion = $1 and c.awaits and c.content is not null and (g.id is null or g.state = 'proposed')
         and c.group_id is distinct from n.group_id) t
     where c.discussion = $1 and c.id = t.id returning t.was, t.group_id as now)
     select was as id from moved union select now from moved`,
    [discussion, ids, members],
  )
  await tx.query(
    `delete from consultation.comment_group g where discussion = $1 and state = 'proposed' and id <> all($2)
       and not exists (select 1 from consultation.comment c where c.discussion = g.discussion and c.group_id = g.id)`,
    [discussion, [...groups.keys()]],
  )
  await tx.query(
    `insert into consultation.comment_group (discussion, id, state, members)
     select $1, id, 'proposed', members from unnest($2::uuid[], $3::int[]) as t(id, members)
     on conflict (discussion, id) do update set members = excluded.members, revision = comment_group.revision + 1
       where comment_group.state = 'proposed' and (comment_group.members <> excluded.members or comment_group.id = any($4::uuid[]))`,
    [
      discussion,
      [...groups.keys()],
      [...groups.values()].map((comments) => comments.length),
      touched.flatMap(({ id }) => id ?? []),
    ],
  )
  await tx.query(
    `update consultation.comment_group g set people = ${PEOPLE} g.id)
     where g.discussion = $1 and g.state = 'proposed' and g.id = any($2::uuid[])`,
    [discussion, touched.flatMap(({ id }) => id ?? [])],
  )
}

/** An official has looked at a group: no machine changes it any more. */
export async function confirmGroup(
  tx: Tx,
  discussion: string,
  id: string,
  { by, now, members }: { by: string; now: string; members: number },
): Promise<void> {
  await tx.query(
    `insert into consultation.comment_group (discussion, id, state, members, people, confirmed_by, confirmed_at)
     values ($1, $2, 'confirmed', $3, ${PEOPLE} $2), $4, $5)
     on conflict (discussion, id) do update set state = 'confirmed', members = excluded.members, people = excluded.people, confirmed_by = excluded.confirmed_by,
       confirmed_at = excluded.confirmed_at, revision = comment_group.revision + 1`,
    [discussion, id, members, by, now],
  )
}

/** Moves comments into another group. */
export async function moveMembers(
  tx: Tx,
  discussion: string,
  comments: readonly string[],
  group: string,
): Promise<void> {
  await tx.query('update consultation.comment set group_id = $3 where discussion = $1 and id = any($2)', [
    discussion,
    comments,
    group,
  ])
}

/** 64 numbers as 256 bytes, as they are kept. */
export const packed = (values: Uint32Array): Buffer =>
  Buffer.from(values.buffer.slice(values.byteOffset, values.byteOffset + VALUES * 4))
/** And back. */
export const unpacked = (signature: Uint8Array, into: Uint32Array): void => {
  new Uint8Array(into.buffer, into.byteOffset, VALUES * 4).set(signature.subarray(0, VALUES * 4))
}
