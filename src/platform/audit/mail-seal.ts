import type { Tx } from '../database/index.ts'
import { repeating, scheduleRepeating, type JobHandler } from '../jobs/index.ts'
import { queueMessage } from '../notify/index.ts'
import { lastSeal, witnessLine } from './witness.ts'

const MAIL_SEAL = 'audit.mail-seal'
/** Seconds between letters: a day's worth fits a mailbox, and what is cut off is missed within the hour. */
const EVERY_SECONDS = 3_600

const SEAL_LETTER = 'seal'
const TO_CHECK = 'darcha verify --audit --witness FILE'

/** Puts the first letter into the outbox; it renews itself. */
export const scheduleMailing = (tx: Tx, now: string): Promise<void> => scheduleRepeating(tx, MAIL_SEAL, now)

/** Sends the last seal by e-mail to a witness, where one is named; the same seal is not sent twice in a row. */
export function mailSeal(to: string | undefined, language: string): JobHandler {
  let sent = 0
  return repeating(MAIL_SEAL, EVERY_SECONDS, {
    async finish(tx, _outcome, now) {
      const seal = to === undefined ? undefined : await lastSeal(tx)
      if (!seal || seal.number === sent) return
      await queueMessage(
        tx,
        {
          channel: 'email',
          to: to!,
          name: '',
          language,
          text: `mail.${SEAL_LETTER}`,
          parameters: { seal: witnessLine(seal), number: seal.number, command: TO_CHECK },
        },
        now,
        { key: `seal ${seal.number}` },
      )
      sent = seal.number
    },
  })
}
