import { createTransport } from 'nodemailer'
import type { Texts } from '../i18n/index.ts'
import { enqueue, OutsideUnavailable, PermanentFailure, type JobHandler } from '../jobs/index.ts'
import type { Tx } from '../database/index.ts'
import { checkedEmail, checkedPhone, oneLine, type Message } from './message.ts'
import { writeLetter } from './write-letter.tsx'
import { SMS, type SmsGateway } from './sms-gateway.ts'

export const SEND_JOB = 'notify.send'

/** The mail server as an outside system that may be away. */
const MAIL = 'mail'
/** Milliseconds a mail server may take until it greets, and to answer each command after that. */
const GREETING = 5_000
const ANSWER = 30_000

/** Puts a message into the outbox of the caller's transaction: it goes out if, and only if, the transaction commits. */
export function queueMessage(
  tx: Tx,
  message: Message,
  now: string,
  options: { key?: string; caseId?: string } = {},
): Promise<void> {
  return enqueue(tx, { kind: SEND_JOB, payload: message, lane: 'notify', ...options }, now)
}

export interface NotifyParts {
  /**
   * `smtp://host:port`, with user and password when needed. Absent: mail can't be sent and its jobs become incidents.
   */
  smtpUrl: string | undefined
  /** `Name <address>`. */
  from: string
  sms: SmsGateway | undefined
  texts: Texts
  /** The country's reading of phone numbers. */
  readPhone(typed: string): string | undefined
  origin: string
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

/** Sends by SMTP and the SMS gateway. */
export function sender(parts: NotifyParts): Sender {
  const transport = parts.smtpUrl
    ? createTransport(
        {
          url: parts.smtpUrl,
          // one that accepts and never answers is away; one that has greeted may take its time over a letter
          dnsTimeout: GREETING,
          connectionTimeout: GREETING,
          greetingTimeout: GREETING,
          socketTimeout: ANSWER,
        },
        { from: parts.from, disableFileAccess: true, disableUrlAccess: true },
      )
    : undefined
  const host = new URL(parts.origin).hostname
  return {
    async send(message, id) {
      const speech = parts.texts.inKnown(message.language)
      const known = (what: string) => {
        if (!speech.has(`${message.text}.${what}`))
          throw new PermanentFailure(`there is no text ${message.text}.${what}`)
      }
      known('subject')
      if (message.channel === 'sms') {
        if (!parts.sms) throw new PermanentFailure('no SMS gateway is set')
        return parts.sms.send({
          id,
          to: checkedPhone(message.to, parts.readPhone),
          text: oneLine(speech.t(`${message.text}.subject`, message.parameters ?? {})),
        })
      }
      known('body')
      if (!transport) throw new PermanentFailure('no mail server is set: DARCHA_SMTP_URL')
      const to = checkedEmail(message.to)
      const letter = await writeLetter(message, speech, parts.origin)
      try {
        await transport.sendMail({
          to: { name: oneLine(message.name, 100), address: to },
          ...letter,
          messageId: `<${oneLine(id, 60).replace(/[^\w.-]/g, '-')}@${host}>`,
          // RFC 3834: no out-of-office answers to a machine
          headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': speech.html },
        })
      } catch (error) {
        throw failureOf(error as SmtpFailure)
      }
    },
    close() {
      transport?.close()
    },
  }
}

interface SmtpFailure {
  code?: string
  responseCode?: number
  /** The command that was not answered well. */
  command?: string
}

/** What goes wrong in these is about the server and us, not about a letter. */
const BEFORE_THE_LETTER = ['CONN', 'EHLO', 'HELO', 'LHLO', 'STARTTLS', 'API']

/** The server's own words are not kept: they may hold the address. */
function failureOf({ code, responseCode, command }: SmtpFailure): Error {
  const said = responseCode ?? code ?? 'no answer'
  if (
    responseCode === undefined ||
    // RFC 5321, 3.8: the service is shutting down
    responseCode === 421 ||
    BEFORE_THE_LETTER.includes(command ?? '') ||
    command?.startsWith('AUTH')
  )
    return new OutsideUnavailable(MAIL, String(said), `the mail server does not answer (${said})`)
  // the receiver's server said no for good (RFC 5321, 4.2.1)
  if (responseCode >= 500) return new PermanentFailure(`the mail server refused the letter (${said})`)
  return new Error(`the mail server did not take the letter (${said})`)
}

/** The outbox's handler: one message a job. */
export const sendHandler = (sending: Sender): JobHandler => ({
  kind: SEND_JOB,
  effect: (job, outside) => {
    const message = job.payload as Message
    return outside.ask(message.channel === 'sms' ? SMS : MAIL, () => sending.send(message, `message-${job.id}`))
  },
})
