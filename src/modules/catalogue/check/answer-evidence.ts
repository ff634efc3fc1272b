import { consentTo, type CompiledForm } from '../../../kernel/forms/index.ts'
import { evidenceAnswer, subjectsOf, wantedEvidence, withEvidence } from '../../../kernel/case/index.ts'
import type { Json, Variables } from '../../../kernel/process/index.ts'
import type { Passport } from '../model/passport.ts'
import type { CheckParts } from './check-parts.ts'
import type { RunnableExample } from './example-data.ts'

/**
 * What `register.fetch` would find: the variable `evidence` with the answers of the example's registers, else of the
 * demo registers. What the applicant did not agree to have asked an official reads in the papers they brought.
 * @param asked `darcha:evidence`
 * @returns undefined when one of the registers does not answer, or nobody has read what stands in its place
 */
export function answerEvidence(
  asked: unknown,
  { passport, form }: { passport: Passport; form: CompiledForm },
  variables: Variables,
  example: RunnableExample,
  ask: CheckParts['ask'],
): Json | undefined {
  const wanted = wantedEvidence(passport.evidence, asked)
  const answers = variables['answers'] as Record<string, Json>
  const isWithheld = (register: string) => {
    const declaration = consentTo(form, register)
    return declaration !== undefined && answers[declaration.id] !== true
  }
  const isSilent = ({ id, register }: { id: string; register: string }) =>
    isWithheld(register) ? !Object.hasOwn(example.papers, id) : example.unavailable.includes(register)
  if (wanted.some(isSilent)) return undefined
  const applicant = (variables['applicant'] as { number: string }).number
  const found = wanted.map(({ id, register, about }) => {
    const { numbers, several } = subjectsOf(about, variables, applicant)
    const looks = numbers.map((number) => {
      const given = example.registers[register]
      const data = isWithheld(register)
        ? (example.papers[id] as Json)
        : given && Object.hasOwn(given, number)
          ? (given[number] as Json)
          : ask(register, number, id)
      return { number, status: data === null ? ('missing' as const) : ('found' as const), data }
    })
    return [id, evidenceAnswer(several, looks)]
  })
  return withEvidence(variables, Object.fromEntries(found))
}
