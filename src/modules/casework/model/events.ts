import { z } from 'zod'
import { OUTCOMES } from '../../../kernel/case/index.ts'
import { domainEvent } from '../../../platform/events/index.ts'

const OF_CASE = { about: 'case', readers: 'subject' } as const

/** A body is asked for its opinion, or for what its register owes. */
export const bodyAsked = domainEvent({
  ...OF_CASE,
  kind: 'casework.ask-body',
  facts: z.object({ inquiry: z.uuid(), office: z.string() }),
  line: 'body-asked',
})

/** An open case went to another office, because the person moved. */
export const caseHandedOver = domainEvent({
  ...OF_CASE,
  kind: 'casework.hand-over-case',
  facts: z.object({ from: z.string(), office: z.string(), district: z.string() }),
  line: 'handed-over',
})

/** What was said about registers being asked for a case. */
export const registersAllowed = domainEvent({
  ...OF_CASE,
  kind: 'casework.allow-registers',
  facts: z.object({ service: z.string(), given: z.boolean() }),
})

/** What was said about registers being asked, while a form is filled in: in the person's own history. */
export const registersAllowedInForm = domainEvent({
  about: 'person',
  readers: 'subject',
  kind: 'casework.registers-allowed-in-form',
  facts: z.object({ draft: z.uuid(), service: z.string(), given: z.boolean() }),
})

/** The term was over and the law gives silence a meaning. */
export const silenceSpoke = domainEvent({
  ...OF_CASE,
  kind: 'casework.silence',
  facts: z.object({ means: z.string() }),
})

/** The fee has arrived. */
export const paid = domainEvent({
  ...OF_CASE,
  kind: 'casework.paid',
  facts: z.object({ amount: z.number(), payment: z.string() }),
})

/** The provider took a payment back after it was made. */
export const paymentUndone = domainEvent({
  ...OF_CASE,
  kind: 'casework.payment-undone',
  facts: z.object({ payment: z.string(), amount: z.number() }),
  line: 'payment-undone',
})

/**
 * The provider took a payment back after the case was decided: the decision stands, and may be appealed as before; the
 * appeal goes on, where one was pending; what it won stays won.
 */
export const paymentTakenBack = domainEvent({
  ...OF_CASE,
  kind: 'casework.payment-taken-back',
  facts: z.object({ payment: z.string(), amount: z.number(), appeal: z.enum(['pending', 'won']).optional() }),
  line: 'payment-taken-back',
})

/** Key of the words by which a payment that was taken back is told, as the appeal stood. */
export const takenBackText = (appeal: unknown): string =>
  appeal === 'pending' || appeal === 'won' ? `payment-taken-back-${appeal}` : 'payment-taken-back'

/** A document in the applicant's favour waits for the fee, which was paid and taken back. */
export const feeOwed = domainEvent({
  ...OF_CASE,
  kind: 'casework.fee-owed',
  facts: z.object({ amount: z.number() }),
  line: 'fee-owed',
})

/** The last day moved, because days of the calendar did. */
export const termMoved = domainEvent({
  ...OF_CASE,
  kind: 'casework.term-moved',
  facts: z.object({ from: z.string().nullable(), to: z.string() }),
})

/** The last day to appeal moved, because days of the calendar did. */
export const appealTermMoved = domainEvent({
  ...OF_CASE,
  kind: 'casework.appeal-term-moved',
  facts: z.object({ to: z.string() }),
})

/** The last day to pay a fee that is asked for again moved, because days of the calendar did. */
export const feeTermMoved = domainEvent({
  ...OF_CASE,
  kind: 'casework.fee-term-moved',
  facts: z.object({ from: z.string(), to: z.string() }),
})

/** The day by which somebody is to do a step moved, because days of the calendar did. */
export const taskTermMoved = domainEvent({
  ...OF_CASE,
  kind: 'casework.task-term-moved',
  facts: z.object({
    task: z.int(),
    performer: z.enum(['office', 'applicant']),
    office: z.string(),
    from: z.string(),
    to: z.string(),
  }),
})

/** What the process brought about is decided. Its line is the decision's own. */
export const decided = domainEvent({
  ...OF_CASE,
  kind: 'casework.decided',
  facts: z.object({ outcome: z.enum(OUTCOMES) }),
})

/** What this room tells beside its changes; `bodyAsked` and `registersAllowed` are a change's too, and declared by it. */
export const caseworkEvents = [
  caseHandedOver,
  silenceSpoke,
  paid,
  paymentUndone,
  paymentTakenBack,
  feeOwed,
  termMoved,
  appealTermMoved,
  feeTermMoved,
  taskTermMoved,
  decided,
  registersAllowedInForm,
]
