/** Names of what can be wrong with an answer, or why there is none: in logs, on pages and in the case. */
export const WIRE_PROBLEMS = [
  'timeout',
  'unreachable',
  'failing',
  'too-large',
  'unsigned',
  'signed-by-another',
  'unknown-member',
  'altered',
  'replayed',
  'not-utf8',
  'unreadable',
  'unknown-field',
  'other-person',
] as const
export type WireProblem = (typeof WIRE_PROBLEMS)[number]

/** No answer that could be believed: says nothing about whom it was asked, and is worth another try later. */
export class WireFailure extends Error {
  readonly problem: WireProblem
  /** What system or library said of it, for whoever runs the instance: `CERT_HAS_EXPIRED`. */
  readonly detail: string
  constructor(problem: WireProblem, detail = '') {
    super(detail ? `${problem}: ${detail}` : problem)
    this.name = 'WireFailure'
    this.problem = problem
    this.detail = detail
  }
}

/** The exchange, at either end, refused the question: asking again does not help. */
export class WireRefused extends Error {
  /** Type of the error form, `Server.ServerProxy.AccessDenied`. */
  readonly type: string
  constructor(type: string) {
    super(`the exchange refused the question (${type})`)
    this.name = 'WireRefused'
    this.type = type
  }
}
