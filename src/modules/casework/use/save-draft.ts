import { z } from 'zod'
import { printedText } from '../../../kernel/text/index.ts'
import { KnownInstant } from '../../../kernel/terms/index.ts'
import { actorOf } from '../../../platform/rights/index.ts'
import { newId } from '../../../platform/database/index.ts'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { CHANNELS } from '../../../kernel/case/index.ts'
import { forgetKept } from '../../exchange/index.ts'
import { refusal } from '../model/application.ts'
import { readStamp } from '../model/read-stamp.ts'
import { applicantOf } from '../model/applicant-of.ts'
import { consentInDraft, saidByRegisters, withoutConsents } from '../model/consent.ts'
import { hangingOn } from '../model/hanging-on.ts'
import { keptAnswers, refuseUnknownAnswers, versionIfThere } from '../model/known-answers.ts'
import { isOutdated } from '../model/own-draft.ts'
import { REMARK_AT_MOST, remarkOn } from '../model/disputed.ts'
import {
  countAtCounter,
  deleteDraft,
  dropFound,
  draftsAtCounter,
  findDraft,
  findOwnDraft,
  insertDraft,
  keepAnswers,
  keepFound,
  MOST_AT_COUNTER,
} from '../store/drafts.ts'
import { moveAgreements } from '../store/agreements.ts'
import { attachmentsOf, moveAttachments, removeAttachment } from '../store/attachments.ts'
import { ApplicantInput } from './submit-application.ts'
import { filesByField } from '../model/prepare-filing.ts'
import { theDraft } from './get-draft.ts'

const DraftId = z.uuid()

/**
 * Begins filling a form; asking again for the same service goes on with what is there. At a counter each walk-in gets a
 * draft of their own, with what was typed for them there before the service changed.
 */
export const startDraft = useCase({
  name: 'casework.start-draft',
  title: 'Begin filling an application; it is kept until it is sent',
  at: 'POST /drafts',
  input: z.object({
    service: z.string().max(100),
    applicant: ApplicantInput.optional(),
    channel: z.enum(CHANNELS).default('web'),
    office: z.string().max(100).optional(),
    receivedAt: KnownInstant.optional(),
    /** The stamp is right, though it is of long ago. */
    sure: z.boolean().default(false),
    /** At a counter: in which language the person wants to be written to. */
    language: z.string().max(20).optional(),
  }),
  output: z.object({ id: z.uuid(), service: z.string() }),
  needs: ['country', 'people', 'sampleFile', 'services'],
  example: {
    input: { service: 'housing-availability-certificate', channel: 'web' },
    output: { id: '0198b0c4-1f20-7c33-9a40-1b2c3d4e5f60', service: 'housing-availability-certificate' },
  },
  may: 'signed in',
  records: {
    about: 'person',
    facts: z.object({ draft: z.uuid(), service: z.string(), channel: z.string() }),
    readers: 'subject',
  },
  status: 201,
}).does(async ({ input, principal, now, language: spoken, world }, tx) => {
  const language = input.language ?? spoken
  if (!world.country.languages.is(language))
    throw new Refusal(general['invalid-input'], {
      problems: [{ path: 'language', text: 'errors.input.invalid-value' }],
    })
  const service = await world.services.get(tx, input.service)
  if (!service.runs || service.passport.channels.length === 0) throw new Refusal(refusal['cannot-be-applied-for'])
  const who = await applicantOf(
    tx,
    principal,
    {
      channel: input.channel,
      ...(input.applicant ? { applicant: input.applicant } : {}),
      ...(input.office ? { office: input.office } : {}),
    },
    world,
  )
  if (who.operator && input.language !== undefined) await world.people.keepLanguage(tx, who.person, language)
  const receivedAt = input.receivedAt ? readStamp(input.receivedAt, { now, sure: input.sure }) : null
  const kept = who.operator
    ? (await draftsAtCounter(tx, principal.personId!, who.operator.office)).find(
        (draft) =>
          draft.service === service.id &&
          draft.walkIn?.person === who.person &&
          draft.organisation === who.organisation &&
          draft.channel === input.channel &&
          isOutdated(draft, service),
      )
    : await findOwnDraft(tx, principal.personId!, service.id, who.organisation, null)
  // a draft begun on an older version is asked anew: its answers and files stay where the fields still exist, and what
  // has none is told; an agreement does not stay, since another version may ask other registers
  if (kept && kept.version === service.version) return { answer: { id: kept.id, service: service.id } }
  const before = kept && (await versionIfThere(tx, world, service.id, kept.version))
  if (who.operator && !kept) {
    const { person, office } = who.operator
    if ((await countAtCounter(tx, person, office)) >= MOST_AT_COUNTER)
      throw new Refusal(refusal['too-many-begun'], { parameters: { most: MOST_AT_COUNTER } })
  }
  const fields = new Map(service.form!.pages.flatMap((page) => page.fields.map(({ id, kind }) => [id, kind] as const)))
  const files = kept ? await attachmentsOf(tx, kept.id) : []
  const notAsked = files.filter(({ field }) => fields.get(field) !== 'file')
  const id = newId(now)
  await insertDraft(tx, {
    id,
    person: principal.personId!,
    organisation: who.organisation,
    service: service.id,
    version: service.version,
    language,
    answers: kept
      ? // what is not asked for any more stands there to be told
        keptAnswers(
          service.form,
          withoutConsents(service.form, withoutConsents(before?.form, kept.answers)),
          filesByField(notAsked),
        )
      : {},
    found: {},
    office: who.operator?.office ?? null,
    channel: input.channel,
    receivedAt,
    corrects: null,
    updatedAt: now,
    walkIn: who.operator
      ? {
          number: who.representative?.number ?? who.applicant.number,
          person: who.person,
          name: who.representative?.name ?? who.applicant.name,
          ...(who.organisation ? { organisation: who.organisation } : {}),
        }
      : null,
  })
  if (kept) {
    for (const file of notAsked) await removeAttachment(tx, kept.id, file.id)
    await moveAttachments(tx, kept.id, id)
    await moveAgreements(tx, kept.id, id, now)
    // it goes on as the new one
    await deleteDraft(tx, kept.id)
    await forgetKept(tx, kept.id)
  }
  return { answer: { id, service: service.id }, facts: { draft: id, service: service.id, channel: input.channel } }
})

/** Keeps answers as they are given, right or not: they are checked when a page is left and when all is sent. */
export const saveAnswers = useCase({
  name: 'casework.save-answers',
  title: 'Keep answers of a draft',
  at: 'POST /drafts/{draft}/answers',
  input: z.object({
    draft: DraftId,
    answers: z.record(z.string().max(100), z.json()),
    /** What is not right in what a register said, by field; an empty text takes it back. */
    remarks: z.record(z.string().max(100), printedText(z.string().trim().max(REMARK_AT_MOST))).optional(),
  }),
  output: z.object({ id: z.uuid() }),
  needs: ['services', 'draftBytes'],
  example: {
    input: { draft: '0198b0c4-1f20-7c33-9a40-1b2c3d4e5f60', answers: { purpose: 'job' } },
    output: { id: '0198b0c4-1f20-7c33-9a40-1b2c3d4e5f60' },
  },
  may: 'owner of the draft of draft',
  records: { about: 'person', facts: z.object({ draft: z.uuid(), fields: z.int() }), readers: 'subject' },
  edits: theDraft,
}).does(async ({ input, principal, now, world }, tx) => {
  const draft = await findDraft(tx, input.draft)
  if (!draft) throw new Refusal(general['not-found'])
  const service = await world.services.get(tx, draft.service, draft.version)
  const { form } = service
  refuseUnknownAnswers(form, { ...input.answers, ...input.remarks })
  const hanging = form ? hangingOn(form, draft, input.answers) : { answers: {}, facts: [] }
  if ((await keepAnswers(tx, input.draft, { ...input.answers, ...hanging.answers }, now)) > world.draftBytes)
    throw new Refusal(refusal['draft-too-large'])
  if (hanging.facts.length > 0) await dropFound(tx, input.draft, hanging.facts)
  const kept = Object.fromEntries(Object.entries(draft.found).filter(([field]) => !hanging.facts.includes(field)))
  const remarked = remarkOn(kept, input.remarks ?? {})
  if (Object.keys(remarked).length > 0) await keepFound(tx, input.draft, remarked)
  const events = await consentInDraft(tx, service, draft, input.answers, { actor: actorOf(principal), now })
  const taken = saidByRegisters(form, draft, input.answers)
  if (taken.length > 0) {
    await keepAnswers(tx, input.draft, Object.fromEntries(taken.map((field) => [field, null])), now)
    await dropFound(tx, input.draft, Object.keys(draft.found))
  }
  return {
    answer: { id: input.draft },
    facts: { draft: input.draft, fields: Object.keys(input.answers).length },
    events,
  }
})

export const discardDraft = useCase({
  name: 'casework.discard-draft',
  title: 'Throw a draft away',
  at: 'DELETE /drafts/{draft}',
  input: z.object({ draft: DraftId }),
  output: z.object({ id: z.uuid() }),
  may: 'owner of the draft of draft',
  records: { about: 'person', facts: z.object({ draft: z.uuid() }), readers: 'subject' },
  edits: theDraft,
}).does(async ({ input }, tx) => {
  await deleteDraft(tx, input.draft)
  await forgetKept(tx, input.draft)
  return { answer: { id: input.draft }, facts: { draft: input.draft } }
})
