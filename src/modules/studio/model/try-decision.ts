import { compileDmn, decide } from '../../../kernel/rules/index.ts'
import { givenTo, type RuleExample } from '../../catalogue/index.ts'
import type { Country } from '../../../platform/country/index.ts'

/** What a decision comes to for an example: what its answers alone tell, nothing that registers would. */
export interface Tried {
  decision: string
  example: string
  result: string
}

/** Works every decision out for every example. Nothing where the rules can't be read. */
export async function tryDecision(
  dmn: string | undefined,
  examples: readonly any[],
  country: Country,
  now: string,
): Promise<Tried[]> {
  if (dmn === undefined) return []
  const model = await compileDmn(dmn).catch(() => undefined)
  if (!model) return []
  const names = [...new Set([...model.decisions.values()].map(({ element }) => element.name))]
  return examples.flatMap((example) => {
    const filedAt = typeof example?.filedAt === 'string' ? example.filedAt : now
    const filedOn = country.localDate(filedAt)
    const variables = { answers: example?.answers ?? {}, filedOn, reference: country.reference(filedOn) }
    return names.map((decision) => {
      const { result, errors } = decide(model, decision, variables, { now: filedAt })
      return { decision, example: String(example?.name ?? ''), result: errors[0] ?? JSON.stringify(result) }
    })
  })
}

/** What each row of one's own comes to; nothing where the rules can't be read. */
export async function triedRows(dmn: string | undefined, rows: readonly RuleExample[], country: Country) {
  const model = dmn === undefined ? undefined : await compileDmn(dmn).catch(() => undefined)
  if (!model) return []
  return rows.map((row, at) => {
    const { variables, clock } = givenTo(row, country)
    const { result, errors } = decide(model, row.decision, variables, clock)
    return { row, at, result: errors[0] === undefined ? result : { error: errors[0] } }
  })
}
