import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { readYaml } from '../../../kernel/data/index.ts'
import type { Json, Variables } from '../../../kernel/process/index.ts'
import type { EvaluateOptions } from '../../../kernel/rules/index.ts'
import type { Country } from '../../../platform/country/index.ts'
import type { Report } from './check-parts.ts'

export const RULE_EXAMPLES = 'rule-examples.yaml'

/** Rows by which decisions are tried: for these answers this comes out. */
export const RuleExamples = z.array(
  z.strictObject({
    decision: z.string().min(1).max(200),
    answers: z.record(z.string(), z.json()).default({}),
    /** When it is worked out; not said: at the beginning of 2026. */
    filedAt: z.string().optional(),
    expect: z.json(),
  }),
)
export type RuleExample = z.output<typeof RuleExamples>[number]

const AT = '2026-01-05T10:00:00+05:00'

/** What a decision is given for a row, and by which clock. */
export function givenTo(
  { answers, filedAt = AT }: RuleExample,
  country: Pick<Country, 'localDate' | 'reference'>,
): { variables: Variables; clock: EvaluateOptions } {
  const filedOn = country.localDate(filedAt)
  return {
    variables: { answers, filedOn, reference: country.reference(filedOn) } as Variables,
    clock: { now: filedAt },
  }
}

/** Works out every row of a service and notes where something else comes out than it expects. */
export function checkRuleExamples(
  source: string | undefined,
  country: Pick<Country, 'localDate' | 'reference'>,
  decide: (decision: string, variables: Variables, clock: EvaluateOptions) => Json,
  report: Report,
): void {
  if (source === undefined) return
  const read = readYaml(source, RuleExamples)
  if ('problems' in read)
    return read.problems.forEach(({ line, path, message }) =>
      report({
        file: RULE_EXAMPLES,
        line,
        message: path ? `${path}: ${message}` : message,
        remedy: 'Write it as docs/handbook/service-format.md says.',
      }),
    )
  read.value.forEach((row, at) => {
    const tell = (message: string) =>
      report({
        file: RULE_EXAMPLES,
        line: read.lineOf([at]),
        message,
        remedy: 'Mend the rules, or the row if it expects what is not meant.',
      })
    try {
      const { variables, clock } = givenTo(row, country)
      const came = decide(row.decision, variables, clock)
      if (!isDeepStrictEqual(came, row.expect))
        tell(`"${row.decision}" gives ${JSON.stringify(came)}, the row expects ${JSON.stringify(row.expect)}`)
    } catch (error) {
      tell((error as Error).message)
    }
  })
}
