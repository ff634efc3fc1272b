import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { KnownInstant } from '../../../kernel/terms/index.ts'
import { actorOf, type Principal } from '../../../platform/rights/index.ts'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { instantOfId, newId, type Tx } from '../../../platform/database/index.ts'
import { CHANNELS, STATUSES } from '../../../kernel/case/index.ts'
import { forgetKept } from '../../exchange/index.ts'
import { asLogged } from '../model/as-logged.ts'
import { refusal, type Application } from '../model/application.ts'
import { makeCode } from '../../../kernel/values/index.ts'
import { askOnFiling, hasKeyedFields, refuseDifferences } from '../model/check-differences.ts'
import { Disputed, disputedIn } from '../model/disputed.ts'
import { applicantOf, type ApplicantAsked, type Filer } from '../model/applicant-of.ts'
import { consentInCase } from '../model/consent.ts'
import { refuseUnknownAnswers } from '../model/known-answers.ts'
import { getOwnDraft, refuseOutdated } from '../model/own-draft.ts'
import { readStamp } from '../model/read-stamp.ts'
import { planSilence } from '../model/silence.ts'
import { refuseTakenBack } from '../model/leaning.ts'
import { prepareFiling, sampleFiles } from '../model/prepare-filing.ts'
import { moveAgreements } from '../store/agreements.ts'
import { insertApplications, nextNumber } from '../store/applications.ts'
import { addAttachment, attachmentsOf, moveAttachments, vouchFiles } from '../store/attachments.ts'
import type { Draft } from '../store/drafts.ts'
import { draftNamed } from './get-draft.ts'

/** A walk-in named by the operator; a person's own application needs none. */
export const ApplicantInput = z.object({
  number: z.string().max(60),
  /** In whose name: the number of an organisation the person may act for. */
  organisation: z.string().max(60).optional(),
})

const Filed = z.object({
  service: z.string().max(100),
  answers: z.record(z.string().max(100), z.json()),
  applicant: ApplicantInput.optional(),
  channel: z.enum(CHANNELS).default('web'),
  /**
   * Paper: when it was received, never in the future. Counter: when it was taken in while the line was away, never
   * before its draft was begun.
   */
  receivedAt: KnownInstant.optional(),
  /** The stamp is right, though it is of long ago. */
  sure: z.boolean().default(false),
  /** Counter and paper: the operator's office. */
  office: z.string().max(100).optional(),
  /** The draft whose files come along. */
  draft: z.uuid().optional(),
})
type Filed = z.output<typeof Filed>

export const submitApplication = useCase({
  name: 'casework.submit-application',
  title: 'File an application: on the Portal, at a counter or from paper, in one line under one numbering',
  at: 'POST /applications',
  input: Filed,
  output: z.object({
    id: z.uuid(),
    number: z.string(),
    status: z.enum(STATUSES),
    dueAt: z.string().nullable(),
    receipt: z.string(),
  }),
  needs: ['country', 'datumTold', 'engine', 'mismatchesADay', 'people', 'registers', 'sampleFile', 'services'],
  refuses: [410, 429],
  example: {
    input: { service: 'housing-availability-certificate', answers: { purpose: 'job' }, channel: 'web' },
    output: {
      id: '0198b0c4-3d5e-7a10-8f21-5b6c7d8e9f01',
      number: 'HM-2026-000123-5',
      status: 'new',
      dueAt: '2026-03-06T13:00:00.000Z',
      receipt: 'QK7M-3F9P',
    },
  },
  may: 'signed in',
  records: {
    about: 'case',
    facts: z.object({
      number: z.string(),
      service: z.string(),
      version: z.int(),
      channel: z.enum(CHANNELS),
      filedAt: z.string(),
      countsFrom: z.string(),
      dueAt: z.string().nullable(),
      fee: z.int(),
      disputed: z.array(Disputed).optional(),
    }),
    readers: 'subject',
  },
  edits: draftNamed,
  status: 201,
})
  .asking(async ({ input, principal, now, world }, database) => {
    const filing = await database.read(async (tx) => {
      const service = await world.services.get(tx, input.service)
      if (!service?.runs || !hasKeyedFields(service)) return undefined
      // before anybody is asked
      refuseUnknownAnswers(service.form, input.answers)
      const who = await applicantOf(tx, principal, applicantAsked(input), world)
      const draft = await draftOf(tx, input, principal, who)
      if (draft) refuseOutdated(draft, service)
      return { service, who, draft }
    })
    if (!filing) return undefined
    return askOnFiling(database, world, { ...filing, answers: input.answers, principal, channel: input.channel, now })
  })
  .does(async ({ input, principal, now, language, world, asked }, tx) => {
    const who = await applicantOf(tx, principal, applicantAsked(input), world)
    const draft = await draftOf(tx, input, principal, who)
    const receivedAt = input.receivedAt && new Date(input.receivedAt).toISOString()
    const filedAt =
      receivedAt && input.channel === 'paper'
        ? readStamp(receivedAt, { now, sure: input.sure })
        : receivedAt && input.channel === 'counter'
          ? keptAtCounter(receivedAt, draft, now)
          : now

    const service = await world.services.get(tx, input.service)
    if (!service?.runs) throw new Refusal(service ? refusal['cannot-be-applied-for'] : general['not-found'])
    if (draft) refuseOutdated(draft, service)
    if (!service.passport.channels.includes(input.channel)) throw new Refusal(refusal['channel-not-offered'])
    const filing = prepareFiling({
      service,
      answers: await asLogged(tx, world, {
        service: service.id,
        answers: input.answers,
        number: who.applicant.number,
        language: draft?.language ?? language,
      }),
      who,
      channel: input.channel,
      filedAt,
      world,
      language,
      files: draft ? await attachmentsOf(tx, draft.id) : [],
    })

    const found = { ...draft?.found, ...asked?.found }
    if (draft && asked) await refuseTakenBack(tx, world, { service, language, about: draft.id, now }, asked.leaning)
    refuseDifferences(world, { service, language, found }, filing)

    // read and compiled before the number is taken: whoever is slow here holds up nobody
    await world.engine.definitions.get(tx, service.definition)
    const caseId = newId(now)
    // of the month in which it is entered: a paper of long ago opens no register of its own
    const number = await nextNumber(tx, world.country.localDate(now).slice(0, 7))
    const application: Application = {
      caseId,
      number,
      service: service.id,
      version: service.version,
      status: 'new',
      channel: input.channel,
      // at a counter that of the person, not the one that the operator works in
      language: (who.operator && draft?.language) || language,
      person: who.person,
      organisation: who.organisation,
      applicant: who.applicant,
      representative: who.representative,
      district: filing.district,
      owner: filing.owner,
      takenByOffice: who.operator?.office ?? null,
      takenBy: who.operator?.person ?? null,
      answers: filing.answers,
      filedAt,
      countsFrom: filing.countsFrom,
      dueAt: filing.dueAt,
      decidedAt: null,
      outcome: null,
      silentAt: null,
      closedAt: null,
      fee: filing.fee,
      receipt: makeCode(randomBytes(8)),
      revision: 1,
    }
    // not awaited, as all that follows is sent behind it: the number's lock is held, and others wait for it
    insertApplications(tx, [application], now).catch(() => undefined)
    if (draft) {
      await moveAttachments(tx, draft.id, caseId)
      await forgetKept(tx, draft.id)
      await moveAgreements(tx, draft.id, caseId, now)
    }
    let samples = 0
    for (const [field, value] of Object.entries(filing.answers)) {
      for (const file of sampleFiles(value, world)) {
        samples++
        await addAttachment(tx, caseId, {
          ...file,
          id: newId(now),
          field,
          sha256: world.sampleFile!.sha256,
          addedAt: now,
        })
      }
    }
    if (draft || samples > 0) await vouchFiles(tx, caseId, now)
    const stepped = await world.engine.start(
      tx,
      {
        caseId,
        definition: service.definition,
        variables: filing.variables,
        facts: {
          label: number,
          service: service.id,
          district: filing.district,
          owner: filing.owner,
          level: service.passport.owner.level,
        },
      },
      { now, actor: actorOf(principal) },
    )
    if (stepped.step.incident) throw new Error(`${service.definition}: ${stepped.step.incident.message}`)
    const by = { person: who.person, actor: actorOf(principal), now }
    const events = await consentInCase(tx, service, caseId, filing.answers, by)
    await planSilence(tx, application, service.passport, filing.dueAt, now)
    const { status = application.status, dueAt = application.dueAt } = stepped.followed
    return {
      answer: { id: caseId, number, status, dueAt: dueAt && asStored(dueAt), receipt: application.receipt },
      subject: caseId,
      facts: {
        number,
        service: service.id,
        version: service.version,
        channel: input.channel,
        filedAt,
        countsFrom: filing.countsFrom,
        dueAt: filing.dueAt,
        fee: filing.fee?.amount ?? 0,
        ...disputedIn(found),
      },
      events,
      jobs: [
        {
          kind: 'casework.tell-applicant',
          caseId,
          payload: { text: 'filed' },
          key: `tell ${caseId} filed`,
          lane: service.id,
        },
      ],
    }
  })

/** An instant as PostgreSQL writes it: without what is nothing. */
const asStored = (instant: string): string => instant.replace('.000Z', 'Z')

const applicantAsked = ({ channel, applicant, office }: Filed): ApplicantAsked => ({
  channel,
  ...(applicant ? { applicant } : {}),
  ...(office ? { office } : {}),
})

const draftOf = async (tx: Tx, { draft, service }: Filed, principal: Principal, who: Filer) =>
  draft ? getOwnDraft(tx, draft, { sender: principal.personId!, who, service }) : undefined

/**
 * A counter's page says when it took an application in that it could not send at once. Its clock may be wrong: the
 * draft and our own are the bounds.
 */
function keptAtCounter(receivedAt: string, draft: Draft | undefined, now: string): string {
  const begun = draft ? instantOfId(draft.id) : now
  return receivedAt > now ? now : receivedAt < begun ? begun : receivedAt
}
