import { z } from 'zod'
import { Refusal, useCase } from '../../../platform/use-case/index.ts'
import { serviceFiles } from '../../catalogue/index.ts'
import { keepAmendments } from '../../redesign/index.ts'
import { applyChanges } from '../model/apply-change.ts'
import { Change } from '../model/change.ts'
import { changedFiles, isClosed } from '../model/draft.ts'
import { refusal } from '../model/refusals.ts'
import { findDraft, saveDraft } from '../store/drafts.ts'
import { filesAt, insertRevision } from '../store/revisions.ts'
import type { Mends } from './begin-draft.ts'
import { theDraft } from './read-draft.ts'
import { DraftId, Standing } from './shapes.ts'

const PARTS = [
  'passport',
  'law',
  'form',
  'rules',
  'texts',
  'process',
  'examples',
  'result',
  'source',
  'archive',
  'undo',
] as const
/** What is recorded of a draft whose files changed. */
export const ChangedFacts = DraftId.extend({ revision: z.int(), part: z.enum(PARTS), files: z.array(z.string()) })

export const changeDraft = useCase({
  name: 'studio.change-draft',
  title: 'Edit a draft: values, texts, lists and files, all of them or none',
  at: 'POST /studio/drafts/{draft}/changes',
  input: DraftId.extend({
    part: z.enum(PARTS).default('source'),
    changes: z.array(Change).min(1).max(500),
  }),
  output: Standing.extend({ files: z.array(z.string()) }),
  needs: ['country'],
  may: 'editor of draft',
  edits: theDraft,
  records: { about: 'system', facts: ChangedFacts, readers: 'officials' },
}).does(async ({ input, principal, now, world }, tx) => {
  const draft = (await findDraft(tx, input.draft))!
  if (isClosed(draft)) throw new Refusal(refusal.closed)
  const files = applyChanges(draft.files, input.changes, serviceFiles(world.country.languages))
  return saved(tx, draft, { files, part: input.part, by: principal.personId!, now })
})

export const undoRevision = useCase({
  name: 'studio.undo-revision',
  title: 'Take a draft back to what it was after an earlier revision; what came later stays in its history',
  at: 'POST /studio/drafts/{draft}/undo',
  input: DraftId.extend({ revision: z.int().min(1) }),
  output: Standing.extend({ files: z.array(z.string()) }),
  may: 'editor of draft',
  edits: theDraft,
  records: { about: 'system', facts: ChangedFacts, readers: 'officials' },
}).does(async ({ input, principal, now }, tx) => {
  const draft = (await findDraft(tx, input.draft))!
  if (isClosed(draft)) throw new Refusal(refusal.closed)
  const files = await filesAt(tx, draft.id, input.revision)
  if (!files) throw new Refusal(refusal['place-unknown'])
  return saved(tx, draft, { files, part: 'undo', by: principal.personId!, now })
})

/** Keeps what changed as a revision; what changed nothing is none, and leaves the draft where it stood. */
export async function saved(
  tx: Parameters<typeof saveDraft>[0],
  draft: NonNullable<Awaited<ReturnType<typeof findDraft>>>,
  {
    files,
    part,
    done,
    by,
    now,
  }: { files: typeof draft.files; part: (typeof PARTS)[number]; done?: Mends | undefined; by: string; now: string },
) {
  const changed = changedFiles(draft.files, files)
  const names = Object.keys(changed).sort()
  const revision = names.length === 0 ? draft.revision : draft.revision + 1
  if (names.length > 0) {
    await saveDraft(tx, draft.id, { revision, files, by, now })
    await insertRevision(tx, { draft: draft.id, number: revision, by, at: now, part, files: changed })
    const { id, service, body, base } = draft
    const [before, after] = [draft.files['process.bpmn'], files['process.bpmn']]
    // laws that a step rested on have to follow it, and no longer once it is back
    if (base !== null) await keepAmendments(tx, { draft: id, service, base, body, before, after, done, by, now })
  }
  return {
    answer: {
      id: draft.id,
      revision,
      state: names.length === 0 ? draft.state : ('editing' as const),
      files: names,
    },
    subject: draft.id,
    facts: { draft: draft.id, revision, part, files: names },
  }
}
