import {
  checkAnswers,
  feeVariable,
  filingVariables as variablesOf,
  readFee,
  type WayIn,
  type Fee,
  textKey,
  ownerOf,
} from '../../../kernel/case/index.ts'
import type { FieldError } from '../../../kernel/forms/index.ts'
import type { Json, Variables } from '../../../kernel/process/index.ts'
import type { Country } from '../../../platform/country/index.ts'
import { Refusal, type FieldProblem, type World } from '../../../platform/use-case/index.ts'
import type { Attachment } from '../store/attachments.ts'
import type { RunnableService } from '../../catalogue/index.ts'
import { refusal } from './application.ts'
import type { Filer } from './applicant-of.ts'
import { refuseUnknownAnswers } from './known-answers.ts'

export interface Filing {
  answers: Record<string, Json>
  variables: Variables
  district: string
  owner: string
  countsFrom: string
  dueAt: string | null
  fee: Fee | null
}

interface ToFile {
  service: RunnableService
  answers: Record<string, unknown>
  who: Filer
  channel: WayIn
  filedAt: string
  world: Pick<World, 'country' | 'sampleFile'>
  /** Files that belong to it by now. */
  files: readonly Attachment[]
  language: string
}

/** Variables that FEEL sees before anything has happened in the case (docs/handbook/service-format.md). */
export function filingVariables({
  service,
  answers,
  who,
  channel,
  filedAt,
  world,
}: Omit<ToFile, 'files' | 'language'>): Variables {
  const filedOn = world.country.localDate(filedAt)
  return variablesOf({
    service,
    answers,
    applicant: who.applicant,
    representative: who.representative,
    channel,
    filedOn,
    reference: world.country.reference(filedOn),
  })
}

/**
 * Checks the answers against the form and works out fee, office, legal receipt and deadline.
 * @throws Refusal answers-incomplete with each field's problem; invalid-input with answers that the form does not ask
 *   for; no-office when no body of the owner's kind serves the
 *   district
 */
export function prepareFiling(filing: ToFile): Filing {
  const { service, world, filedAt, files } = filing
  refuseUnknownAnswers(service.form, filing.answers)
  const answers = { ...withoutForeignFiles(service, filing.answers, world), ...filesByField(files) } as Record<
    string,
    Json
  >
  const variables = filingVariables({ ...filing, answers })
  const checked = checkAnswers(service.form!, variables, world.country.formChecks)
  if ('errors' in checked)
    throw new Refusal(refusal['answers-incomplete'], {
      problems: checked.errors.map((error) => fieldProblem(error, service, variables, filing.language)),
    })
  const kept = checked.answers
  variables['answers'] = kept

  const district = String(variables['district'])
  const owner = ownerOf(service.passport.owner, kept, district, world.country)
  if (!owner) throw new Refusal(refusal['no-office'], { parameters: { district } })
  const countsFrom = world.country.countsFrom(filedAt)
  const fee = feeOf(service, variables, world.country)
  if (fee) variables['fee'] = feeVariable(fee, world.country.currency)
  return {
    answers: kept,
    variables,
    district,
    owner,
    countsFrom,
    dueAt: service.passport.term ? world.country.dueAt(service.passport.term, countsFrom, []) : null,
    fee,
  }
}

/** The fee by the service's own decision; major units in the rule, whole minor units in what is stored. */
export function feeOf(service: RunnableService, variables: Variables, country: Pick<Country, 'money'>): Fee | null {
  const asked = service.passport.fee as { decision?: string } | undefined
  if (!asked?.decision) return null
  const { fee, problem } = readFee(service.decide(asked.decision, variables), (major) => country.money(major).minor)
  if (!fee) throw new Error(`the fee decision of ${service.id} ${problem}`)
  return fee
}

/**
 * Files come as attachments only: a file that was never sent is no answer. In a demonstration the files of a service's
 * examples stand in.
 */
function withoutForeignFiles(
  service: RunnableService,
  answers: Record<string, unknown>,
  world: Pick<World, 'sampleFile'>,
): Record<string, unknown> {
  const fields = new Set(
    service.form!.pages.flatMap((page) =>
      page.fields.filter((field) => field.kind === 'file').map((field) => field.id),
    ),
  )
  return Object.fromEntries(
    Object.entries(answers).flatMap(([name, value]) =>
      !fields.has(name)
        ? [[name, value]]
        : sampleFiles(value, world).length > 0
          ? [[name, sampleFiles(value, world)]]
          : [],
    ),
  )
}

/** Files of an answer that are samples of the demonstration, by the ids that examples give them. */
export function sampleFiles(
  value: unknown,
  world: Pick<World, 'sampleFile'>,
): { id: string; name: string; type: string; size: number }[] {
  if (!world.sampleFile || !Array.isArray(value)) return []
  const { size } = world.sampleFile
  return value.flatMap((file) => {
    const { id, name } = (file ?? {}) as { id?: unknown; name?: unknown }
    return typeof id === 'string' && /^01960000-0000-7000-8000-[0-9a-f]{12}$/.test(id)
      ? [{ id, name: typeof name === 'string' ? name.slice(0, 100) : 'sample.pdf', type: 'application/pdf', size }]
      : []
  })
}

/** Files as the answers of their fields. */
export function filesByField(files: readonly Attachment[]): Record<string, Json> {
  const byField: Record<string, Json[]> = {}
  for (const file of files)
    (byField[file.field] ??= []).push({ id: file.id, name: file.name, type: file.type, size: file.size })
  return byField
}

/**
 * A form error as path, text key and what stands in the text: the field's label and a rule's own words, from the
 * service's texts.
 */
export function fieldProblem(
  error: FieldError,
  service: RunnableService,
  variables: Variables,
  language: string,
): FieldProblem {
  const rule = error.code.startsWith('rule:') ? error.code.slice(5) : undefined
  const named = textKey.fieldLabel(error.field)
  const label = service.has(named) ? service.say(language, named, variables) : error.field
  return {
    path: `answers.${error.field}`,
    text: rule ? 'form.error.rule' : `form.error.${error.code}`,
    parameters: {
      label,
      ...(error.params as Record<string, string | number>),
      ...(rule ? { rule: service.say(language, rule, variables) } : {}),
    },
  }
}
