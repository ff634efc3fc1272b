/** One thing wrong with what a person gave: the field's path, a text key and its parameters. */
export interface FieldProblem {
  path: string
  text: string
  parameters?: Record<string, string | number>
}

export interface RefusalKind {
  /** Stable name, part of the RFC 9457 `type`. */
  code: string
  status: 400 | 401 | 403 | 404 | 405 | 409 | 410 | 412 | 413 | 415 | 422 | 429 | 503 | 507
  /** Text key of the sentence that says what to do. */
  text: string
}

/** The product says no, and why: rolls the transaction back and becomes a clear answer in the person's language. */
export class Refusal extends Error {
  readonly kind: RefusalKind
  readonly problems: FieldProblem[]
  readonly parameters: Record<string, string | number>
  /** Seconds after which it may go better, when they are known: `Retry-After`. */
  readonly retryAfter: number | undefined
  constructor(
    kind: RefusalKind,
    details: {
      problems?: FieldProblem[]
      parameters?: Record<string, string | number>
      retryAfter?: number | undefined
    } = {},
  ) {
    super(kind.code)
    this.name = 'Refusal'
    this.kind = kind
    this.problems = details.problems ?? []
    this.parameters = details.parameters ?? {}
    this.retryAfter = details.retryAfter
  }
}

/**
 * The closed list of a room's refusals: `refusals('casework', { 'already-decided': 409 })`.
 * The text key is `<room>.refusal.<code>`.
 */
export function refusals<Code extends string>(
  room: string,
  list: Record<Code, RefusalKind['status']>,
): Record<Code, RefusalKind> {
  return Object.fromEntries(
    Object.entries(list).map(([code, status]) => [
      code,
      { code: `${room}.${code}`, status, text: `${room}.refusal.${code}` },
    ]),
  ) as Record<Code, RefusalKind>
}

/** Refusals that any use case may give. */
export const general = refusals('errors', {
  'invalid-input': 422,
  'sign-in-needed': 401,
  'sign-in-again': 401,
  'not-allowed': 403,
  'not-found': 404,
  'wrong-method': 405,
  'changed-meanwhile': 412,
  'key-reused': 422,
  'too-large': 413,
  'too-many-requests': 429,
  'unreadable-request': 400,
  'wrong-media-type': 415,
  'cross-site': 403,
  expired: 410,
  unavailable: 503,
  starting: 503,
  'read-only': 503,
  'no-room': 503,
  'too-busy': 503,
  'took-too-long': 503,
})
