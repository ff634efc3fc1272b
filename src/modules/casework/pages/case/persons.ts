import { textKey } from '../../../../kernel/case/index.ts'
import type { Variables } from '../../../../kernel/process/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'
import type { ApplicationView } from '../../use/get-application.ts'
import { dataByNumber, nameIn } from '../../model/names-in-letters.ts'

/** Somebody whom a case names. */
export interface Person {
  number: string
  name: string
  /** What they are in the case: the applicant, who acts for them, what the form calls whose number it asks for. */
  role: string
  birthDate: string | undefined
  district: string | undefined
}
export interface Persons {
  /** Number of the applicant. */
  applicant: string
  all: readonly Person[]
  /** Names that registers give, by number. */
  names: ReadonlyMap<string, string>
}

type Case = Pick<ApplicationView, 'applicant' | 'representative' | 'answers' | 'evidence'> & {
  /** Names by the numbers that stand in the answers; absent: as the evidence says. */
  known?: ReadonlyMap<string, string>
}

/**
 * Persons of a case by name and role: who applies, who acts for them, and whose numbers were given, named as the
 * registers name them, in the page's letters where a register has them.
 */
export function personsOf(
  context: PageContext,
  service: RunnableService,
  item: Case,
  variables: Variables = {},
): Persons {
  const { speech } = context
  const held = dataByNumber(item.evidence)
  const text = (of: Record<string, unknown>, name: string) =>
    of[name] === undefined || of[name] === null || of[name] === '' ? undefined : String(of[name])
  const applicant = text(item.applicant, 'number') ?? ''
  const person = (number: string, role: string, given: Record<string, unknown>): Person => {
    const known = held.get(number) ?? {}
    return {
      number,
      name: nameIn(known, speech.language) ?? text(given, 'name') ?? item.known?.get(number) ?? number,
      role,
      birthDate: text(given, 'birthDate') ?? text(known, 'birthDate'),
      district: text(given, 'district') ?? text(known, 'district'),
    }
  }
  const fields = service.form?.pages.flatMap((page) => page.fields) ?? []
  const named = fields.flatMap((field) => {
    const number = item.answers[field.id]
    const who = textKey.fieldWho(field.id)
    return typeof number === 'string' && service.has(who) && number !== applicant
      ? [person(number, begunLarge(service.say(speech.language, who, variables)), {})]
      : []
  })
  const representative = item.representative && text(item.representative, 'number')
  const names = new Map([
    ...(item.known ?? []),
    ...[...held].map(([number, known]) => [number, nameIn(known, speech.language) ?? number] as const),
  ])
  return {
    applicant,
    names,
    all: [
      person(applicant, speech.t('casework.applicant'), item.applicant),
      ...(representative ? [person(representative, speech.t('casework.representative'), item.representative!)] : []),
      ...named.filter(({ number }, at) => named.findIndex((other) => other.number === number) === at),
    ],
  }
}

/** As the beginning of a line: texts of services name a role within a sentence (“the ward”). */
const begunLarge = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1)

/** The name of a person of the case by number. */
export const personName = ({ all, names }: Persons, number: string): string | undefined =>
  all.find((person) => person.number === number)?.name ?? names.get(number)
