import { z } from 'zod'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { refusal } from '../model/refusals.ts'
import { tellingJob } from '../model/tell-authors.ts'
import { speaksFor } from '../rights.ts'
import { findDiscussion } from '../store/discussions.ts'
import { insertDone, listOwed } from '../store/owed.ts'
import { DiscussionId, Reason } from './shapes.ts'

const PAGE = 30

export const listOwedChanges = useCase({
  name: 'consultation.list-owed',
  title: 'What bodies owe for comments that they accepted: what, by which day, and whether it was done',
  at: 'GET /consultation-owed',
  input: z.object({
    /** Of one discussion alone. */
    discussion: DiscussionId.optional(),
    /** What was done, in place of what is still owed. */
    done: z.boolean().default(false),
    after: z
      .string()
      .regex(/^\d{4}-\d\d-\d\d [0-9a-f-]{36}$/)
      .optional(),
  }),
  output: z.object({
    items: z.array(
      z.object({
        discussion: z.uuid(),
        title: z.string(),
        body: z.string(),
        answer: z.uuid(),
        owed: z.string(),
        owedBy: z.string().nullable(),
        /** Its day has passed, and nobody said that it was done. */
        over: z.boolean(),
        comments: z.int(),
        by: z.string(),
        at: z.string(),
        done: z.string().nullable(),
        doneBy: z.string().nullable(),
        doneAt: z.string().nullable(),
        /** Whether this viewer may say that it was done. */
        settles: z.boolean(),
      }),
    ),
    next: z.string().nullable(),
  }),
  needs: ['country'],
  may: 'anyone',
}).reads(async ({ input, principal, now, world: { country } }, tx) => {
  const [term, answer] = input.after?.split(' ') ?? []
  const found = await listOwed(tx, {
    discussion: input.discussion,
    done: input.done,
    after: term && answer ? { term, answer } : undefined,
    size: PAGE + 1,
  })
  const today = country.localDate(now)
  const mine = speaksFor(principal)
  const last = found[PAGE - 1]
  return {
    items: found.slice(0, PAGE).map(({ term: _, ...item }) => ({
      ...item,
      over: item.done === null && item.owedBy !== null && item.owedBy < today,
      settles: item.done === null && mine.includes(item.body),
    })),
    next: found.length > PAGE && last ? `${last.term} ${last.answer}` : null,
  }
})

export const settleOwed = useCase({
  name: 'consultation.settle-owed',
  title: 'Say that what was owed for an accepted comment was done, and where it stands; once, also after the end',
  at: 'POST /consultations/{discussion}/answers/{answer}/done',
  input: z.object({ discussion: DiscussionId, answer: z.uuid(), what: Reason }),
  output: z.object({}),
  may: 'answerer of discussion',
  records: {
    about: 'system',
    facts: z.object({ discussion: z.uuid(), answer: z.uuid() }),
    readers: 'officials',
  },
  status: 201,
}).does(async ({ input: { discussion, answer, what }, principal, now }, tx) => {
  if (!(await findDiscussion(tx, discussion))) throw new Refusal(general['not-found'])
  const by = { by: principal.personId!, byName: principal.name ?? '' }
  if (!(await insertDone(tx, { discussion, answer, what, ...by, now }))) throw new Refusal(refusal['not-owed'])
  return {
    answer: {},
    subject: discussion,
    facts: { discussion, answer },
    jobs: [tellingJob({ what: 'done', discussion, answer })],
  }
})
