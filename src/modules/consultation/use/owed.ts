import { z } from 'zod'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { dispute } from '../model/dispute.ts'
import { refusal } from '../model/refusals.ts'
import { tellingJob } from '../model/tell-authors.ts'
import { findChange } from '../model/named-change.ts'
import { audits, speaksFor } from '../rights.ts'
import { findAnswer } from '../store/answers.ts'
import { findDiscussion, type Discussion } from '../store/discussions.ts'
import { answeredTo, holdSaid, insertDone, listOwed, type Seen } from '../store/owed.ts'
import { listTexts } from '../store/texts.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { DiscussionId, Reason, StatementNumber, UnitId } from './shapes.ts'

const PAGE = 30
const SeenShown = z.object({ discussion: z.uuid(), version: z.int().min(0), unit: UnitId.nullable() })
/** An address that everybody can open: https, and of a site with a name. */
const Address = z
  .string()
  .max(1_000)
  .transform((text) => text.trim())
  .refine((text) => /^https:\/\/[^\s/@]+\.[^\s/@]+(\/\S*)?$/u.test(text) && URL.canParse(text), {
    params: { text: 'consultation.refusal.done-unseen' },
  })

export const listOwedChanges = useCase({
  name: 'consultation.list-owed',
  title: 'What bodies owe for comments that they accepted: what, by which day, and whether it was done',
  at: 'GET /consultation-owed',
  input: z.object({
    /** Of one discussion alone. */
    discussion: DiscussionId.optional(),
    /** What was done, in place of what is still owed; what is disputed is owed. */
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
        /** Its day has passed, and it is still owed, or owed again. */
        over: z.boolean(),
        comments: z.int(),
        by: z.string(),
        at: z.string(),
        /** Owed; or said to be done; or owed again, because somebody disputes that and the body has not answered yet. */
        state: z.enum(['owed', 'done', 'disputed']),
        /** Number of the body's last word, counted from 0; null while it said nothing. */
        statement: z.int().nullable(),
        /** All that the body said of its being done: the first word, then its answers to who disputed it. */
        said: z.array(
          z.object({
            what: z.string(),
            by: z.string(),
            at: z.string(),
            /** A text of a discussion that came after the answer; with `unit` also looked up: that this part of it changed. */
            seen: SeenShown.nullable(),
            /** An address outside, as the body gave it; nobody has looked it up. */
            address: z.string().nullable(),
            /** Who says that it was not done, and why; no name where the comment bears none. */
            disputes: z.array(z.object({ by: z.string().nullable(), why: z.string(), at: z.string() })),
          }),
        ),
        /** Whether this viewer may say that it was not done. */
        disputable: z.boolean(),
        /** Whether this viewer may say that it was done, or answer who disputes it. */
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
    viewer: principal.personId,
    after: term && answer ? { term, answer } : undefined,
    size: PAGE + 1,
  })
  const today = country.localDate(now)
  const mine = speaksFor(principal)
  const last = found[PAGE - 1]
  const own = principal.personId
    ? await answeredTo(
        tx,
        principal.personId,
        found.map(({ answer: id }) => id),
      )
    : new Set<string>()
  return {
    items: found.slice(0, PAGE).map(({ term: _, disputed, disputedByViewer, ...item }) => {
      const open = item.statement === null || disputed
      return {
        ...item,
        state: item.statement === null ? ('owed' as const) : disputed ? ('disputed' as const) : ('done' as const),
        over: open && item.owedBy !== null && item.owedBy < today,
        settles: open && mine.includes(item.body),
        disputable: item.statement !== null && !disputedByViewer && (audits(principal) || own.has(item.answer)),
      }
    }),
    next: found.length > PAGE && last ? `${last.term} ${last.answer}` : null,
  }
})

export const settleOwed = useCase({
  name: 'consultation.settle-owed',
  title:
    'Say that what was owed for an accepted comment was done, and where everybody can read it; or answer who disputes it',
  at: 'POST /consultations/{discussion}/answers/{answer}/done',
  input: z.object({
    discussion: DiscussionId,
    answer: z.uuid(),
    what: Reason,
    /** The text of a discussion of the same body that has the change, and the article in it: it is looked up. */
    seen: z.object({ discussion: DiscussionId, version: z.int().min(1), unit: UnitId.optional() }).optional(),
    /** Or where else everybody can read it. */
    address: Address.optional(),
  }),
  output: z.object({}),
  may: 'answerer of discussion',
  records: {
    about: 'system',
    facts: z.object({ discussion: z.uuid(), answer: z.uuid() }),
    readers: 'officials',
  },
  status: 201,
}).does(async ({ input: { discussion, answer, what, seen, address }, principal, now }, tx) => {
  const owing = await findDiscussion(tx, discussion)
  if (!owing) throw new Refusal(general['not-found'])
  // a body's word alone proves nothing: everybody must be able to look
  const unseen = () =>
    new Refusal(refusal['done-unseen'], { problems: [{ path: 'address', text: refusal['done-unseen'].text }] })
  const last = await holdSaid(tx, discussion, answer)
  const first = last?.number == null
  if (!last || !(first || last.disputed)) throw new Refusal(refusal['not-owed'])
  // an answer to who disputes it may give its reason alone
  if (first && !seen && address === undefined) throw unseen()
  const given = await findAnswer(tx, discussion, answer)
  const shown = seen && given && (await seenIn(tx, owing, given.at, seen))
  if (seen && !shown) throw unseen()
  const number = first ? 0 : last.number! + 1
  const by = { by: principal.personId!, byName: principal.name ?? '' }
  if (!(await insertDone(tx, { discussion, answer, number, what, seen: shown, address, ...by, now })))
    throw new Refusal(refusal['not-owed'])
  return {
    answer: {},
    subject: discussion,
    facts: { discussion, answer },
    jobs: [tellingJob({ what: first ? 'done' : 'replied', discussion, answer, ...(first ? {} : { number }) })],
  }
})

/** A text that came after the answer, of a discussion of the same body, and the change in it. @returns undefined for any other */
async function seenIn(
  tx: Tx,
  { body }: Discussion,
  answeredAt: string,
  { discussion, version, unit }: { discussion: string; version: number; unit?: string | undefined },
): Promise<Seen | undefined> {
  const other = await findDiscussion(tx, discussion)
  const text =
    other?.body === body ? (await listTexts(tx, discussion)).find(({ number }) => number === version) : undefined
  if (!other || !text || Date.parse(text.at) < Date.parse(answeredAt)) return undefined
  if (unit === undefined) return { discussion, version, unit: null }
  const change = await findChange(tx, discussion, { version, unit })
  return change === undefined ? undefined : { discussion, version, unit: change }
}

export const disputeDone = useCase({
  name: 'consultation.dispute-done',
  title:
    'Say in public that what a body owed was not done as it says: whose comment it was, or who audits; it is owed again until the body answers',
  at: 'POST /consultations/{discussion}/answers/{answer}/dispute',
  input: z.object({ discussion: DiscussionId, answer: z.uuid(), why: Reason, statement: StatementNumber }),
  output: z.object({}),
  may: 'disputer of answer',
  records: {
    about: 'system',
    facts: z.object({ discussion: z.uuid(), answer: z.uuid() }),
    readers: 'officials',
  },
  status: 201,
}).does(async ({ input: { discussion, answer, ...said }, principal, now }, tx) => {
  const by = { person: principal.personId!, name: principal.name ?? '' }
  await dispute(tx, { discussion, answer, ...said, ...by, now })
  return { answer: {}, subject: discussion, facts: { discussion, answer } }
})
