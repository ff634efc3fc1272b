import type { PageContext } from '../../../platform/http/index.ts'
import { Refusal } from '../../../platform/use-case/index.ts'

/** Which form of a page was sent, what was typed in it, and what was wrong: given back so that nothing is typed twice. */
export interface Typed {
  form: string | undefined
  values: Record<string, string>
  /** By field; `form` is what belongs to no field. */
  faults: Record<string, string>
  status: number
}

export const NOTHING_TYPED: Typed = { form: undefined, values: {}, faults: {}, status: 200 }

/**
 * What a refused form says. Only a wrong input (422) and a case that moved on meanwhile (409) are answered on the page itself.
 * @param field where a fault without a field of its own is shown
 * @throws the error itself when it is another
 */
export function typedAgain({ speech }: PageContext, error: unknown, form: string, posted: URLSearchParams, fields: readonly string[]): Typed {
  if (!(error instanceof Refusal) || ![409, 422].includes(error.kind.status)) throw error
  const faults: Record<string, string> = {}
  for (const problem of error.problems) {
    const name = fields.includes(problem.path) ? problem.path : 'form'
    faults[name] ??= speech.t(problem.text, problem.parameters)
  }
  if (error.problems.length === 0) faults['form'] = speech.t(error.kind.text, error.parameters)
  return { form, values: Object.fromEntries([...posted].filter(([name]) => name !== 'key')), faults, status: error.kind.status }
}
