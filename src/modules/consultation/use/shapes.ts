import { z } from 'zod'
import { withoutHidden } from '../../../kernel/text/index.ts'
import { checkedEmail } from '../../../platform/notify/index.ts'
import { Refusal } from '../../../platform/use-case/index.ts'
import { givesReason, OUTCOMES, SHORTEST_REASON } from '../model/outcomes.ts'
import { refusal } from '../model/refusals.ts'
import { SOURCES } from '../store/entered.ts'

/** Words of a person: what is not seen (zero width, right-to-left overrides) is taken out before anything is judged. */
export const words = (least: number, most: number) =>
  z
    .string()
    .max(most * 2)
    .transform((text) => withoutHidden(text).trim())
    .transform((text) => (/[^\s\u2800]/u.test(text) ? text : ''))
    .pipe(z.string().min(least).max(most))

/** Letters to one address that wait for an answer: nobody's letter box is filled by a stranger. */
export const LETTERS_AT_MOST = 5
/** No letter more is sent there before the first of them is too old to be answered. @param until that instant */
export const lettersWaiting = (until: number, now: string): Refusal =>
  new Refusal(refusal['letters-waiting'], { retryAfter: Math.max(1, Math.ceil((until - Date.parse(now)) / 1000)) })
/** What stands in the link of a letter. */
export const Secret = z.string().regex(/^[\w-]{43}$/)
const isEmail = (address: string): boolean => {
  try {
    return checkedEmail(address) === address
  } catch {
    return false
  }
}
/** An e-mail address that can hold nothing but itself, in small letters. */
export const Email = z
  .string()
  .max(320)
  .transform((text) => text.trim().toLowerCase())
  .refine(isEmail, { params: { text: 'consultation.refusal.email-unreadable' } })

export const DiscussionId = z.uuid()
export const UnitId = z.string().regex(/^[\w.-]{1,100}$/u)
export const Reason = words(SHORTEST_REASON, 4000).refine(givesReason, {
  params: { text: 'consultation.refusal.reason-wordless' },
})
/** Which word of a body on what it owed was read, counted from 0; absent: the last one. */
export const StatementNumber = z.int().min(0).optional()
/** A text of a discussion and what of it changed: an article as it stands there, or `was-` and the id of a removed one. */
export const ChangeNamed = z.object({ version: z.int().min(1), unit: UnitId })

export const Cost = z.object({
  what: words(1, 300),
  price: z.int().min(0).max(1e15),
  frequency: z.number().min(0).max(1e6),
  population: z.int().min(0).max(1e10),
})

export const AnswerShown = z.object({
  id: z.uuid(),
  outcome: z.enum(OUTCOMES),
  reason: z.string(),
  /** The text, and its article, that was changed because of it. */
  change: z.object({ version: z.int(), unit: z.string() }).nullable(),
  /** Whether a later text took that change back. */
  undone: z.boolean().optional(),
  /** What will change, said where the change itself is still owed. */
  owed: z.string().nullable(),
  /** The day by which that is done; null where none was said. */
  owedBy: z.string().nullable(),
  /** That it was done, and where it stands: the last word of the body. */
  done: z.string().nullable(),
  /** Whether somebody disputes that, and the body has not answered yet: it is owed as before. */
  disputed: z.boolean(),
  by: z.string(),
  at: z.string(),
  /** How many answers of this discussion give this very reason. */
  repeated: z.int(),
  /** To how many comments this one answer was given. */
  comments: z.int(),
})

/** How a comment came that an official entered. */
export const EnteredShown = z.object({ source: z.enum(SOURCES), origin: z.string(), received: z.string() })
export type EnteredShown = z.output<typeof EnteredShown>

export const CommentShown = z.object({
  id: z.uuid(),
  version: z.int(),
  unit: z.string().nullable(),
  from: z.int().nullable(),
  until: z.int().nullable(),
  passage: z.string().nullable(),
  /** Absent when hidden: the reason stands in its place. */
  words: z.string().nullable(),
  proposal: z.string().nullable(),
  language: z.string(),
  name: z.string().nullable(),
  business: z.string().nullable(),
  /** Sent with an e-mail address: for which business is what the author says, and was not checked. */
  byEmail: z.boolean(),
  /** How it came, where an official entered it; null for one that its author sent here. */
  entered: EnteredShown.extend({ by: z.string() }).nullable(),
  at: z.string(),
  supported: z.int(),
  hidden: z.string().nullable(),
  own: z.boolean(),
  /** Where it stands in the text of now: its passage word for word, with other words, or gone and what stands there. */
  place: z.object({
    state: z.enum(['same', 'changed', 'gone']),
    unit: z.string().nullable(),
    from: z.int().nullable(),
    until: z.int().nullable(),
    instead: z.string().nullable(),
  }),
  /** Comments that say the same: the machine proposes, an official confirms. */
  group: z.object({ id: z.uuid(), members: z.int(), state: z.enum(['proposed', 'confirmed']) }).nullable(),
  answer: AnswerShown.nullable(),
})
export type CommentShown = z.output<typeof CommentShown>

/** How a comment was hidden, and what became of the appeal, as its author is told. */
export const HidingShown = z.object({
  reason: z.string(),
  hiddenAt: z.string(),
  appeal: z.string().nullable(),
  decision: z.enum(['upheld', 'lifted']).nullable(),
  decisionReason: z.string().nullable(),
  /** The body that decides the appeal, while it waits. */
  decides: z.string().nullable(),
})
export type HidingShown = z.output<typeof HidingShown>

export const DiscussionLine = z.object({
  id: z.uuid(),
  body: z.string(),
  kind: z.enum(['draft', 'review']),
  title: z.string(),
  language: z.string(),
  state: z.enum(['open', 'closed']),
  openedAt: z.string(),
  until: z.string(),
  closedAt: z.string().nullable(),
  comments: z.int(),
  waiting: z.int(),
})
