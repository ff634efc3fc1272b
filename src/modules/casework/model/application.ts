import { refusals } from '../../../platform/use-case/index.ts'

/** The Portal's own six; what is finer is a fact on the timeline. */
export const STATUSES = ['new', 'in_progress', 'awaiting_payment', 'completed', 'refused', 'annulled'] as const
export type Status = (typeof STATUSES)[number]

export const CHANNELS = ['web', 'counter', 'paper'] as const
export type Channel = (typeof CHANNELS)[number]

/** Who asks, as the registers said on the day of filing. */
export interface Applicant {
  kind: 'person' | 'organisation'
  name: string
  number: string
  birthDate?: string
  sex?: 'male' | 'female'
  district?: string
  disabilityGroup?: number
  socialRegister?: boolean
  phone?: string
  email?: string
}

export interface Fee {
  amount: number
  lines: { text: string; amount: number }[]
}

export interface Application {
  caseId: string
  number: string
  service: string
  version: number
  status: Status
  channel: Channel
  language: string
  person: string
  organisation: string | null
  applicant: Applicant
  representative: { name: string; number: string } | null
  district: string
  owner: string
  takenByOffice: string | null
  takenBy: string | null
  answers: Record<string, any>
  /** When it reached the state. */
  filedAt: string
  /** The instant that counts in law: the start of the next working time for what came at night or on a holiday. */
  countsFrom: string
  dueAt: string | null
  decidedAt: string | null
  closedAt: string | null
  fee: Fee | null
  receipt: string
  revision: number
}

/** From which status a case may go where; anything else is a fault of the model and refused at publishing. */
export const TRANSITIONS = {
  new: ['in_progress', 'awaiting_payment', 'completed', 'refused', 'annulled'],
  in_progress: ['awaiting_payment', 'completed', 'refused', 'annulled'],
  awaiting_payment: ['in_progress', 'completed', 'refused', 'annulled'],
  // an appeal that overturns a refusal opens the case again
  refused: ['in_progress', 'completed', 'annulled'],
  completed: [],
  annulled: [],
} as const satisfies Record<Status, readonly Status[]>

/** True when nothing can follow for the applicant but reading. */
export const isOver = (status: Status): boolean => status === 'completed' || status === 'annulled'

export const mayWithdraw = (status: Status): boolean =>
  status === 'new' || status === 'in_progress' || status === 'awaiting_payment'

/** All that this room can refuse; texts and remedies stand under `casework.refusal.…`. */
export const refusal = refusals('casework', {
  'cannot-be-applied-for': 409,
  'answers-incomplete': 422,
  'cannot-withdraw': 409,
  'already-decided': 409,
  'slot-taken': 409,
  'no-appeal': 409,
  'wrong-outcome': 422,
  'reason-needed': 422,
  'received-in-future': 422,
  'receipt-not-set': 409,
  'draft-gone': 410,
  'draft-too-large': 413,
  'no-office': 409,
  'applicant-unknown': 422,
  'question-answered': 409,
  'return-needs-note': 422,
  'question-needs-text': 422,
  'body-unknown': 422,
  'payment-over': 409,
  'not-correctable': 409,
})
