import { z } from 'zod'
import {
  ALL_KINDS,
  cleanFileName,
  endUpload,
  FILE_KINDS,
  fileRefusal,
  notAccepted,
  type FileKind,
} from '../../../platform/files/index.ts'
import { newId, type Tx } from '../../../platform/database/index.ts'
import { general, pageChange, Refusal, useCase, type Call } from '../../../platform/use-case/index.ts'
import { addAttachment, attachmentsOf, findUploadOf, recordUpload, removeAttachment } from '../store/attachments.ts'
import { findDraft } from '../store/drafts.ts'
import { theDraft } from './get-draft.ts'
import { ReceivedBytes } from './receive-file.ts'

/** So many files no application needs. */
const MOST_FILES = 100

/** The bytes are in the file store by now; this makes them part of the draft. */
export const attachFile = useCase({
  name: 'casework.attach-file',
  title: 'Make an uploaded file part of a draft',
  at: 'POST /drafts/{draft}/files',
  input: z.object({
    draft: z.uuid(),
    /** Id of a field of the form that takes files. */ field: z.string().max(100),
    name: z.string().max(300),
    /** As `POST /files` answered. */ sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  output: z.object({ id: z.uuid() }),
  needs: ['services'],
  may: 'owner of the draft of draft',
  records: {
    about: 'person',
    facts: z.object({ draft: z.uuid(), field: z.string(), sha256: z.string(), size: z.int() }),
    readers: 'subject',
  },
  edits: theDraft,
}).does(attach)

/** A file that came with the form or in pieces, was judged and kept: recorded as sent, and part of the draft, at once. */
export const attachReceived = pageChange(attachFile, {
  input: attachFile.input.extend({
    received: ReceivedBytes,
    /** The upload that it came by, which ends with it. */
    upload: z.uuid().optional(),
  }),
  needs: ['files', 'uploadedADay'],
}).does(async (call, tx) => {
  const { input, principal, world, now } = call
  await recordUpload(tx, principal.personId!, input.received, { files: world.files, most: world.uploadedADay, now })
  const changed = await attach(call, tx)
  if (input.upload) await endUpload(tx, input.upload, { file: changed.answer.id })
  return changed
})

async function attach(
  {
    input,
    principal,
    now,
    world,
  }: Pick<
    Call<{ draft: string; field: string; name: string; sha256: string }, 'services'>,
    'input' | 'principal' | 'now' | 'world'
  >,
  tx: Tx,
) {
  const [draft, sent, before] = await Promise.all([
    findDraft(tx, input.draft),
    findUploadOf(tx, principal.personId!, input.sha256, now),
    attachmentsOf(tx, input.draft),
  ])
  // the name of a file is no proof of having it: only what this person sent can be made part of their draft
  if (!draft || !sent) throw new Refusal(general['not-found'])
  const field = (await world.services.get(tx, draft.service, draft.version)).form?.pages
    .flatMap((page) => page.fields)
    .find((candidate) => candidate.id === input.field && candidate.kind === 'file')
  if (!field)
    throw new Refusal(general['invalid-input'], {
      problems: [{ path: 'field', text: 'errors.input.no-such-file-field' }],
    })
  const accept = (field.accept ?? ALL_KINDS) as readonly FileKind[]
  if (!accept.some((kind) => FILE_KINDS[kind].type === sent.type)) throw notAccepted(accept)
  const [name, facts] = [
    cleanFileName(input.name),
    { draft: input.draft, field: input.field, sha256: input.sha256, size: sent.size },
  ]
  // sent once more, because the answer was lost or the person was not sure: it is there already
  const same = before.find(
    (attachment) => attachment.field === input.field && attachment.sha256 === input.sha256 && attachment.name === name,
  )
  if (same) return { answer: { id: same.id }, facts }
  if (before.length >= MOST_FILES) throw new Refusal(fileRefusal['too-many'], { parameters: { most: MOST_FILES } })
  const id = newId(now)
  // one file where the form wants one: a new one takes its place
  if (!field.many)
    for (const old of before.filter((attachment) => attachment.field === input.field))
      await removeAttachment(tx, input.draft, old.id)
  await addAttachment(tx, input.draft, { id, field: input.field, name, ...sent, sha256: input.sha256, addedAt: now })
  return { answer: { id }, facts }
}

export const detachFile = useCase({
  name: 'casework.detach-file',
  title: 'Take a file out of a draft',
  at: 'DELETE /drafts/{draft}/files/{file}',
  input: z.object({ draft: z.uuid(), file: z.uuid() }),
  output: z.object({ id: z.uuid() }),
  may: 'owner of the draft of draft',
  records: { about: 'person', facts: z.object({ draft: z.uuid() }), readers: 'subject' },
  edits: theDraft,
}).does(async ({ input }, tx) => {
  await removeAttachment(tx, input.draft, input.file)
  return { answer: { id: input.file }, facts: { draft: input.draft } }
})
