import { groupsOf, VALUES, type Signed } from '../../../kernel/grouping/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { enqueue, type JobHandler, type NewJob } from '../../../platform/jobs/index.ts'
import { loadUngrouped, proposeGroups, unpacked } from '../store/groups.ts'
import { countComments, lockDiscussion } from '../store/discussions.ts'

export const GROUP_JOB = 'consultation.group-comments'

/** Seconds after a comment in which the next ones are waited for: a campaign is grouped in some passes, not in thousands. */
const GATHERED_SECONDS = 20

/** The pass that follows a comment: one waits at a time. */
export const groupingJob = (discussion: string, now: string, atOnce = false) => ({
  kind: GROUP_JOB,
  payload: { discussion },
  key: `${GROUP_JOB} ${discussion}${atOnce ? ' at once' : ''}`,
  runAt: atOnce ? now : new Date(Date.parse(now) + GATHERED_SECONDS * 1000).toISOString(),
})

/** Seconds after a pass in which it is looked whether a comment was committed behind its back. */
const LOOKED_AGAIN_SECONDS = 30

/**
 * The look after a pass: a comment that had found the pass waiting, and was not committed yet when it ran, is grouped
 * by the next one.
 * @param seen how many comments there were when the pass began
 */
const lookAgain = (discussion: string, seen: number, now: string): NewJob => ({
  kind: GROUP_JOB,
  payload: { discussion, seen },
  key: `${GROUP_JOB} ${discussion} again`,
  runAt: new Date(Date.parse(now) + LOOKED_AGAIN_SECONDS * 1000).toISOString(),
})

/**
 * Groups all comments of a discussion that no official has grouped: the canonical pass over the stored signatures, the
 * same whatever order they came in.
 */
export async function groupComments(tx: Tx, discussion: string): Promise<void> {
  if ((await lockDiscussion(tx, discussion))?.state !== 'open') return
  const ids: string[] = []
  const contents: bigint[] = []
  const signatures: (Uint8Array | undefined)[] = []
  for await (const comment of loadUngrouped(tx, discussion)) {
    ids.push(comment.id)
    contents.push(comment.content)
    signatures.push(comment.signature)
  }
  const signed: Signed = {
    count: ids.length,
    values: new Uint32Array(ids.length * VALUES),
    usable: new Uint8Array(ids.length),
    content: BigUint64Array.from(contents),
  }
  signatures.forEach((signature, at) => {
    if (!signature) return
    unpacked(signature, signed.values.subarray(at * VALUES, (at + 1) * VALUES))
    signed.usable[at] = 1
  })
  const groups = new Map<string, string[]>()
  groupsOf(signed).forEach((stands, at) => {
    const known = groups.get(ids[stands]!)
    if (known) known.push(ids[at]!)
    else groups.set(ids[stands]!, [ids[at]!])
  })
  for (const [id, members] of groups) if (members.length < 2) groups.delete(id)
  await proposeGroups(tx, discussion, groups)
}

export const groupingHandler: JobHandler = {
  kind: GROUP_JOB,
  async finish(tx, job, _outcome, now) {
    const { discussion, seen } = job.payload as { discussion: string; seen?: number }
    // counted before they are read: one that comes between is looked at twice, never not at all
    const { comments } = await countComments(tx, discussion)
    if (comments === seen) return
    await groupComments(tx, discussion)
    await enqueue(tx, lookAgain(discussion, comments, now), now)
  },
}
