import type { PageContext } from '../../../../platform/http/index.ts'
import { Alert, Notice } from '../../../../ui/index.ts'
import { suspendedSaid } from '../case/suspended-said.ts'
import type { CaseRead } from '../../use/read-case.ts'

type Shown = Omit<CaseRead, 'events' | 'sight' | 'kept'>

/** What a person has just done, as the address of the next page names it. */
const CONFIRMED = [
  'answer',
  'hearing',
  'appeal',
  'withdraw',
  'appeal-withdrawn',
  'task',
  'slot',
  'moved',
  'cancelled',
  'paid',
] as const
export type Confirmed = (typeof CONFIRMED)[number]

/**
 * Whether a fee is asked for beside the steps of the model: it was paid, and taken back by the provider. A case that
 * ended unpaid asks for nothing, though its payment was never made.
 */
export const owesFee = ({ payments, status, tasks }: Pick<Shown, 'payments' | 'status' | 'tasks'>): boolean =>
  status === 'awaiting_payment' &&
  payments.some(({ state }) => state === 'created') &&
  !tasks.some(({ act }) => act === 'pay')

/** Whether something in the case can be done by the applicant alone. */
export const waitsForApplicant = ({ tasks, questions, hearings, payments, status }: Shown): boolean =>
  tasks.some(({ performer }) => performer === 'applicant') ||
  owesFee({ tasks, payments, status }) ||
  questions.length > 0 ||
  hearings.some(({ state }) => state === 'open')

/** Says that the act arrived, where, and what comes next; renders nothing when the page was opened otherwise. */
export function Done({ context, application }: { context: PageContext<'country'>; application: Shown }) {
  const { speech, world, query } = context
  const done = CONFIRMED.find((known) => known === query.get('done'))
  if (!done || !happened(done, application)) return null
  const office = world.country.displayName(sentTo(done, application), speech.language)
  const next = `applicant.done.${done}-next`
  const dated = ['answer', 'hearing', 'paid'].includes(done)
  const offer = done === 'task' ? answeredOffer(application) : undefined
  if (offer?.due)
    return (
      <Alert title={speech.t('applicant.done.put-off', { date: speech.date(offer.due) })}>
        {speech.t('applicant.done.put-off-next')}
      </Alert>
    )
  return (
    <Alert title={speech.t(`applicant.done.${done}`, { office })}>
      {offer
        ? speech.t(`applicant.offer-link.${offer.said}`)
        : !dated
          ? speech.t(next)
          : application.dueAt && !application.decidedAt && !waitsForApplicant(application)
            ? speech.t(next, { date: speech.date(application.dueAt) })
            : speech.t('applicant.done.task-next')}
    </Alert>
  )
}

/**
 * How what the state offers was answered last, in a case that has not gone on since: once an office or a decision speaks,
 * that is said below.
 */
function answeredOffer({ timeline, decidedAt, tasks }: Shown): { said: string; due: string | undefined } | undefined {
  const last = timeline.findLast(({ state }) => state === 'done')
  if (!last?.kind.startsWith('offer-') || decidedAt || tasks.length > 0) return undefined
  const { due } = last.facts
  return { said: last.kind.slice('offer-'.length), due: typeof due === 'string' ? due : undefined }
}

/** An address alone confirms nothing: the case must show it. */
function happened(done: Confirmed, { messages, hearings, outcome, payments, status, timeline }: Shown): boolean {
  switch (done) {
    case 'answer':
      return messages.some(({ kind }) => kind === 'answer')
    case 'hearing':
      return hearings.some(({ state }) => state === 'answered')
    case 'withdraw':
      return outcome === 'withdrawn'
    case 'appeal-withdrawn':
      return timeline.some(({ kind }) => kind === 'appeal-withdrawn')
    case 'paid':
      return payments.some(({ state }) => state === 'paid')
    case 'appeal':
      return outcome === 'refused' && status !== 'refused'
    case 'slot':
      return timeline.some(({ kind }) => kind === 'slot-chosen')
    case 'moved':
      return timeline.some(({ kind }) => kind === 'appointment-moved')
    case 'cancelled':
      return timeline.some(({ kind }) => kind === 'appointment-cancelled')
    case 'task':
      return true
  }
}

/** The office that what was sent is for: whoever asked, else who decides. */
function sentTo(done: Confirmed, { messages, hearings, owner }: Shown): string {
  if (done === 'answer') return messages.findLast(({ kind, office }) => kind === 'question' && office)?.office ?? owner
  if (done === 'hearing') return hearings.findLast(({ state }) => state === 'answered')?.office ?? owner
  return owner
}

/** A case that was made to stand still says so, since when and why. */
export function Suspended({ context: { speech }, suspended }: { context: PageContext; suspended: Shown['suspended'] }) {
  if (!suspended) return null
  return (
    <Notice tone="waits" title={speech.t('casework.suspended.title')}>
      <p>{suspendedSaid(speech, suspended)}</p>
      <p>{speech.t('casework.suspended.next')}</p>
    </Notice>
  )
}
