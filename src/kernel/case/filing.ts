import {
  keptAnswers,
  validate,
  visiblePages,
  type CompiledForm,
  type FieldError,
  type FormChecks,
} from '../forms/index.ts'
import type { Json, Variables } from '../process/index.ts'

export const CHANNELS = ['web', 'counter', 'paper'] as const
/** How a case may have come in: by a channel, or begun by the state itself. */
export const WAYS_IN = [...CHANNELS, 'proactive'] as const
export type WayIn = (typeof WAYS_IN)[number]
export type Channel = (typeof CHANNELS)[number]

/** Who asks, as rules, process and texts see them: what is not known is null, never absent. */
export interface ApplicantFacts {
  kind: 'person' | 'organisation'
  name: string
  number: string
  birthDate?: string | null | undefined
  sex?: string | null | undefined
  district?: string | null | undefined
  disabilityGroup?: number | null | undefined
  socialRegister?: boolean | null | undefined
  phone?: string | null | undefined
  email?: string | null | undefined
}

/** Members of the variable `applicant`. */
export const APPLICANT_MEMBERS = [
  'kind',
  'name',
  'number',
  'birthDate',
  'sex',
  'district',
  'disabilityGroup',
  'socialRegister',
  'phone',
  'email',
] as const

/** What an application is made of, before it is checked. */
export interface ToFile {
  service: { id: string; version: number }
  answers: Readonly<Record<string, unknown>>
  applicant: ApplicantFacts
  representative: { name: string; number: string } | null
  channel: WayIn
  /** Local date on which it reached the state. */
  filedOn: string
  /** Amounts in force on that day. */
  reference: Readonly<Record<string, number>>
}

/** Variables that FEEL sees before anything has happened in the case (docs/handbook/service-format.md). */
export function filingVariables({
  service,
  answers,
  applicant,
  representative,
  channel,
  filedOn,
  reference,
}: ToFile): Variables {
  const said = answers['district'] ?? applicant.district
  return {
    answers: answers as Json,
    applicant: applicantVariable(applicant),
    representative: representative && { name: representative.name, number: representative.number },
    service: { id: service.id, version: service.version },
    channel,
    filedOn,
    district: typeof said === 'string' ? said : '',
    reference: reference as Json,
    evidence: {},
  }
}

/** A rule that compares with false must not meet a null: who is in no social register is not in it. */
function applicantVariable(applicant: ApplicantFacts): Json {
  const facts = Object.fromEntries(APPLICANT_MEMBERS.map((name) => [name, (applicant[name] ?? null) as Json]))
  return applicant.kind === 'person' ? { ...facts, socialRegister: applicant.socialRegister ?? false } : facts
}

/**
 * Checks answers against their form, leaves out what was not asked, and writes the rest as it is kept.
 * @param variables those of the filing; `answers` among them
 */
export function checkAnswers(
  form: CompiledForm,
  variables: Variables,
  checks: FormChecks,
): { errors: FieldError[] } | { answers: Record<string, Json> } {
  const answers = keptAnswers(form, variables['answers'] as Record<string, Json>, checks)
  const errors = validate(form, answers, variables, { checks })
  if (errors.length > 0) return { errors }
  const asked = new Set(visiblePages(form, variables).flatMap((page) => page.fields.map((field) => field.id)))
  return { answers: Object.fromEntries(Object.entries(answers).filter(([name]) => asked.has(name))) }
}
