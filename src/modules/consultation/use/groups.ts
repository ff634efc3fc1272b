import { z } from 'zod'
import { differingWords, hasWord } from '../../../kernel/grouping/index.ts'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { groupingJob } from '../model/group-comments.ts'
import { refusal } from '../model/refusals.ts'
import { findDiscussion } from '../store/discussions.ts'
import {
  confirmGroup,
  findGroup,
  groupMembers,
  listGroups,
  lockGroup,
  moveMembers,
  type CommentGroup,
  type Member,
} from '../store/groups.ts'
import { DiscussionId } from './shapes.ts'
import type { Tx } from '../../../platform/database/index.ts'

const PAGE = 20
const Group = z.object({
  id: z.uuid(),
  state: z.enum(['proposed', 'confirmed']),
  members: z.int(),
  /** How many people sent them; null where it was not counted. */
  people: z.int().nullable(),
  waiting: z.int(),
  /** Grows with each change; an answer to the group names what was seen. */
  revision: z.int(),
  /** Of one member. */
  words: z.string().nullable(),
})

export const listCommentGroups = useCase({
  name: 'consultation.list-groups',
  title: 'Groups of comments that say the same, the largest first; campaigns are shown as such',
  at: 'GET /consultations/{discussion}/groups',
  input: z.object({ discussion: DiscussionId, after: z.string().max(60).optional() }),
  output: z.object({ items: z.array(Group), next: z.string().nullable() }),
  may: 'anyone',
}).reads(async ({ input }, tx) => {
  if (!(await findDiscussion(tx, input.discussion))) throw new Refusal(general['not-found'])
  const [members, id] = input.after?.split(' ') ?? []
  const found = await listGroups(
    tx,
    input.discussion,
    members && id ? { members: Number(members), id } : undefined,
    PAGE + 1,
  )
  const items = found.slice(0, PAGE)
  const last = items.at(-1)
  return { items, next: found.length > PAGE && last ? `${last.members} ${last.id}` : null }
})

/** Members whose words are compared: enough to see a campaign's variants, however many it has. */
const COMPARED_AT_MOST = 2_000
const EXAMPLES = 4

/** So many of all, from the first to the last that came: a campaign may turn with time. */
function spread<Item>(all: readonly Item[], most: number): Item[] {
  const step = Math.max(1, all.length / most)
  return Array.from({ length: Math.min(all.length, most) }, (_unused, at) => all[Math.floor(at * step)]!)
}

/** One member, and one for each word in which others differ: who confirms the group sees what it would say yes to. */
function examplesOf(members: readonly Member[], differs: readonly { folded: string }[]): Member[] {
  const chosen = new Set(members.slice(0, 1))
  for (const { folded } of differs) {
    if (chosen.size >= EXAMPLES) break
    if ([...chosen].some(({ words }) => hasWord(words, folded))) continue
    const having = members.find(({ words }) => hasWord(words, folded))
    if (having) chosen.add(having)
  }
  return [...chosen]
}

export const getCommentGroup = useCase({
  name: 'consultation.get-group',
  title: 'A group of comments with the words in which its members differ, those that may turn the meaning round first',
  at: 'GET /consultations/{discussion}/groups/{group}',
  input: z.object({ discussion: DiscussionId, group: z.uuid() }),
  output: Group.extend({
    differs: z.array(z.object({ word: z.string(), folded: z.string(), members: z.int(), negates: z.boolean() })),
    examples: z.array(z.object({ id: z.uuid(), words: z.string() })),
  }),
  needs: ['acts'],
  may: 'answerer of discussion',
}).reads(async ({ input, world: { acts } }, tx) => {
  const group = await findGroup(tx, input.discussion, input.group)
  if (!group) throw new Refusal(general['not-found'])
  const members = await groupMembers(tx, input.discussion, group.id)
  const compared = spread(members, COMPARED_AT_MOST)
  const differs = differingWords(
    compared.map(({ words }) => words),
    acts.negates,
  )
  return {
    ...group,
    waiting: members.filter(({ waits }) => waits).length,
    words: members[0]?.words ?? null,
    differs,
    examples: examplesOf(compared, differs).map(({ id, words }) => ({ id, words })),
  }
})

const Changed = z.object({ group: z.uuid(), members: z.int(), revision: z.int() })
const GroupFacts = z.object({ discussion: z.uuid(), group: z.uuid(), members: z.int() })

/** @throws Refusal when it is not there, or not what the official saw */
async function heldAsSeen(
  tx: Tx,
  input: { discussion: string; group: string; revision: number },
): Promise<CommentGroup> {
  const discussion = await findDiscussion(tx, input.discussion)
  if (discussion?.state === 'closed') throw new Refusal(refusal.closed)
  const group = discussion && (await lockGroup(tx, discussion.id, input.group))
  if (!group) throw new Refusal(general['not-found'])
  if (group.revision !== input.revision) throw new Refusal(refusal['group-changed'])
  return group
}

export const confirmCommentGroup = useCase({
  name: 'consultation.confirm-group',
  title: 'Confirm that the comments of a group say the same: it can be answered as one then',
  at: 'POST /consultations/{discussion}/groups/{group}/confirm',
  input: z.object({ discussion: DiscussionId, group: z.uuid(), revision: z.int() }),
  output: Changed,
  may: 'answerer of discussion',
  records: { about: 'system', facts: GroupFacts, readers: 'officials' },
}).does(async ({ input, principal, now }, tx) => {
  const { id, revision, members } = await heldAsSeen(tx, input)
  await confirmGroup(tx, input.discussion, id, { by: principal.personId!, now, members })
  return {
    answer: { group: id, members, revision: revision + 1 },
    subject: input.discussion,
    facts: { discussion: input.discussion, group: id, members },
  }
})

export const splitCommentGroup = useCase({
  name: 'consultation.split-group',
  title: 'Split a group: members that have a word, or those that are named, become a group of their own',
  at: 'POST /consultations/{discussion}/groups/{group}/split',
  input: z.object({
    discussion: DiscussionId,
    group: z.uuid(),
    revision: z.int(),
    word: z.string().min(1).max(100).optional(),
    comments: z.array(z.uuid()).max(10_000).optional(),
  }),
  output: Changed.extend({ split: z.uuid(), splitMembers: z.int() }),
  may: 'answerer of discussion',
  records: {
    about: 'system',
    facts: GroupFacts.extend({ split: z.uuid(), splitMembers: z.int() }),
    readers: 'officials',
  },
}).does(async ({ input, principal, now }, tx) => {
  const group = await heldAsSeen(tx, input)
  const members = await groupMembers(tx, input.discussion, group.id)
  const chosen = new Set(input.comments)
  const goes = members.filter(
    ({ id, words }) => chosen.has(id) || (input.word !== undefined && hasWord(words, input.word)),
  )
  const stays = members.filter((member) => !goes.includes(member))
  if (goes.length === 0 || stays.length === 0) throw new Refusal(refusal['group-not-split'])
  // a group bears the id of one of its members; the other half may hold that one
  const split = goes.find(({ id }) => id !== group.id)!.id
  const by = { by: principal.personId!, now }
  await moveMembers(
    tx,
    input.discussion,
    goes.map(({ id }) => id),
    split,
  )
  await confirmGroup(tx, input.discussion, split, { ...by, members: goes.length })
  await confirmGroup(tx, input.discussion, group.id, { ...by, members: stays.length })
  const told = { group: group.id, members: stays.length, split, splitMembers: goes.length }
  return {
    answer: { ...told, revision: group.revision + 1 },
    subject: input.discussion,
    facts: { discussion: input.discussion, ...told },
  }
})

export const regroupComments = useCase({
  name: 'consultation.group-comments',
  title: 'Have the comments grouped now; they also are by themselves, some seconds after they come',
  at: 'POST /consultations/{discussion}/groups',
  input: z.object({ discussion: DiscussionId }),
  output: z.object({}),
  may: 'answerer of discussion',
  records: { about: 'system', facts: z.object({ discussion: z.uuid() }), readers: 'officials' },
  status: 202,
}).does(async ({ input, now }) => ({
  answer: {},
  subject: input.discussion,
  facts: { discussion: input.discussion },
  jobs: [groupingJob(input.discussion, now, true)],
}))
