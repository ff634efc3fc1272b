import { createTransport } from 'nodemailer'
import { OutsideUnavailable, PermanentFailure } from '../../jobs/index.ts'
import { checkedEmail, oneLine } from '../message.ts'
import { channel } from './channel.ts'
import { writeLetter } from './write-letter.tsx'

const MAIL = 'mail'
/** Milliseconds a mail server may take until it greets, and to answer each command after that. */
const GREETING = 5_000
const ANSWER = 30_000

/** Letters by SMTP. Without a mail server (`smtp://host:port`, with user and password) they stop and wait for one. */
export const email = channel({
  name: 'email',
  system: MAIL,
  isSet: () => true,
  addressOf: (person) => person.email,
  open({ config, origin }) {
    const transport = config.smtpUrl
      ? createTransport(
          {
            url: config.smtpUrl,
            // one that accepts and never answers is away; one that has greeted may take its time over a letter
            dnsTimeout: GREETING,
            connectionTimeout: GREETING,
            greetingTimeout: GREETING,
            socketTimeout: ANSWER,
          },
          { from: config.mailFrom, disableFileAccess: true, disableUrlAccess: true },
        )
      : undefined
    const host = new URL(origin).hostname
    return {
      async send(message, speech) {
        if (!speech.has(`${message.text}.body`)) throw new PermanentFailure(`there is no text ${message.text}.body`)
        if (!transport) throw new PermanentFailure('no mail server is set: DARCHA_SMTP_URL')
        const to = checkedEmail(message.to)
        const letter = await writeLetter(message, speech, origin)
        try {
          await transport.sendMail({
            to: { name: oneLine(message.name, 100), address: to },
            ...letter,
            messageId: `<${oneLine(message.id, 60).replace(/[^\w.-]/g, '-')}@${host}>`,
            // RFC 3834: no out-of-office answers to a machine
            headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': speech.html },
          })
        } catch (error) {
          throw failureOf(error as SmtpFailure)
        }
      },
      close: () => transport?.close(),
    }
  },
})

interface SmtpFailure {
  code?: string
  responseCode?: number
  /** The command that was not answered well. */
  command?: string
}

/** What goes wrong in these is about the server and us, not about a letter. */
const BEFORE_THE_LETTER = ['CONN', 'EHLO', 'HELO', 'LHLO', 'STARTTLS', 'API']

/**
 * It wants a login (RFC 4954, 6), or takes nothing from our address: no letter is at fault, and all wait until that is
 * set right. 552 to the sender tells that this one is too large (RFC 1870, 6.1).
 */
const isAboutUs = (responseCode: number, command: string | undefined): boolean =>
  responseCode === 530 || (command === 'MAIL FROM' && responseCode !== 552)

/** The server's own words are not kept: they may hold the address. */
function failureOf({ code, responseCode, command }: SmtpFailure): Error {
  const said = responseCode ?? code ?? 'no answer'
  if (
    responseCode === undefined ||
    // RFC 5321, 3.8: the service is shutting down
    responseCode === 421 ||
    BEFORE_THE_LETTER.includes(command ?? '') ||
    command?.startsWith('AUTH') ||
    isAboutUs(responseCode, command)
  )
    return new OutsideUnavailable(MAIL, String(said), `the mail server takes no letters (${said})`)
  // the receiver's server said no for good (RFC 5321, 4.2.1)
  if (responseCode >= 500) return new PermanentFailure(`the mail server refused the letter (${said})`)
  return new Error(`the mail server did not take the letter (${said})`)
}
