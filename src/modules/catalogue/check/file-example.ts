import { clockOfFiling, validate, visiblePages, type CompiledForm } from '../../../kernel/forms/index.ts'
import type { Json, Variables } from '../../../kernel/process/index.ts'
import type { EvaluateOptions } from '../../../kernel/rules/index.ts'
import { nameIn, type DemoPerson } from '../../../platform/identity/index.ts'
import type { Country } from '../../../platform/country/index.ts'
import type { Passport } from '../model/passport.ts'
import type { RunnableExample } from './example-data.ts'

/** An example as an application that was filed, or the fields for which it was not. */
export type FiledExample =
  | { invalid: { field: string; code: string }[] }
  | {
      variables: Variables
      countsFrom: string
      fee: { amount: number; lines: { text: string; amount: number }[] } | undefined
    }

interface ToFile {
  example: RunnableExample
  passport: Passport
  form: CompiledForm
  country: Country
  people: readonly DemoPerson[]
  decide(decision: string, variables: Variables, clock: EvaluateOptions): Json
}

/**
 * Files an example as the Portal files an application: who asks, what is answered, what it costs, from when it counts.
 * @throws Error when its person is not known, no office serves the district, or the fee's rule gives no amount
 */
export function fileExample({ example, passport, form, country, people, decide }: ToFile): FiledExample {
  const filedOn = country.localDate(example.filedAt)
  const who = partiesOf(example, people)
  const district = (example.answers['district'] ?? who.applicant['district'] ?? '') as string
  const variables: Variables = {
    answers: example.answers as Json,
    ...who,
    service: { id: passport.id, version: passport.version },
    channel: example.channel,
    filedOn,
    district,
    reference: country.reference(filedOn),
    evidence: {},
  }
  const checks = {
    personNumber: (number: string) => country.checkPersonNumber(number).ok,
    districts: (code: string) => country.findPlace(code) !== undefined,
  }
  const invalid = validate(form, example.answers, variables, { checks })
  if (invalid.length > 0) return { invalid: invalid.map(({ field, code }) => ({ field, code })) }
  const asked = new Set(visiblePages(form, variables).flatMap((page) => page.fields.map((field) => field.id)))
  variables['answers'] = Object.fromEntries(Object.entries(example.answers).filter(([name]) => asked.has(name))) as Json
  if (!country.officeFor(passport.owner.kind, passport.owner.level, district))
    throw new Error(`no office of the kind "${passport.owner.kind}" serves the district "${district}"`)
  const fee = feeOf(passport, variables, decide)
  if (fee) variables['fee'] = fee as unknown as Json
  return { variables, countsFrom: new Date(country.countsFrom(example.filedAt)).toISOString(), fee }
}

function partiesOf(
  example: RunnableExample,
  people: readonly DemoPerson[],
): { applicant: Record<string, Json>; representative: Json } {
  const person = people.find((one) => one.persona === example.applicant || one.id === example.applicant)
  if (!person) throw new Error(`there is no demo person "${example.applicant}"`)
  const name = nameIn(person.name, 'uz')
  if (example.organisation === undefined) {
    const {
      number,
      birthDate,
      sex,
      district,
      disabilityGroup = null,
      socialRegister = false,
      phone = null,
      email = null,
    } = person
    return {
      applicant: {
        kind: 'person',
        name,
        number,
        birthDate,
        sex,
        district,
        disabilityGroup,
        socialRegister,
        phone,
        email,
      },
      representative: null,
    }
  }
  const organisation = person.organisations.find((one) => one.number === example.organisation)
  if (!organisation) throw new Error(`${example.applicant} does not act for the organisation ${example.organisation}`)
  return {
    applicant: {
      kind: 'organisation',
      name: nameIn(organisation.name, 'uz'),
      number: organisation.number,
      district: organisation.district ?? person.district,
    },
    representative: { name, number: person.number },
  }
}

function feeOf(passport: Passport, variables: Variables, decide: ToFile['decide']) {
  const decision = passport.fee && 'decision' in passport.fee ? passport.fee.decision : undefined
  if (typeof decision !== 'string') return undefined
  const fee = decide(decision, variables, clockOfFiling(variables)) as {
    amount?: number
    lines?: { text: string; amount: number }[]
  } | null
  if (typeof fee?.amount !== 'number') throw new Error(`the fee decision "${decision}" gives no amount`)
  return { amount: fee.amount, lines: fee.lines ?? [] }
}
