import { z } from 'zod'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { exactChange } from '../model/named-change.ts'
import { CHANGES_TEXT } from '../model/outcomes.ts'
import { refusal } from '../model/refusals.ts'
import { tellingJob } from '../model/tell-authors.ts'
import { completeAnswer, findAnswer } from '../store/answers.ts'
import { lockDiscussion } from '../store/discussions.ts'
import { ChangeNamed, DiscussionId, Reason } from './shapes.ts'

export const nameChange = useCase({
  name: 'consultation.name-change',
  title:
    'Name the change of the text that came of an accepted answer, or say what is still owed; each once, and before the end',
  at: 'POST /consultations/{discussion}/answers/{answer}/change',
  input: z.object({
    discussion: DiscussionId,
    answer: z.uuid(),
    change: ChangeNamed.optional(),
    /** Where no text has the change yet: what will change, where, and by when. */
    owed: Reason.optional(),
    /** The day by which that is done: it is followed in public. */
    owedBy: z.iso.date().optional(),
  }),
  output: z.object({ change: ChangeNamed.nullable(), owed: z.string().nullable(), owedBy: z.string().nullable() }),
  needs: ['country'],
  may: 'answerer of discussion',
  records: {
    about: 'system',
    facts: z.object({ discussion: z.uuid(), answer: z.uuid(), change: ChangeNamed.nullable(), owed: z.boolean() }),
    readers: 'officials',
  },
}).does(async ({ input, now, world: { country } }, tx) => {
  // held: the end seals what answers say, and nothing is added meanwhile
  const discussion = await lockDiscussion(tx, input.discussion)
  const answer = discussion && (await findAnswer(tx, discussion.id, input.answer))
  if (!answer) throw new Refusal(general['not-found'])
  if (discussion.state === 'closed') throw new Refusal(refusal.closed)
  if (!CHANGES_TEXT.includes(answer.outcome)) throw new Refusal(refusal['change-unknown'])
  if (!input.change && input.owed === undefined)
    throw new Refusal(refusal['change-missing'], {
      problems: [{ path: 'owed', text: refusal['change-missing'].text }],
    })
  if (answer.change || (input.owed !== undefined && answer.owed !== null)) throw new Refusal(refusal['change-named'])
  if (input.owed !== undefined && !(input.owedBy !== undefined && input.owedBy >= country.localDate(now)))
    throw new Refusal(refusal['owed-term'], { problems: [{ path: 'owedBy', text: refusal['owed-term'].text }] })
  const owed = input.owed === undefined ? undefined : { what: input.owed, by: input.owedBy! }
  const change = input.change && (await exactChange(tx, discussion, input.change, answer.readVersion))
  await completeAnswer(tx, discussion.id, input.answer, { change, owed })
  return {
    answer: { change: change ?? null, owed: owed?.what ?? answer.owed, owedBy: owed?.by ?? answer.owedBy },
    subject: discussion.id,
    facts: {
      discussion: discussion.id,
      answer: input.answer,
      change: change ?? null,
      owed: input.owed !== undefined,
    },
    jobs: [tellingJob({ what: change ? 'changed' : 'owed', discussion: discussion.id, answer: input.answer })],
  }
})
