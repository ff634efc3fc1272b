/** Errors that the transaction or read ends with in which they happened: whoever waits for that hears of them. */
const heard = new WeakSet<object>()

/** @param sent a statement of a transaction or read, which may be sent without being awaited */
export function hear<Answer>(sent: Promise<Answer>, note?: (error: unknown) => void): Promise<Answer> {
  sent.catch((error: unknown) => {
    if (typeof error === 'object' && error !== null) heard.add(error)
    note?.(error)
  })
  return sent
}

/**
 * Keeps a process that serves many from ending by the failure of one. Where a statement fails, so does every promise
 * that was made of it and of those sent after it, though the first has thrown before they were awaited; Node ends a
 * process for each of these. What the transaction or read told already is passed over.
 * @param log is told every other failure that nobody awaited: a fault of the program
 */
export function outliveFailures(log: { error(facts: object, sentence: string): void }): void {
  process.on('unhandledRejection', (error) => {
    if (typeof error === 'object' && error !== null && heard.has(error)) return
    log.error({ problem: error instanceof Error ? error.stack : String(error) }, 'nobody awaited what failed')
  })
}
