import type { z } from 'zod'
import { OutsideUnavailable } from '../../../platform/jobs/index.ts'

/** Any JSON value. */
export type Fact = z.core.util.JSONType

/** One look into one register about one person or organisation, for one case. */
export interface EvidenceRequest {
  register: string
  /** Which evidence of the service is wanted; absent: what the register says of the subject. */
  evidence?: string
  /** Number of a person or an organisation, as the country builds it. */
  subject: { number: string }
  /** Why, in words the person looked at can read. */
  purpose: string
  caseId: string
  caseNumber: string
  /** Legal basis. */
  basis: string
  /** The subject is the case's own applicant: only then its number is shown to them. */
  ownCase: boolean
  requestedBy: { body: string; actor: string }
}

export interface EvidenceAnswer {
  status: 'found' | 'missing'
  /** What the register holds; null when missing. */
  data: { [name: string]: Fact } | null
  /** The register's own reference of its answer. */
  source: string
  /** RFC 3339: how fresh the data are. */
  asOf: string
  /** Milliseconds the register took. */
  tookMs: number
}

/** A register as an outside system that may be away. */
export const systemOf = (register: string): string => `register:${register}`

/** The register did not answer: no fact about the person, and worth another try when it is back. */
export class RegisterUnavailable extends OutsideUnavailable {
  readonly register: string
  constructor(register: string, why: 'timeout' | 'unreachable' | 'failing' | 'unreadable') {
    super(systemOf(register), why, `the register ${register} does not answer (${why})`)
    this.name = 'RegisterUnavailable'
    this.register = register
  }
}
