import type { Tx } from '../database/index.ts'
import { repeating, scheduleRepeating, type JobHandler } from '../jobs/index.ts'
import { queueMessage } from '../notify/index.ts'
import { witnessLine, type SealedSeal } from './witness.ts'

const MAIL_SEAL = 'audit.mail-seal'
/** Seconds between letters: a day's worth fits a mailbox, and what is cut off is missed within the hour. */
const EVERY_SECONDS = 3_600

const SEAL_LETTER = 'seal'
const TO_CHECK = 'darcha verify --audit --witness FILE'

/** Puts the first letter into the outbox; it renews itself. */
export const scheduleMailing = (tx: Tx, now: string): Promise<void> => scheduleRepeating(tx, MAIL_SEAL, now)

/**
 * Sends the last seal by e-mail to a witness, where one is named; the same seal goes to the same address once. That it
 * went stands in the database, in the transaction that writes the letter.
 */
export function mailSeal(to: string | undefined, language: string): JobHandler {
  return repeating(MAIL_SEAL, EVERY_SECONDS, {
    async finish(tx, _outcome, now) {
      const seal = to === undefined ? undefined : await takeUnmailed(tx, to)
      if (!seal) return
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
        { key: `seal ${seal.number} ${to}` },
      )
    },
  })
}

/** Marks the last seal as mailed to an address. @returns undefined when it was before, or when there is none */
async function takeUnmailed(tx: Tx, to: string): Promise<SealedSeal | undefined> {
  const taken = await tx.query<SealedSeal>(
    `update audit.seal set mailed_to = $1 where number = (select max(number) from audit.seal) and mailed_to is distinct from $1
     returning number, encode(hash, 'hex') as hash, sealed_at as "sealedAt"`,
    [to],
  )
  return taken.rows[0]
}
