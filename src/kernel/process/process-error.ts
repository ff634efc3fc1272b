/**
 * `wait-over`: no such wait is open (any more), or no wait matches the message.
 * `no-start`: the process has no such start event.
 * `ended`: the case is over. `not-started`: the first event must be a start. `started`: it runs already.
 * `no-element`: the model has no such element, or it can't be reached from there.
 */
export type ProcessErrorCode = 'wait-over' | 'no-start' | 'ended' | 'not-started' | 'started' | 'no-element'

/** An event that the case can't take; nothing has changed. */
export class ProcessError extends Error {
  readonly code: ProcessErrorCode
  constructor(code: ProcessErrorCode, message: string) {
    super(message)
    this.name = 'ProcessError'
    this.code = code
  }
}

/** Inside a step: the model can't go on here. Becomes the step's incident. */
export class Stop extends Error {
  readonly element: string
  readonly code: string
  constructor(element: string, code: string, message: string) {
    super(message)
    this.name = 'Stop'
    this.element = element
    this.code = code
  }
}
