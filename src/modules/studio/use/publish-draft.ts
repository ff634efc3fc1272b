import { z } from 'zod'
import { Refusal, useCase } from '../../../platform/use-case/index.ts'
import { findCurrentVersion, publishService, PublishingRefused, readServiceFiles } from '../../catalogue/index.ts'
import { deployDefinition } from '../../process/index.ts'
import { passLegalGate } from '../../redesign/index.ts'
import { refusal } from '../model/refusals.ts'
import { setKeeper, setState } from '../store/drafts.ts'
import { theDraft } from './read-draft.ts'
import { checkedBefore, openDraft, seeWhole, standing } from './review-draft.ts'
import { DraftId, Standing } from './shapes.ts'

export const publishDraft = useCase({
  name: 'studio.publish-draft',
  title: 'Publish what a second person approved: from now on people apply by it, and running cases stay on theirs',
  at: 'POST /studio/drafts/{draft}/publish',
  input: DraftId,
  output: Standing.extend({ service: z.string(), version: z.int() }),
  needs: ['country', 'serviceChecks'],
  may: 'editor of draft',
  edits: theDraft,
  records: {
    about: 'system',
    facts: DraftId.extend({ revision: z.int(), service: z.string(), version: z.int() }),
    readers: 'officials',
  },
})
  .asking(({ input, world }, database) => checkedBefore(database, input.draft, world.serviceChecks.check))
  .does(async ({ input, asked, now, world: { country } }, tx) => {
    const draft = await openDraft(tx, input.draft)
    if (draft.state !== 'approved') throw new Refusal(refusal['not-approved'])
    seeWhole(draft, asked)
    const current = await findCurrentVersion(tx, draft.service)
    if ((current ?? null) !== draft.base)
      throw new Refusal(refusal['base-moved'], { parameters: { version: current ?? 0 } })
    await passLegalGate(tx, draft.id, country.localDate(now))
    const { service } = readServiceFiles(draft.files, draft.service, country)
    try {
      await publishService(tx, service!, {
        conventions: country.conventions,
        now,
        deploy: (definition, bpmn, dmn) => deployDefinition(tx, definition, bpmn, dmn, now),
      })
    } catch (error) {
      if (error instanceof PublishingRefused)
        throw new Refusal(refusal.publishing, { parameters: { message: error.problem.message } })
      throw error
    }
    const { version } = service!.passport
    await setKeeper(tx, draft.service, draft.body)
    await setState(tx, draft.id, 'published', version)
    const { answer, subject, facts } = standing(draft, 'published' as const)
    return {
      answer: { ...answer, service: draft.service, version },
      subject,
      facts: { ...facts, service: draft.service, version },
    }
  })
