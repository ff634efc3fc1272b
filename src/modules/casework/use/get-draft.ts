import { z } from 'zod'
import { namedBy, Refusal, editable, useCase } from '../../../platform/use-case/index.ts'
import { CHANNELS } from '../../../kernel/case/index.ts'
import { refusal } from '../model/application.ts'
import { disputedIn } from '../model/disputed.ts'
import { attachmentsOf } from '../store/attachments.ts'
import { findDraft, lockDraft } from '../store/drafts.ts'

/** A draft as its owner left it. When it was saved is no part of it: saving the same again changes nothing. */
export const getDraft = useCase({
  name: 'casework.get-draft',
  title: 'A draft with its answers and files',
  at: 'GET /drafts/{draft}',
  input: z.object({ draft: z.uuid() }),
  output: z.object({
    id: z.uuid(),
    service: z.string(),
    version: z.number(),
    channel: z.enum(CHANNELS),
    answers: z.record(z.string(), z.json()),
    /** What the owner says against what registers said, by field. */
    remarks: z.record(z.string(), z.string()),
    files: z.array(z.object({ id: z.uuid(), field: z.string(), name: z.string(), type: z.string(), size: z.number() })),
  }),
  refuses: [410],
  example: {
    input: { draft: '0198b0c4-1f20-7c33-9a40-1b2c3d4e5f60' },
    output: {
      id: '0198b0c4-1f20-7c33-9a40-1b2c3d4e5f60',
      service: 'housing-availability-certificate',
      version: 1,
      channel: 'web',
      answers: { purpose: 'job' },
      remarks: {},
      files: [],
    },
  },
  may: 'owner of the draft of draft',
}).reads(async ({ input }, tx) => {
  const [draft, files] = await Promise.all([findDraft(tx, input.draft), attachmentsOf(tx, input.draft)])
  if (!draft) throw new Refusal(refusal['draft-gone'])
  const { id, service, version, channel, answers } = draft
  return {
    id,
    service,
    version,
    channel,
    answers,
    remarks: Object.fromEntries(disputedIn(draft.found).disputed?.map(({ field, remark }) => [field, remark]) ?? []),
    files: files.map(({ id: file, field, name, type, size }) => ({ id: file, field, name, type, size })),
  }
})

/** What a person fills in, in one window or two; its parts are the fields, files among them. */
export const theDraft = editable(getDraft, {
  lock: (tx, { draft }) => lockDraft(tx, draft),
  parts: ({ answers, files }) => ({
    ...answers,
    ...Object.fromEntries(
      files.map(({ field }) => [field, files.filter((file) => file.field === field).map((file) => file.id)]),
    ),
  }),
})

/** For changes that may name the draft their answers come from. */
export const draftNamed = namedBy(theDraft, ({ draft }: { draft?: string | undefined }) =>
  draft === undefined ? undefined : { draft },
)
