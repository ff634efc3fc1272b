import { z } from 'zod'
import { BIASED } from '../model/refuse-biased.ts'
import { WAYS_IN, OUTCOMES, STATUSES } from '../../../kernel/case/index.ts'
import { Disputed } from '../model/disputed.ts'
import { TASK_ACTIONS } from '../model/may-next.ts'

export const StandingStill = z.object({ since: z.string().nullable(), reason: z.string().nullable() })

const facts = z.record(z.string(), z.union([z.string(), z.number()]))

/** An application as the interface and the pages show it, with what its viewer may do next. */
export const ApplicationView = z.object({
  id: z.uuid(),
  number: z.string(),
  service: z.string(),
  version: z.number(),
  status: z.enum(STATUSES),
  channel: z.enum(WAYS_IN),
  revision: z.number(),
  filedAt: z.string(),
  countsFrom: z.string(),
  dueAt: z.string().nullable(),
  decidedAt: z.string().nullable(),
  /** How it came out, as the last decision says; null while nothing is decided. */
  outcome: z.enum(OUTCOMES).nullable(),
  /** Decisions in force and before, oldest first: who decided, who signed in which role, for which office. */
  decisions: z.array(
    z.object({
      outcome: z.enum(OUTCOMES),
      ground: z.string().nullable(),
      note: z.string().nullable(),
      office: z.string(),
      decidedBy: z.string().nullable(),
      signedBy: z.string().nullable(),
      signedAs: z.string().nullable(),
      madeAt: z.string(),
      /** Decided by nobody: the office was silent, and the law says what that means. */
      bySilence: z.boolean(),
      /** Since when the applicant knows of it, and how: opened in the cabinet, handed over, by post, otherwise. */
      servedAt: z.string().nullable(),
      servedHow: z.string().nullable(),
    }),
  ),
  closedAt: z.string().nullable(),
  /** A case that lapsed: when, what the applicant was to do since when, and the end of that term; nobody decided. */
  lapsed: z
    .object({
      at: z.string(),
      act: z.string().nullable(),
      since: z.string().nullable(),
      until: z.string().nullable(),
      /** Declined by the applicant then, in a case that ended before that was an outcome of its own. */
      declined: z.boolean(),
    })
    .nullable(),
  /** Made to stand still by an administrator: since when and why, where that was said for this case alone. */
  suspended: StandingStill.nullable(),
  owner: z.string(),
  district: z.string(),
  applicant: z.record(z.string(), z.json()),
  representative: z.record(z.string(), z.json()).nullable(),
  person: z.uuid(),
  answers: z.record(z.string(), z.json()),
  fee: z.object({ amount: z.number(), lines: z.array(z.object({ text: z.string(), amount: z.number() })) }).nullable(),
  receipt: z.string(),
  timeline: z.array(
    z.object({
      state: z.enum(['done', 'now', 'later']),
      kind: z.string(),
      at: z.string().optional(),
      office: z.string().optional(),
      facts,
    }),
  ),
  tasks: z.array(
    z.object({
      id: z.string(),
      element: z.string(),
      act: z.string(),
      performer: z.enum(['office', 'applicant']),
      role: z.string(),
      office: z.string(),
      assignee: z.uuid().nullable(),
      openedAt: z.string(),
      dueAt: z.string().nullable(),
      attributes: z.record(z.string(), z.json()),
      /** Whether it is this viewer's to do, by role and office; a colleague may hold it now. */
      yours: z.boolean(),
      /** What this viewer may do with it now. */
      may: z.array(z.enum(TASK_ACTIONS)),
    }),
  ),
  /** The clock: who holds it, and since when when it stands still. */
  pauses: z.array(
    z.object({
      cause: z.string(),
      basis: z.string(),
      holder: z.string(),
      since: z.string(),
      until: z.string().nullable(),
    }),
  ),
  questions: z.array(z.object({ id: z.uuid(), text: z.string(), office: z.string().nullable(), sentAt: z.string() })),
  messages: z.array(
    z.object({
      id: z.uuid(),
      side: z.enum(['office', 'applicant']),
      kind: z.string(),
      text: z.string(),
      office: z.string().nullable(),
      sentAt: z.string(),
    }),
  ),
  /** What the bodies that were asked said, the last word of each. */
  opinions: z.array(
    z.object({
      element: z.string(),
      act: z.string(),
      outcome: z.string(),
      office: z.string(),
      ground: z.string().nullable(),
      note: z.string().nullable(),
      at: z.string(),
    }),
  ),
  /** Hearings before a refusal: what the applicant was told, until when they may answer, and what they said. */
  hearings: z.array(
    z.object({
      number: z.number(),
      /** The task in which the refusal is considered. */
      task: z.string(),
      ground: z.string(),
      facts: z.string(),
      office: z.string(),
      openedAt: z.string(),
      until: z.string(),
      state: z.enum(['open', 'answered', 'lapsed', 'ended']),
      answer: z.string().nullable(),
      answeredAt: z.string().nullable(),
    }),
  ),
  inquiries: z.array(
    z.object({
      id: z.uuid(),
      office: z.string(),
      fromOffice: z.string(),
      question: z.string(),
      askedAt: z.string(),
      dueAt: z.string(),
      answeredAt: z.string().nullable(),
      answer: z.string().nullable(),
      /** The piece of evidence for which the answer stands: it says facts; null for a question in words. */
      evidence: z.string().nullable(),
      /** Whether this viewer's office was asked and has not answered. */
      mayAnswer: z.boolean(),
      /** Numbers of the several people about whom each is to be told apart; empty: it is about one. */
      about: z.array(z.string()),
    }),
  ),
  evidence: z.array(
    z.object({
      evidence: z.string(),
      register: z.string(),
      /**
       * `answered`: of another person; what was answered stays with those who decide. `withheld`: the applicant has not
       * agreed that the register is asked.
       */
      status: z.enum(['found', 'missing', 'unavailable', 'withheld', 'answered']),
      data: z.record(z.string(), z.json()).nullable(),
      source: z.string().nullable(),
      asOf: z.string().nullable(),
      fetchedAt: z.string(),
    }),
  ),
  /** Facts of registers of which the applicant says that they are not right. */
  disputed: z.array(Disputed),
  files: z.array(z.object({ id: z.uuid(), field: z.string(), name: z.string(), type: z.string(), size: z.number() })),
  payments: z.array(
    z.object({
      id: z.uuid(),
      amount: z.number(),
      state: z.string(),
      purpose: z.string(),
      /** Until when it can be paid. */
      until: z.string().nullable(),
    }),
  ),
  results: z.array(
    z.object({
      code: z.string(),
      kind: z.string(),
      outcome: z.enum(OUTCOMES),
      title: z.string(),
      status: z.string(),
      issuedAt: z.string().nullable(),
    }),
  ),
  /** Whether this viewer may ask the applicant, which stops the clock, and another body, which does not. */
  mayAsk: z.object({ applicant: z.boolean(), body: z.boolean() }),
  /** The viewer's office does not decide: it sees what its task or question needs. */
  partial: z.boolean(),
  /** Why the viewer may not work on the case, though their office does. */
  barred: z.enum(BIASED).nullable(),
  /** Whether registers may be asked for it, as the applicant said; null where the service wants no agreement to it. */
  registersAllowed: z.boolean().nullable(),
  mayWithdraw: z.boolean(),
  mayAppeal: z.boolean(),
  /** Where to appeal and the end of the last lawful day; null when nothing can be appealed now. */
  appeal: z.object({ office: z.string(), until: z.string().nullable() }).nullable(),
})
export type ApplicationView = z.output<typeof ApplicationView>
