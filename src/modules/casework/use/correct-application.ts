import { z } from 'zod'
import type { Json } from '../../../kernel/process/index.ts'
import { newId } from '../../../platform/database/index.ts'
import { actorOf } from '../../../platform/rights/index.ts'
import { Refusal, useCase } from '../../../platform/use-case/index.ts'
import { consentsStanding } from '../../exchange/index.ts'
import { findTask, parseTaskId, refusal as process } from '../../process/index.ts'
import { STATUSES } from '../../../kernel/case/index.ts'
import { refusal } from '../model/application.ts'
import { asLogged } from '../model/as-logged.ts'
import { applicantAgain } from '../model/applicant-of.ts'
import { askOnFiling, hasKeyedFields, refuseDifferences } from '../model/check-differences.ts'
import { Disputed, disputedIn } from '../model/disputed.ts'
import { consentInCase, consentInDraft } from '../model/consent.ts'
import { refuseUnknownAnswers } from '../model/known-answers.ts'
import { getOwnDraft } from '../model/own-draft.ts'
import { refuseTakenBack } from '../model/leaning.ts'
import { prepareFiling } from '../model/prepare-filing.ts'
import { sitsAt } from '../model/roles-held.ts'
import { getApplication, updateApplication } from '../store/applications.ts'
import { attachmentsOf, addAttachment, moveAttachments, replaceAttachments, vouchFiles } from '../store/attachments.ts'
import { draftsAtCounter, findOwnDraft, insertDraft } from '../store/drafts.ts'
import { caseOfTask } from './get-application.ts'
import { draftNamed } from './get-draft.ts'

/** Opens the answers of a case for correction, as a draft that holds what was sent. */
export const startCorrection = useCase({
  name: 'casework.start-correction',
  title: "Open one's answers for correction",
  at: 'POST /tasks/{task}/correction',
  input: z.object({ task: z.string().max(60) }),
  output: z.object({ id: z.uuid() }),
  needs: ['services'],
  may: ['applicant with the task of task', 'counter with the task of task'],
  records: { about: 'case', facts: z.object({ task: z.int() }), readers: 'subject' },
  edits: caseOfTask,
  status: 201,
}).does(async ({ input, principal, now, language, world }, tx) => {
  const asked = parseTaskId(input.task)!
  const task = await findTask(tx, asked.caseId, asked.wait)
  if (task?.act !== 'correct') throw new Refusal(refusal['not-correctable'])
  const application = await getApplication(tx, asked.caseId)
  // the operator of the counter that took it in corrects it with the person in front of them, as a draft of that
  // counter
  const office =
    application.person !== principal.personId &&
    application.takenByOffice !== null &&
    sitsAt(principal, application.takenByOffice)
      ? application.takenByOffice
      : null
  const kept = office
    ? (await draftsAtCounter(tx, principal.personId!, office)).find((draft) => draft.corrects === input.task)
    : await findOwnDraft(tx, principal.personId!, application.service, application.organisation, input.task)
  if (kept) return { answer: { id: kept.id }, subject: asked.caseId }
  const id = newId(now)
  const service = await world.services.get(tx, application.service, application.version)
  // an agreement that was taken back since is not given by correcting something else
  const answers = { ...application.answers, ...(await consentsStanding(tx, service.form, asked.caseId)) }
  await insertDraft(tx, {
    id,
    person: principal.personId!,
    organisation: application.organisation,
    service: application.service,
    version: application.version,
    language,
    answers,
    found: {},
    office,
    channel: application.channel === 'proactive' ? 'web' : application.channel,
    walkIn: office
      ? {
          number: application.representative?.number ?? application.applicant.number,
          person: application.person,
          name: application.representative?.name ?? application.applicant.name,
          ...(application.organisation ? { organisation: application.organisation } : {}),
        }
      : null,
    receivedAt: null,
    corrects: input.task,
    updatedAt: now,
  })
  const draft = { id, person: application.person, walkIn: null }
  const events = await consentInDraft(tx, service, draft, answers, { actor: actorOf(principal), now })
  for (const file of await attachmentsOf(tx, asked.caseId)) await addAttachment(tx, id, { ...file, id: newId(now) })
  return { answer: { id }, subject: asked.caseId, facts: { task: asked.wait }, events }
})

/** Sends corrected answers: checked like the first ones, and the case goes on where it waited. */
export const correctApplication = useCase({
  name: 'casework.correct-application',
  title: 'Send corrected answers',
  at: 'POST /tasks/{task}/corrected',
  input: z.object({
    task: z.string().max(60),
    answers: z.record(z.string().max(100), z.json()),
    draft: z.uuid().optional(),
  }),
  output: z.object({ id: z.uuid(), status: z.enum(STATUSES) }),
  needs: ['country', 'datumTold', 'engine', 'mismatchesADay', 'registers', 'sampleFile', 'services'],
  refuses: [410, 429],
  may: ['applicant with the task of task', 'counter with the task of task'],
  records: {
    about: 'case',
    facts: z.object({
      element: z.string(),
      act: z.string(),
      outcome: z.literal('corrected'),
      disputed: z.array(Disputed).optional(),
    }),
    readers: 'subject',
    line: 'corrected',
  },
  edits: [caseOfTask, draftNamed],
})
  .asking(async ({ input, principal, now, world }, database) => {
    const { caseId } = parseTaskId(input.task)!
    const filing = await database.read(async (tx) => {
      const application = await getApplication(tx, caseId)
      const service = await world.services.get(tx, application.service, application.version)
      if (!hasKeyedFields(service)) return undefined
      // before anybody is asked
      refuseUnknownAnswers(service.form, input.answers)
      const who = applicantAgain(application)
      const sent = { sender: principal.personId!, who, service: service.id, corrects: input.task }
      const draft = input.draft ? await getOwnDraft(tx, input.draft, sent) : undefined
      const channel = application.channel === 'proactive' ? ('web' as const) : application.channel
      return { service, who, draft, channel, corrects: caseId }
    })
    return filing && askOnFiling(database, world, { ...filing, answers: input.answers, principal, now })
  })
  .does(async ({ input, principal, now, language, world, asked }, tx) => {
    const { caseId, wait } = parseTaskId(input.task)!
    const task = await findTask(tx, caseId, wait)
    if (!task) throw new Refusal(process['already-done'])
    if (task.act !== 'correct') throw new Refusal(refusal['not-correctable'])
    const application = await getApplication(tx, caseId)
    const service = await world.services.get(tx, application.service, application.version)
    const who = applicantAgain(application)
    const draft = input.draft
      ? await getOwnDraft(tx, input.draft, {
          sender: principal.personId!,
          who,
          service: service.id,
          corrects: input.task,
        })
      : undefined
    const filing = prepareFiling({
      service,
      answers: await asLogged(tx, world, {
        service: service.id,
        answers: input.answers,
        number: who.applicant.number,
        language: draft?.language ?? language,
      }),
      who,
      channel: application.channel === 'proactive' ? 'web' : application.channel,
      filedAt: application.filedAt,
      world,
      language,
      files: await attachmentsOf(tx, draft?.id ?? caseId),
    })
    const found = { ...draft?.found, ...asked?.found }
    if (asked) await refuseTakenBack(tx, world, { service, language, about: caseId, now }, asked.leaning)
    refuseDifferences(world, { service, language, found }, filing)
    if (draft) {
      await replaceAttachments(tx, caseId)
      await moveAttachments(tx, draft.id, caseId)
      await vouchFiles(tx, caseId, now)
    }
    const by = { person: application.person, actor: actorOf(principal), now }
    const events = await consentInCase(tx, service, caseId, filing.answers, by)
    await updateApplication(tx, caseId, { answers: filing.answers }, now)
    const { followed } = await world.engine.send(
      tx,
      caseId,
      { type: 'complete', wait, result: { outcome: 'corrected' }, variables: { answers: filing.answers as Json } },
      { now, actor: actorOf(principal) },
    )
    return {
      answer: { id: caseId, status: followed.status ?? application.status },
      subject: caseId,
      facts: { element: task.element, act: task.act, outcome: 'corrected', ...disputedIn(found) },
      events,
    }
  })
