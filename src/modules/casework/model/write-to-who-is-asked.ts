import type { Tx } from '../../../platform/database/index.ts'
import { queueMessage } from '../../../platform/notify/index.ts'
import type { Language } from '../../../platform/i18n/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import type { RunnableService } from '../../catalogue/index.ts'
import { insertAgreementLetter } from '../store/agreement-letters.ts'
import type { Agreement } from '../store/agreements.ts'
import { agreedFacts } from './agreed-facts.ts'
import { letterWithoutOffice } from './letter-without-office.ts'

type Writing = Pick<World, 'country' | 'people' | 'reachedBy' | 'ways'>

interface Written {
  item: Pick<Agreement, 'id' | 'subject' | 'facts'>
  service: RunnableService
  district: string
}

/**
 * Tells somebody that they are asked to agree: by message to who is known and can be reached, else by a letter that the
 * office prints which would decide. It is prepared for any number, whoever bears it: only who prints it learns whether
 * registers know such a person.
 */
export const writeToWhoIsAsked = (tx: Tx, world: Writing, written: Written, now: string): Promise<void> =>
  write(
    tx,
    world,
    written,
    { text: 'agreement-asked', key: `agreement ${written.item.id}`, parameters: () => ({}) },
    now,
  )

/**
 * Tells somebody the same way that an official wrote down their agreement: what it opens, and how it is taken back.
 * Whoever did not say so learns of it.
 * @param written.at the office that wrote it down
 */
export const writeOfAgreement = (tx: Tx, world: Writing, written: Written & { at: string }, now: string) =>
  write(
    tx,
    world,
    written,
    {
      text: 'agreement-said',
      key: `agreement ${written.item.id} said ${now}`,
      parameters: (language) => ({
        office: world.country.displayName(written.at, language),
        facts: agreedFacts(world.country, written.service, written.item.facts, language).join('; '),
      }),
    },
    now,
  )

/** @param said.text its words stand under `mail` */
async function write(
  tx: Tx,
  { country, people, reachedBy, ways }: Writing,
  { item, service, district }: Written,
  said: { text: string; key: string; parameters: (language: Language) => Record<string, string> },
  now: string,
): Promise<void> {
  const { passport } = service
  const known = await people.findByNumber(tx, item.subject)
  const to = known && reachedBy({ email: known.email, phone: known.phone, ...(await ways.of(tx, known.id)) })
  if (known && to) {
    const language = known.language && country.languages.is(known.language) ? known.language : country.languages.first
    await queueMessage(
      tx,
      {
        ...to,
        name: known.name,
        language,
        text: `mail.${said.text}`,
        parameters: { service: country.text(passport.name, language), ...said.parameters(language) },
        link: `/${language}/cabinet/agreements`,
      },
      now,
      { key: said.key },
    )
    return
  }
  const { kind, level } = passport.owner
  const office = country.officeFor(kind, level, district)
  if (office) await insertAgreementLetter(tx, { agreement: item.id, office }, now)
  else await letterWithoutOffice(tx, { agreement: item.id, district }, now)
}
