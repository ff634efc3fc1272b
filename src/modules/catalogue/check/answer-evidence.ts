import type { Json, Variables } from '../../../kernel/process/index.ts'
import { clockOfFiling } from '../../../kernel/forms/index.ts'
import { compileFeel, toJson } from '../../../kernel/rules/index.ts'
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
  asked: string,
  passport: Passport,
  variables: Variables,
  example: RunnableExample,
  ask: CheckParts['ask'],
): Json | undefined {
  const wanted = passport.evidence.filter(
    (one) => one.register !== undefined && (asked === 'all' || asked.split(/\s+/).includes(one.id)),
  )
  if (wanted.some((one) => example.unavailable.includes(one.register!))) return undefined
  const found = wanted.map(({ id, register, about }): [string, Json] => {
    const subject =
      about === undefined
        ? (variables['applicant'] as { number: string }).number
        : toJson(compileFeel(about).evaluate(variables, clockOfFiling(variables)))
    const look = (number: string): { status: string; data: Json } => {
      const given = example.registers[register!]
      const data = given && Object.hasOwn(given, number) ? (given[number] as Json) : ask(register!, number, id)
      return { status: data === null ? 'missing' : 'found', data }
    }
    if (Array.isArray(subject)) {
      const each = [...new Set(subject)]
        .filter((one): one is string => typeof one === 'string' && one !== '')
        .map((number) => ({ number, ...look(number) }))
      return [
        id,
        {
          status: each.length > 0 && each.every((one) => one.status === 'found') ? 'found' : 'missing',
          data: { each } as Json,
        },
      ]
    }
    return [id, typeof subject === 'string' && subject !== '' ? look(subject) : { status: 'missing', data: null }]
  })
  return { ...(variables['evidence'] as Record<string, Json>), ...Object.fromEntries(found) }
}
