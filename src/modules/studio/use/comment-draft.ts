import { z } from 'zod'
import { printedText } from '../../../kernel/text/index.ts'
import { newId } from '../../../platform/database/index.ts'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { Unreadable } from '../model/edit-errors.ts'
import { refusal } from '../model/refusals.ts'
import { everyTag, idOf, tagsOf } from '../model/tags.ts'
import { insertComment, listComments, settleComment, type Comment } from '../store/comments.ts'
import { findDraft, lockDraft } from '../store/drafts.ts'
import { openDraft } from './review-draft.ts'
import { DraftId } from './shapes.ts'

/** More would be read by nobody, and shown on one page. */
const COMMENTS_AT_MOST = 1_000
const Element = z.string().regex(/^[A-Za-z_][\w.-]{0,99}$/)
const ThreadFacts = DraftId.extend({ element: z.string(), comment: z.uuid() })

export const listDraftComments = useCase({
  name: 'studio.list-comments',
  title: 'What designers and reviewers said of the elements of a draft’s process, with who settled what',
  at: 'GET /studio/drafts/{draft}/comments',
  input: DraftId,
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        element: z.string(),
        revision: z.int(),
        by: z.string(),
        at: z.string(),
        text: z.string(),
        answers: z.uuid().nullable(),
        settledBy: z.string().nullable(),
        settledAt: z.string().nullable(),
      }),
    ),
    next: z.null(),
  }),
  needs: ['people'],
  may: 'editor of draft',
}).reads(async ({ input, world }, tx) => {
  if (!(await findDraft(tx, input.draft))) throw new Refusal(general['not-found'])
  const comments = await listComments(tx, input.draft)
  const names = new Map<string, string>()
  for (const id of new Set(comments.flatMap(({ by, settledBy }) => (settledBy ? [by, settledBy] : [by]))))
    names.set(id, (await world.people.get(tx, id)).name)
  const called = (id: string) => names.get(id) ?? ''
  return {
    items: comments.map((comment) => ({
      ...comment,
      by: called(comment.by),
      settledBy: comment.settledBy && called(comment.settledBy),
    })),
    next: null,
  }
})

export const commentOnElement = useCase({
  name: 'studio.comment-on-element',
  title: 'Say something of an element of a draft’s process, or answer what somebody said of it',
  at: 'POST /studio/drafts/{draft}/comments',
  input: DraftId.extend({
    element: Element,
    text: printedText(z.string().trim().max(4_000)),
    /** The comment that begins the thread; absent: a thread of its own. */
    answers: z.uuid().optional(),
  }),
  output: z.object({ id: z.uuid(), element: z.string() }),
  may: 'editor of draft',
  records: { about: 'system', facts: ThreadFacts, readers: 'officials' },
  status: 201,
}).does(async ({ input, principal, now }, tx) => {
  await lockDraft(tx, input.draft)
  const draft = await openDraft(tx, input.draft)
  if (input.text === '')
    throw new Refusal(refusal['not-done'], { problems: [{ path: 'text', text: 'studio.refusal.comment-needed' }] })
  const there = await listComments(tx, draft.id)
  if (there.length >= COMMENTS_AT_MOST) throw new Refusal(refusal['comments-many'])
  const first = input.answers === undefined ? undefined : threadOf(there, input.answers)
  const element = first?.element ?? input.element
  // what is gone may still be answered
  if (!first && !isThere(draft.files['process.bpmn'] ?? '', element)) throw new Refusal(refusal['place-unknown'])
  const comment = newId(now)
  await insertComment(tx, draft.id, {
    id: comment,
    element,
    revision: draft.revision,
    by: principal.personId!,
    at: now,
    text: input.text,
    answers: first?.id ?? null,
  })
  return { answer: { id: comment, element }, subject: draft.id, facts: { draft: draft.id, element, comment } }
})

export const settleThread = useCase({
  name: 'studio.settle-comment',
  title: 'Say that what somebody said of an element is settled',
  at: 'POST /studio/drafts/{draft}/comments/{comment}/settled',
  input: DraftId.extend({ comment: z.uuid() }),
  output: z.object({ id: z.uuid(), element: z.string() }),
  may: 'editor of draft',
  records: { about: 'system', facts: ThreadFacts, readers: 'officials' },
}).does(async ({ input, principal, now }, tx) => {
  const draft = await openDraft(tx, input.draft)
  const { id: comment, element } = threadOf(await listComments(tx, draft.id), input.comment)
  await settleComment(tx, draft.id, { comment, by: principal.personId!, now })
  return { answer: { id: comment, element }, subject: draft.id, facts: { draft: draft.id, element, comment } }
})

/** The first of a thread. @throws Refusal when it is none of this draft */
function threadOf(comments: readonly Comment[], id: string): Comment {
  const first = comments.find((comment) => comment.id === id && comment.answers === null)
  if (!first) throw new Refusal(refusal['place-unknown'])
  return first
}

function isThere(bpmn: string, element: string): boolean {
  try {
    return [...everyTag(tagsOf(bpmn))].some((tag) => idOf(tag) === element)
  } catch (error) {
    if (error instanceof Unreadable) return false
    throw error
  }
}
