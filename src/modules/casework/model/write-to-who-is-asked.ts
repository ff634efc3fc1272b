import type { Tx } from '../../../platform/database/index.ts'
import { queueMessage } from '../../../platform/notify/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import type { RunnableService } from '../../catalogue/index.ts'
import { insertAgreementLetter } from '../store/agreement-letters.ts'
import type { Agreement } from '../store/agreements.ts'

/** Its words stand under `mail`. */
const ASKED = 'agreement-asked'

/**
 * Tells somebody that they are asked to agree: by message to who is known and can be reached, else by a letter that the
 * office prints which would decide. It is prepared for any number, whoever bears it: only who prints it learns whether
 * registers know such a person.
 */
export async function writeToWhoIsAsked(
  tx: Tx,
  { country, people, reachedBy }: Pick<World, 'country' | 'people' | 'reachedBy'>,
  { item, service, district }: { item: Pick<Agreement, 'id' | 'subject'>; service: RunnableService; district: string },
  now: string,
): Promise<void> {
  const { passport } = service
  const known = await people.findByNumber(tx, item.subject)
  const to = known && reachedBy({ email: known.email ?? null, phone: known.phone ?? null })
  if (known && to) {
    const language = known.language && country.languages.is(known.language) ? known.language : country.languages.first
    const text = { service: country.text(passport.name, language) }
    await queueMessage(
      tx,
      {
        ...to,
        name: known.name,
        language,
        text: `mail.${ASKED}`,
        parameters: text,
        link: `/${language}/cabinet/agreements`,
      },
      now,
      { key: `agreement ${item.id}` },
    )
    return
  }
  const { kind, level } = passport.owner
  const office = country.officeFor(kind, level, district)
  if (office) await insertAgreementLetter(tx, { agreement: item.id, office }, now)
}
