import { randomBytes } from 'node:crypto'
import { newId, type Tx } from '../../../platform/database/index.ts'
import { general, Refusal } from '../../../platform/use-case/index.ts'
import type { NewJob } from '../../../platform/jobs/index.ts'
import { insertComment, type NewComment } from '../store/comments.ts'
import { findDiscussion, shareText, type Discussion } from '../store/discussions.ts'
import { findAct } from '../store/texts.ts'
import { anchorOf } from './anchor.ts'
import { placeIn } from './carry-comments.ts'
import { groupingJob } from './group-comments.ts'
import { commitmentOf } from './record.ts'
import { refusal } from './refusals.ts'
import { signComment } from './sign-comment.ts'

/** What the tables say to a comment that comes to a closed discussion. */
const CLOSED = ['closed_is_answered', 'closed_for_good']

/** What a comment says and what of which text it is about. */
export interface Said {
  version?: number | undefined
  unit?: string | undefined
  passage?: string | undefined
  from?: number | undefined
  words: string
  proposal?: string | undefined
}

/**
 * A discussion that still takes what was sent at an instant: a comment of the last second is one in time; the instant
 * at which it was sent counts, not that of its turn.
 * @param held no other text is published until the transaction ends: without it a comment that comes while text after text
 * is published finds its place in one that is no longer the text of now, again and again
 * @throws Refusal not-found, closed, time-over
 */
export async function openDiscussionAt(tx: Tx, id: string, sentAt: string, { held = false } = {}): Promise<Discussion> {
  // sent ahead, not awaited: what is read behind it is the text of now, and stays so
  if (held) void shareText(tx, id).catch(() => undefined)
  const discussion = await findDiscussion(tx, id)
  if (!discussion) throw new Refusal(general['not-found'])
  if (discussion.state === 'closed') throw new Refusal(refusal.closed)
  if (Date.parse(sentAt) >= Date.parse(discussion.until)) throw new Refusal(refusal['time-over'])
  return discussion
}

/** The text that a comment was written to, and the place in it. @throws Refusal not-found, unit-unknown, passage-unknown */
export async function placeOf(tx: Tx, discussion: Discussion, said: Said) {
  const version = said.version ?? discussion.version
  const act = await findAct(tx, discussion.id, version)
  if (!act) throw new Refusal(general['not-found'])
  return { version, act, anchor: anchorOf(act, said) }
}

interface By {
  /** Null where nobody can be told by the product: it came on paper. */
  author: string | null
  name: string | null
  business: string | null
  language: string
  sentAt: string
  now: string
}

/**
 * Makes all of a comment that is written, and writes nothing.
 * @param by who said it; `name` as they wish to be shown, null for without
 * @returns its row, its id and place and what opens its leaf in the sealed record, and what history keeps of it
 * @throws Refusal as `placeOf`
 */
export async function prepareComment(tx: Tx, discussion: Discussion, said: Said, by: By) {
  const { version, act, anchor } = await placeOf(tx, discussion, said)
  const current = version === discussion.version ? act : (await findAct(tx, discussion.id, discussion.version))!
  const proposal = said.proposal ?? null
  const id = newId(by.now)
  const salt = randomBytes(16).toString('base64url')
  const { name, business } = by
  const commitment = commitmentOf(salt, { words: said.words, proposal, name, business })
  const row: NewComment = {
    discussion: discussion.id,
    id,
    version,
    ...anchor,
    words: said.words,
    proposal,
    language: by.language,
    author: by.author,
    authorName: name,
    business,
    at: by.sentAt,
    confirmedAt: by.now,
    salt,
    place: placeIn(act, current, anchor),
    placedOn: discussion.version,
    ...signComment(act, said.words, proposal),
  }
  return {
    row,
    answer: { id, unit: anchor.unit, passage: anchor.passage, commitment, salt },
    facts: { discussion: discussion.id, comment: id, unit: anchor.unit, commitment },
  }
}

/** Awaits what is written into a discussion. @throws Refusal closed, where it was being closed meanwhile */
export async function whenOpen(written: Promise<void>): Promise<void> {
  try {
    await written
  } catch (error) {
    if (CLOSED.includes((error as { constraint?: string }).constraint ?? '')) throw new Refusal(refusal.closed)
    throw error
  }
}

/** Puts a comment into its discussion. @throws Refusal as `placeOf`; closed */
export async function takeComment(tx: Tx, discussion: Discussion, said: Said, by: By) {
  const { row, ...taken } = await prepareComment(tx, discussion, said, by)
  await whenOpen(insertComment(tx, row))
  const jobs: NewJob[] = [groupingJob(discussion.id, by.now)]
  return { ...taken, jobs }
}
