import type { z } from 'zod'
import { OutsideUnavailable, PermanentFailure } from '../../../platform/jobs/index.ts'
import type { WireProblem } from '../../../platform/wire/index.ts'

/** Any JSON value. */
export type Fact = z.core.util.JSONType

/** One look into one register about one person or organisation, for one case. */
export interface EvidenceRequest {
  register: string
  /** Which evidence of the service is wanted; absent: what a field of its form is filled in with. */
  evidence?: string
  /** No more than these is asked; absent: all that the register tells of the evidence. */
  attributes?: readonly string[]
  /** Number of a person or an organisation, as the country builds it. */
  subject: { number: string }
  /** The service it is for: what its model declares may be asked, and nothing else. */
  purpose: string
  /** Version of the service's model; absent: the one in force. */
  version?: number
  caseId: string
  caseNumber: string
  /** Legal basis. */
  basis: string
  /** The subject is the case's own applicant: only then its number is shown to them. */
  ownCase: boolean
  requestedBy: { body: string; actor: string }
  /** The same over repeated tries of one look: the register answers it once. */
  look?: string
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
  /** X-Road-Id of the exchange's message: by it question and answer are found in the logs of both sides. */
  message: string
  /** When it was asked, where it was not asked for this look but read from what was kept. */
  keptAt?: string
  /** How many attributes the register told beyond those that were asked: they were cut off, and nobody saw them. */
  surplus?: number
}

/** A register as an outside system that may be away. */
export const systemOf = (register: string): string => `register:${register}`

/** No answer of the register that could be believed: no fact about the person, and worth another try later. */
export class RegisterUnavailable extends OutsideUnavailable {
  readonly register: string
  constructor(register: string, why: WireProblem, detail = '') {
    super(systemOf(register), why, `the register ${register} does not answer (${detail ? `${why}: ${detail}` : why})`)
    this.name = 'RegisterUnavailable'
    this.register = register
  }
}

/** The register, or the exchange before it, refused the question: asking again does not help until somebody mends it. */
export class RegisterRefused extends PermanentFailure {
  constructor(register: string, why: string) {
    super(`the register ${register} refused the question (${why})`)
    this.name = 'RegisterRefused'
  }
}

/**
 * Whether a register told nothing, be it away or refusing: to whoever waits both are the same, and neither may hold them up.
 * A question that never left is a fault of ours, and no silence.
 */
export const isSilence = (error: unknown): error is RegisterUnavailable | RegisterRefused =>
  error instanceof RegisterUnavailable || error instanceof RegisterRefused
