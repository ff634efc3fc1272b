/** What stopped an expression: it is no FEEL or calls what there is not, or it went over a limit, or it was given a time that is none. */
export type FeelErrorCode =
  | 'syntax'
  | 'no-name'
  | 'no-function'
  | 'no-condition'
  | 'too-long'
  | 'loop-too-long'
  | 'list-too-long'
  | 'text-too-long'
  | 'too-many-steps'
  | 'too-deep'
  | 'wrong-time'

/** An expression and a place in it, kept by compiled code so that a limit can say where it was met. */
export interface Place {
  readonly source: string
  readonly position: number
}

/**
 * An expression that is no FEEL, or one over the limits.
 * Everything else that goes wrong in FEEL is null (DMN 1.5, 10.3.2.13).
 */
export class FeelError extends Error {
  readonly code: FeelErrorCode
  readonly expression: string
  /** Offset of the first character that is wrong, from 0. */
  readonly position: number
  /** Line and column of the position, from 1. */
  readonly line: number
  readonly column: number

  constructor(code: FeelErrorCode, message: string, place: Place = { source: '', position: 0 }) {
    const before = place.source.slice(0, place.position).split('\n')
    const [line, column] = [before.length, (before.at(-1)?.length ?? 0) + 1]
    const shown = place.source.length > 200 ? `${place.source.slice(0, 200)}…` : place.source
    super(shown === '' ? message : `${message} (line ${line}, column ${column}): ${shown}`)
    this.name = 'FeelError'
    this.code = code
    this.expression = place.source
    this.position = place.position
    this.line = line
    this.column = column
  }
}
