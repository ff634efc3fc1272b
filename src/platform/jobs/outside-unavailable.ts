/** An outside system did not answer: nothing is known, and its job goes on when the system is back. */
export class OutsideUnavailable extends Error {
  /** As administrators see it: `register:population`, `mail`. */
  readonly system: string
  /** `known`: it was not asked, because it has not answered others. */
  readonly why: string
  constructor(
    system: string,
    why: string,
    message = why === 'known' ? `${system} is known not to answer` : `${system} does not answer (${why})`,
  ) {
    super(message)
    this.name = 'OutsideUnavailable'
    this.system = system
    this.why = why
  }
}

/** As many questions as one worker may have open at an outside system are open: the job comes back when one is over. */
export class OutsideBusy extends Error {
  readonly system: string
  constructor(system: string) {
    super(`${system} is asked as often as it may be at once`)
    this.name = 'OutsideBusy'
    this.system = system
  }
}

/**
 * Whether an HTTP status says something of the system, of our key there or of how much it is asked (RFC 9110, 15;
 * RFC 6585, 4), and nothing of what it was asked: then all that is for it waits until that is over.
 */
export const isOfSystem = (status: number): boolean => status >= 500 || [401, 403, 407, 408, 429].includes(status)
