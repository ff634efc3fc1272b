/** How short messages go out; a country's operator stands in by offering the same. */
export interface SmsGateway {
  /** @param message its id is the same for each try @throws when it was not accepted */
  send(message: { id: string; to: string; text: string }): Promise<void>
}

/** Posts `{id, to, text}` as JSON: the demo mailbox's way, and a base for operators that take the like. */
export function httpSmsGateway(url: string): SmsGateway {
  return {
    async send(message) {
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'error',
        body: JSON.stringify(message),
        headers: { 'content-type': 'application/json' },
        signal: AbortSignal.timeout(10_000),
      })
      await response.body?.cancel()
      if (!response.ok) throw new Error(`the SMS gateway answered ${response.status}`)
    },
  }
}
