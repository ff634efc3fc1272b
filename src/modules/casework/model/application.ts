import type { Fee, Outcome, Status, WayIn } from '../../../kernel/case/index.ts'
import { refusals } from '../../../platform/use-case/index.ts'

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

export interface Application {
  caseId: string
  number: string
  service: string
  version: number
  status: Status
  channel: WayIn
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
  /** How it came out, as the last decision says; null while nothing is decided. */
  outcome: Outcome | null
  /** When silence decided; null while nobody's did. */
  silentAt: string | null
  closedAt: string | null
  fee: Fee | null
  receipt: string
  revision: number
}

/** All that this room can refuse; texts and remedies stand under `casework.refusal.…`. */
export const refusal = refusals('casework', {
  'cannot-be-applied-for': 409,
  'channel-not-offered': 409,
  'status-forbidden': 409,
  'answers-incomplete': 422,
  /** The register's answer that is named there was not given to the applicant, or its words are kept no more. */
  'not-as-told': 422,
  'cannot-withdraw': 409,
  'already-decided': 409,
  'own-case': 403,
  relative: 403,
  'named-in-case': 403,
  'prepared-it': 403,
  recused: 403,
  'four-eyes': 403,
  'assignee-biased': 409,
  'slot-taken': 409,
  /** None is agreed, or it has begun, or what it was for is done. */
  'no-appointment': 409,
  /** A scan is of paper. */
  'not-on-paper': 409,
  'no-appeal': 409,
  'wrong-outcome': 422,
  'reason-needed': 422,
  'received-in-future': 422,
  'received-too-early': 422,
  /** The operator says that the stamp is right, and sends it again. */
  'received-long-ago': 422,
  /** What is to be inspected or visited later has not happened yet. */
  'not-yet-happened': 422,
  /** An offer is put off until a day to come, and not for ever. */
  'cannot-put-off': 422,
  /** What is called wrong stands on no line of the offer. */
  'no-such-line': 422,
  'receipt-not-set': 409,
  'draft-gone': 410,
  /** Begun on another version of the service: begun again, it takes along what was typed. */
  'draft-outdated': 409,
  'draft-too-large': 413,
  /** An operator has begun too many at a counter and sent none of them. */
  'too-many-begun': 409,
  'too-many-mismatches': 429,
  /** Others were asked for agreement too often in a day, or one of them for too many things. */
  'too-many-asked': 429,
  /** No fact hangs on that field, or it names nobody else. */
  'nobody-to-ask': 422,
  /** A child, or somebody who may be unable to: nobody agrees for them. */
  'nobody-agrees': 409,
  /** Answered already, or its last day is past. */
  'agreement-over': 409,
  /** Nobody judges what they did themselves. */
  'own-look': 403,
  /** Another examined that look before. */
  'look-examined': 409,
  'no-office': 409,
  'applicant-unknown': 422,
  'question-answered': 409,
  'official-facts-needed': 422,
  'official-facts-wrong': 422,
  'return-needs-note': 422,
  'question-needs-text': 422,
  'body-unknown': 422,
  'payment-over': 409,
  /** One receipt of the cash desk pays one fee. */
  'receipt-used': 409,
  'not-correctable': 409,
  'served-already': 409,
  'served-when': 422,
  'hearing-first': 409,
  'hearing-open': 409,
  'hearing-over': 409,
  'hearing-excepted': 409,
  'facts-needed': 422,
  'reason-against-what-was-said': 422,
  'offer-link-over': 410,
  /** Too many wrong codes, or too many codes asked for. */
  'offer-link-locked': 429,
  'offer-pass-over': 409,
  'offer-not-open': 409,
  'letter-gone': 410,
  /** Who can't be asked now is asked later. */
  'register-silent': 409,
})
