import {
  checkAnswers,
  eventVariable,
  feeVariable,
  filingVariables,
  noticeOn,
  readFee,
  type ApplicantFacts,
  type Fee,
  ownerOf,
} from '../../../kernel/case/index.ts'
import { clockOfFiling, type CompiledForm } from '../../../kernel/forms/index.ts'
import type { Json, Variables } from '../../../kernel/process/index.ts'
import type { EvaluateOptions } from '../../../kernel/rules/index.ts'
import type { Language } from '../../../platform/i18n/index.ts'
import { nameIn, type DemoPerson } from '../../../platform/identity/index.ts'
import type { Country } from '../../../platform/country/index.ts'
import type { Passport } from '../model/passport.ts'
import type { RunnableExample } from './example-data.ts'

/** An example as an application that was filed, or the fields for which it was not. */
export type FiledExample =
  | { invalid: { field: string; code: string }[] }
  | {
      variables: Variables
      /** When it reached the state, and the instant that counts in law. */
      filedAt: string
      countsFrom: string
      fee: Fee | undefined
      /** What is wrong with the fee, though an amount is there. */
      feeProblem: string | undefined
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
  const variables = filingVariables({
    service: passport,
    answers: example.answers,
    ...partiesOf(example, people, country.languages.first),
    channel: example.event ? 'proactive' : example.channel,
    filedOn,
    reference: country.reference(filedOn),
  })
  if (example.event) {
    const { on, facts } = example.event
    if (!passport.trigger) throw new Error('it is begun by an event, and the passport has no trigger')
    variables['event'] = eventVariable(passport.trigger, { on, noticeOn: noticeOn(passport.trigger, on), facts })
  } else if (!passport.channels.includes(example.channel))
    throw new Error(`it comes by the channel "${example.channel}", which the passport does not offer`)
  const checked = checkAnswers(form, variables, country.formChecks)
  if ('errors' in checked) return { invalid: checked.errors.map(({ field, code }) => ({ field, code })) }
  variables['answers'] = checked.answers
  const district = String(variables['district'])
  if (!ownerOf(passport.owner, checked.answers, district, country))
    throw new Error(`no office of the kind "${passport.owner.kind}" serves the district "${district}"`)
  const { fee, problem } = feeOf(passport, variables, country, decide)
  if (fee) variables['fee'] = feeVariable(fee, country.currency)
  const instant = (at: string) => new Date(at).toISOString()
  return {
    variables,
    filedAt: instant(example.filedAt),
    countsFrom: instant(country.countsFrom(example.filedAt)),
    fee,
    feeProblem: problem,
  }
}

/**
 * Answers that a task `correct` of an example changes: checked as the first ones were.
 * @returns the variable `answers`. @throws Error naming the fields that the form refuses
 */
export function correctExample({
  variables,
  answers,
  form,
  country,
}: {
  variables: Variables
  answers: Record<string, Json>
  form: CompiledForm
  country: Country
}): Variables {
  const corrected = { ...variables, answers: { ...(variables['answers'] as Record<string, Json>), ...answers } }
  const checked = checkAnswers(form, corrected, country.formChecks)
  if ('errors' in checked)
    throw new Error(
      `the corrected answers are refused: ${checked.errors.map(({ field, code }) => `${field} (${code})`).join(', ')}`,
    )
  return { answers: checked.answers }
}

function partiesOf(
  example: RunnableExample,
  people: readonly DemoPerson[],
  language: Language,
): { applicant: ApplicantFacts; representative: { name: string; number: string } | null } {
  const person = people.find(
    (candidate) => candidate.persona === example.applicant || candidate.id === example.applicant,
  )
  if (!person) throw new Error(`there is no demo person "${example.applicant}"`)
  const name = nameIn(person.name, language)
  if (example.organisation === undefined)
    return { applicant: { ...person, kind: 'person', name }, representative: null }
  const organisation = person.organisations.find((candidate) => candidate.number === example.organisation)
  if (!organisation) throw new Error(`${example.applicant} does not act for the organisation ${example.organisation}`)
  return {
    applicant: {
      kind: 'organisation',
      name: nameIn(organisation.name, language),
      number: organisation.number,
      district: organisation.district ?? person.district,
      phone: person.phone,
      email: person.email,
    },
    representative: { name, number: person.number },
  }
}

function feeOf(
  passport: Passport,
  variables: Variables,
  country: Country,
  decide: ToFile['decide'],
): { fee?: Fee; problem?: string } {
  const decision = passport.fee && 'decision' in passport.fee ? passport.fee.decision : undefined
  if (typeof decision !== 'string') return {}
  const read = readFee(decide(decision, variables, clockOfFiling(variables)), (major) => country.money(major).minor)
  if (!read.fee) throw new Error(`the fee decision "${decision}" ${read.problem}`)
  return read
}
