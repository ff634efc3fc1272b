import { evidenceAnswer, subjectsOf, wantedEvidence, withEvidence } from '../../../kernel/case/index.ts'
import type { Json, Variables } from '../../../kernel/process/index.ts'
import type { Passport } from '../model/passport.ts'
import type { CheckParts } from './check-parts.ts'
import type { RunnableExample } from './example-data.ts'

/**
 * What `register.fetch` would find: the variable `evidence` with the answers of the example's registers, else of the
 * demo registers.
 * @param asked `darcha:evidence`
 * @returns undefined when one of the registers does not answer
 */
export function answerEvidence(
  asked: unknown,
  passport: Passport,
  variables: Variables,
  example: RunnableExample,
  ask: CheckParts['ask'],
): Json | undefined {
  const wanted = wantedEvidence(passport.evidence, asked)
  if (wanted.some((candidate) => example.unavailable.includes(candidate.register))) return undefined
  const applicant = (variables['applicant'] as { number: string }).number
  const found = wanted.map(({ id, register, about }) => {
    const { numbers, several } = subjectsOf(about, variables, applicant)
    const looks = numbers.map((number) => {
      const given = example.registers[register]
      const data = given && Object.hasOwn(given, number) ? (given[number] as Json) : ask(register, number, id)
      return { number, status: data === null ? ('missing' as const) : ('found' as const), data }
    })
    return [id, evidenceAnswer(several, looks)]
  })
  return withEvidence(variables, Object.fromEntries(found))
}
