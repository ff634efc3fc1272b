import { z } from 'zod'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { newestAnswers } from '../store/answers.ts'
import { findDiscussion } from '../store/discussions.ts'
import { AnswerShown, DiscussionId } from './shapes.ts'

const NEWEST = 50

export const listAnswers = useCase({
  name: 'consultation.list-answers',
  title: 'The newest answers of a discussion, each with its reason and to how many comments it was given',
  at: 'GET /consultations/{discussion}/answers',
  input: z.object({
    discussion: DiscussionId,
    /** Only accepted ones whose change of the text is not named yet. */
    owing: z.boolean().default(false),
  }),
  output: z.object({ items: z.array(AnswerShown.omit({ repeated: true })) }),
  may: 'anyone',
}).reads(async ({ input }, tx) => {
  const found = await findDiscussion(tx, input.discussion)
  if (!found) throw new Refusal(general['not-found'])
  return { items: await newestAnswers(tx, found.id, NEWEST, { owing: input.owing }) }
})
