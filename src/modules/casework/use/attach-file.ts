import { z } from 'zod'
import { newId } from '../../../platform/database/index.ts'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { addAttachment, attachmentsOf, removeAttachment, wasUploadedBy } from '../store/attachments.ts'
import { theDraft } from './get-draft.ts'

/** The bytes are in the file store by now; this makes them part of the draft. */
export const attachFile = useCase({
  name: 'casework.attach-file',
  title: 'Make an uploaded file part of a draft',
  at: 'POST /drafts/{draft}/files',
  input: z.object({ draft: z.uuid(), field: z.string().max(100), name: z.string().max(300), type: z.string().max(100), size: z.number().int().positive(), sha256: z.string().regex(/^[0-9a-f]{64}$/), alone: z.boolean().default(false) }),
  output: z.object({ id: z.uuid() }),
  may: 'owner of the draft of draft',
  edits: theDraft,
}).does(async ({ input, principal, now }, tx) => {
  // the name of a file is no proof of having it: only what this person sent can be made part of their draft
  if (!(await wasUploadedBy(tx, principal.personId!, input.sha256))) throw new Refusal(general['not-found'])
  const before = await attachmentsOf(tx, input.draft)
  // sent once more, because the answer was lost or the person was not sure: it is there already
  const same = before.find((one) => one.field === input.field && one.sha256 === input.sha256 && one.name === input.name)
  if (same) return { answer: { id: same.id }, facts: { draft: input.draft, field: input.field, sha256: input.sha256, size: input.size } }
  const id = newId(now)
  // one file where the form wants one: a new one takes its place
  if (input.alone) for (const old of before.filter((one) => one.field === input.field)) await removeAttachment(tx, input.draft, old.id)
  await addAttachment(tx, input.draft, { id, field: input.field, name: input.name, type: input.type, size: input.size, sha256: input.sha256, addedAt: now })
  return { answer: { id }, facts: { draft: input.draft, field: input.field, sha256: input.sha256, size: input.size } }
})

export const detachFile = useCase({
  name: 'casework.detach-file',
  title: 'Take a file out of a draft',
  at: 'DELETE /drafts/{draft}/files/{file}',
  input: z.object({ draft: z.uuid(), file: z.uuid() }),
  output: z.object({ id: z.uuid() }),
  may: 'owner of the draft of draft',
  edits: theDraft,
}).does(async ({ input }, tx) => {
  await removeAttachment(tx, input.draft, input.file)
  return { answer: { id: input.file }, facts: { draft: input.draft } }
})
