import type { Texts } from '../i18n/index.ts'
import { enqueue, PermanentFailure, type JobHandler } from '../jobs/index.ts'
import type { Tx } from '../database/index.ts'
import type { ChannelParts, Gateway } from './channels/channel.ts'
import { channelNamed, type ChannelName } from './channels/index.ts'
import type { Message } from './message.ts'

export const SEND_JOB = 'notify.send'

/** Puts a message into the outbox of the caller's transaction: it goes out if, and only if, the transaction commits. */
export function queueMessage(
  tx: Tx,
  message: Message,
  now: string,
  options: { key?: string; caseId?: string } = {},
): Promise<void> {
  return enqueue(tx, { kind: SEND_JOB, payload: message, lane: 'notify', ...options }, now)
}

export interface NotifyParts extends ChannelParts {
  texts: Texts
}

export interface Sender {
  /**
   * Writes and sends one message. The id makes a repeated sending recognisable to the receiver's side.
   * @throws OutsideUnavailable when the mail server or the gateway is away; PermanentFailure when a new try can't mend
   *   it; else any error is worth another try
   */
  send(message: Message, id: string): Promise<void>
  close(): void
}

/** Sends by the channels, each opened when it is first needed. */
export function sender(parts: NotifyParts): Sender {
  const open = new Map<ChannelName, Gateway>()
  const gatewayOf = (name: ChannelName): Gateway => {
    const gateway = open.get(name) ?? channelNamed(name).open(parts)
    open.set(name, gateway)
    return gateway
  }
  return {
    async send(message, id) {
      const speech = parts.texts.inKnown(message.language)
      if (!speech.has(`${message.text}.subject`)) throw new PermanentFailure(`there is no text ${message.text}.subject`)
      await gatewayOf(message.channel).send({ ...message, id }, speech)
    },
    close() {
      for (const gateway of open.values()) gateway.close?.()
    },
  }
}

/** The outbox's handler: one message a job. */
export const sendHandler = (sending: Sender): JobHandler => ({
  kind: SEND_JOB,
  effect: (job, outside) => {
    const message = job.payload as Message
    return outside.ask(channelNamed(message.channel).system, () => sending.send(message, `message-${job.id}`))
  },
})
