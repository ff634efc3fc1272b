import { OutsideUnavailable } from '../jobs/index.ts'

/** The gateway as an outside system that may be away. */
export const SMS = 'sms'

const TIMEOUT = 8_000

/** How short messages go out; a country's operator stands in by offering the same. */
export interface SmsGateway {
  /** @param message its id is the same for each try @throws OutsideUnavailable when it is away, else when the message was not accepted */
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
        signal: AbortSignal.timeout(TIMEOUT),
      }).catch((error: Error) => {
        throw new OutsideUnavailable(SMS, error.name, 'the SMS gateway does not answer')
      })
      await response.body?.cancel()
      if (response.status >= 500)
        throw new OutsideUnavailable(SMS, 'failing', `the SMS gateway answers ${response.status}`)
      if (!response.ok) throw new Error(`the SMS gateway answered ${response.status}`)
    },
  }
}
