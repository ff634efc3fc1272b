import type { Speech } from '../../i18n/index.ts'
import { oneLine, type Message } from '../message.ts'

export interface Letter {
  subject: string
  text: string
  html: string
}

/**
 * A letter in the receiver's language, as plain text and as HTML with the same words.
 * @param origin public address, put before a path
 */
export async function writeLetter(message: Message, speech: Speech, origin: string): Promise<Letter> {
  const { t } = speech
  const parameters = message.parameters ?? {}
  const subject = oneLine(t(`${message.text}.subject`, parameters))
  const address = message.link === undefined ? undefined : new URL(message.link, origin).href
  const name = oneLine(message.name, 200)
  const greeting = name ? t('mail.greeting', { name }) : t('mail.greeting-nameless')
  const paragraphs = t(`${message.text}.body`, parameters).split(/\n{2,}/)
  const footer = t('mail.footer')
  const text = [greeting, ...paragraphs, ...(address ? [t('mail.open', { address })] : []), `-- \n${footer}`].join(
    '\n\n',
  )
  const document = await (
    <html lang={speech.html}>
      <head>
        <meta charset="utf-8" />
        <title>{subject}</title>
      </head>
      <body style="font-family:sans-serif;font-size:16px;line-height:1.5;max-width:40em;margin:0 auto;padding:1em">
        <p>{greeting}</p>
        {paragraphs.map((paragraph) => (
          <p>{paragraph}</p>
        ))}
        {address ? (
          <p>
            <a href={address}>{t('ui.open')}</a>
            <br />
            <span style="word-break:break-all">{address}</span>
          </p>
        ) : null}
        <hr />
        <p style="font-size:14px">
          <strong>{t('ui.product')}</strong>. {footer}
        </p>
      </body>
    </html>
  )
  return { subject, text, html: `<!DOCTYPE html>${document}` }
}
