import type { Texts } from '../i18n/index.ts'
import { enqueue, PermanentFailure, type JobHandler } from '../jobs/index.ts'
import type { Tx } from '../database/index.ts'
import { ReceiverGone, type ChannelParts, type Gateway } from './channels/channel.ts'
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

const GONE = 'gone'

/**
 * The outbox's handler: one message a job. Where the receiver has left the channel, that is kept, and the message goes
 * by the other one that it names.
 * @param forget keeps that an address reaches nobody any more
 */
export const sendHandler = (
  sending: Sender,
  forget: (channel: ChannelName, to: string) => Promise<void> = async () => {},
): JobHandler => ({
  kind: SEND_JOB,
  async effect(job, outside) {
    const message = job.payload as Message
    try {
      await outside.ask(channelNamed(message.channel).system, () => sending.send(message, `message-${job.id}`))
      return undefined
    } catch (error) {
      if (!(error instanceof ReceiverGone)) throw error
      await forget(message.channel, message.to)
      if (!message.otherwise) throw error
      return GONE
    }
  },
  async finish(tx, job, outcome, now) {
    if (outcome !== GONE) return
    const { otherwise, ...message } = job.payload as Message
    await queueMessage(tx, { ...message, ...otherwise! }, now, {
      key: `otherwise ${job.id}`,
      ...(job.caseId ? { caseId: job.caseId } : {}),
    })
  },
})
