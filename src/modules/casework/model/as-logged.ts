import type { Tx } from '../../../platform/database/index.ts'
import type { Language } from '../../../platform/i18n/index.ts'
import { Refusal, type World } from '../../../platform/use-case/index.ts'
import { refusal } from './application.ts'

/** Which datum of which register: by it what was said of it is found again, in any language. */
export const datumOf = (register: string, fact: string): string => `${register}.${fact}`

/** Datum and answer, as the application to correct it bears them: `tax.debt/<X-Road-Id>`. */
export const recordOf = (register: string, fact: string, message: string): string =>
  `${datumOf(register, fact)}/${message}`

/** The datum of what such an application bears. */
export const datumIn = (record: string): string => record.split('/')[0]!

/** No longer than the form of the service takes. */
const TOLD_AT_MOST = 500

/** What the application to correct a datum says of it: its name and words as its page shows them, and the day. */
export const datumAnswers = (
  country: Pick<World['country'], 'localDate'>,
  register: string,
  { name, text }: { name: string; text: string },
  at: string,
) => ({ register, fact: name, told: text.slice(0, TOLD_AT_MOST), toldOn: country.localDate(at) })

/**
 * Answers as they are filed: in an application to correct a datum that names a register's answer (`record`), register,
 * datum, words and day are those of that answer to the applicant, whatever was typed. Whoever decides reads under "What
 * the register answered" what it did answer.
 * @throws Refusal not-as-told when no register gave this applicant that answer, or its words are kept no more
 */
export async function asLogged(
  tx: Tx,
  world: Pick<World, 'country' | 'datumTold'>,
  {
    service,
    answers,
    number,
    language,
  }: { service: string; answers: Record<string, unknown>; number: string; language: Language },
): Promise<Record<string, unknown>> {
  const record = String(answers['record'] ?? '').trim()
  if (service !== world.country.ownLook?.correction || record === '') return answers
  const [, register, fact, message] = /^([^./]+)\.([^/]+)\/([0-9a-f-]{36})$/.exec(record) ?? []
  const told = message && (await world.datumTold(tx, { number, register: register!, fact: fact!, message, language }))
  if (!told) throw new Refusal(refusal['not-as-told'])
  return { ...answers, ...told }
}
