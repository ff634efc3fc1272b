import { z } from 'zod'
import { printedText } from '../../../kernel/text/index.ts'
import type { Database, Tx } from '../../../platform/database/index.ts'
import { Refusal, useCase } from '../../../platform/use-case/index.ts'
import type { ServiceCheck } from '../../catalogue/index.ts'
import { withdrawAmendments } from '../../redesign/index.ts'
import { isClosed, type Draft, type Files } from '../model/draft.ts'
import { refusal } from '../model/refusals.ts'
import { findDraft, setState } from '../store/drafts.ts'
import { authorsOf, insertReview } from '../store/revisions.ts'
import { theDraft } from './read-draft.ts'
import { DraftId, Standing } from './shapes.ts'

/** What was found good, and of which revision that is said. */
export interface Checked {
  revision: number
  check: ServiceCheck
}

/** Runs the check before the transaction begins: it may take a second. */
export async function checkedBefore(
  database: Database,
  id: string,
  check: (files: Files, service: string) => Promise<ServiceCheck>,
): Promise<Checked | undefined> {
  const draft = await database.read((tx) => findDraft(tx, id))
  return draft && { revision: draft.revision, check: await check(draft.files, draft.service) }
}

/** @throws Refusal when it changed meanwhile or is not whole */
export function seeWhole(draft: Draft, checked: Checked | undefined): void {
  if (checked?.revision !== draft.revision) throw new Refusal(refusal['not-approved'])
  if (!checked.check.ok) throw new Refusal(refusal.faults, { parameters: { count: checked.check.errors.length } })
}

export const sendToReview = useCase({
  name: 'studio.send-to-review',
  title: 'Send a draft that the check found whole to a second person',
  at: 'POST /studio/drafts/{draft}/review',
  input: DraftId,
  output: Standing,
  needs: ['serviceChecks'],
  may: 'editor of draft',
  edits: theDraft,
  records: { about: 'system', facts: DraftId.extend({ revision: z.int() }), readers: 'officials' },
})
  .asking(({ input, world }, database) => checkedBefore(database, input.draft, world.serviceChecks.check))
  .does(async ({ input, asked }, tx) => {
    const draft = await openDraft(tx, input.draft)
    seeWhole(draft, asked)
    await setState(tx, draft.id, 'review')
    return standing(draft, 'review')
  })

export const decideReview = useCase({
  name: 'studio.decide-review',
  title: 'Approve what somebody else drafted, or give it back with the reason',
  at: 'POST /studio/drafts/{draft}/review/decision',
  input: DraftId.extend({
    decision: z.enum(['approved', 'returned']),
    note: printedText(z.string().trim().max(4_000)).default(''),
  }),
  output: Standing,
  may: 'editor of draft',
  edits: theDraft,
  records: {
    about: 'system',
    facts: DraftId.extend({ revision: z.int(), decision: z.string() }),
    readers: 'officials',
  },
}).does(async ({ input, principal, now }, tx) => {
  const draft = await openDraft(tx, input.draft)
  const by = principal.personId!
  if (draft.state !== 'review') throw new Refusal(refusal['not-sent'])
  // four eyes: who wrote any of it does not say that it is good
  if ((await authorsOf(tx, draft.id)).includes(by)) throw new Refusal(refusal['own-work'])
  if (input.decision === 'returned' && input.note.length < 5)
    throw new Refusal(refusal['not-done'], { problems: [{ path: 'note', text: 'studio.refusal.note-needed' }] })
  await insertReview(tx, draft.id, { revision: draft.revision, by, at: now, ...input })
  const state = input.decision === 'approved' ? ('approved' as const) : ('editing' as const)
  await setState(tx, draft.id, state)
  const { answer, subject, facts } = standing(draft, state)
  return { answer, subject, facts: { ...facts, decision: input.decision } }
})

export const discardDraft = useCase({
  name: 'studio.discard-draft',
  title: 'Give a draft up; what was saved of it is kept',
  at: 'POST /studio/drafts/{draft}/discard',
  input: DraftId,
  output: Standing,
  may: 'editor of draft',
  edits: theDraft,
  records: { about: 'system', facts: DraftId.extend({ revision: z.int() }), readers: 'officials' },
}).does(async ({ input, now }, tx) => {
  const draft = await openDraft(tx, input.draft)
  await setState(tx, draft.id, 'discarded')
  await withdrawAmendments(tx, draft.id, now)
  return standing(draft, 'discarded')
})

/** @throws Refusal when it was published or given up */
export async function openDraft(tx: Tx, id: string): Promise<Draft> {
  const draft = (await findDraft(tx, id))!
  if (isClosed(draft)) throw new Refusal(refusal.closed)
  return draft
}

export const standing = <State extends Draft['state']>({ id, revision }: Draft, state: State) => ({
  answer: { id, revision, state },
  subject: id,
  facts: { draft: id, revision },
})
