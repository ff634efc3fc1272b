import { subjectsOf } from '../../../../kernel/case/index.ts'
import type { Variables } from '../../../../kernel/process/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'
import type { ApplicationView } from '../../use/get-application.ts'
import { personName, type Persons } from './persons.ts'
import { headline, registerFacts, type RegisterData, type RegisterFact } from './register-facts.ts'

export type Found = ApplicationView['evidence'][number]
type Wanted = RunnableService['passport']['evidence'][number]

/** What a register said of one person. */
export interface SaidOfPerson {
  /** Their name; absent when it is nobody's in particular. */
  whose: string | undefined
  found: boolean
  /** In a few words. */
  short: string
  facts: RegisterFact[]
}

/**
 * One answer of a register by the persons it is about; empty where the register said nothing or its answer is not for
 * whoever looks.
 * @param variables of the case, where whoever looks may know them: they tell whom a piece of evidence is about
 */
export function evidenceSaid(
  context: PageContext<'country'>,
  { wanted, found, persons, variables }: { wanted: Wanted; found: Found; persons: Persons; variables?: Variables },
): SaidOfPerson[] {
  if (found.data === null) return []
  const tells = context.world.country.registers.find(({ id }) => id === found.register)?.tells ?? []
  return answersOf(found.data, wanted, persons, variables).map(({ number, data }) => {
    const whose = number === undefined ? undefined : (personName(persons, number) ?? number)
    if (!data) return { whose, found: false, short: context.speech.t('casework.evidence.missing'), facts: [] }
    const facts = registerFacts(context, { data, tells, about: number })
    return { whose, found: true, short: headline(context, data, facts), facts }
  })
}

interface Answer {
  number: string | undefined
  data: RegisterData | null
}

function answersOf(
  data: Record<string, unknown>,
  wanted: Wanted,
  persons: Persons,
  variables: Variables | undefined,
): Answer[] {
  const each = data['each']
  if (Array.isArray(each))
    return (each as { number: string; data: RegisterData | null }[]).map(({ number, data: held }) => ({
      number,
      data: held,
    }))
  if (wanted.about === undefined) return [{ number: persons.applicant, data }]
  return [{ number: variables && subjectsOf(wanted.about, variables, persons.applicant).numbers[0], data }]
}
