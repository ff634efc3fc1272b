import type { Circumstances } from './perform.ts'

/** What of a person was seen. */
export const LOOKED_AT = [
  'case',
  'file',
  'document',
  'history',
  'person',
  'looks',
  'message',
  'log',
  'list',
  'agreed',
] as const

/** Somebody who was looked at: by id, by national number, or by the number of an organisation; what is known of these. */
export interface Seen {
  id?: string | undefined
  number?: string | undefined
}

/** The case that somebody was seen by. */
export interface CaseSeen {
  id: string
  number: string
  service: string
}

/** A look at a person or an organisation, as a use case tells it; what officials saw is recorded and shown to them. */
export interface Look {
  what: (typeof LOOKED_AT)[number]
  people: readonly Seen[]
  case?: CaseSeen
  /** Of a list: whose lines stood in it, and for which case. */
  listed?: readonly { people: readonly Seen[]; case?: CaseSeen }[]
  /** Which file or document, as the service's data call it; never a name of a person. */
  detail?: string
  /** An applicant sees facts of another, who agreed to it: recorded though it is made with no role. */
  inOwnAffairs?: true
  /** The case is another person's: whom was looked at is told its service alone. */
  ofAnother?: true
  /** Roles and bodies that the look may have been made with: that which the viewer holds of them is recorded. */
  roles?: readonly string[]
  bodies?: readonly string[]
}

/** Records looks before their answer is given: what can't be recorded is not shown. */
export type LookRecorder = (
  looks: readonly Look[],
  circumstances: Pick<Circumstances, 'principal' | 'now'>,
) => Promise<void>
