import type { PageContext } from '../../../platform/http/index.ts'
import { general, Refusal } from '../../../platform/use-case/index.ts'

/**
 * Which form of a page was sent, what was typed in it, and what was wrong: given back so that nothing is typed twice.
 */
export interface Typed {
  form: string | undefined
  values: Record<string, string>
  /** By field; `form` is what belongs to no field. */
  faults: Record<string, string>
  status: number
}

export const NOTHING_TYPED: Typed = { form: undefined, values: {}, faults: {}, status: 200 }

/**
 * What a refused form says. Only a wrong input (422), a case that moved on meanwhile (409) and what another changed
 * first (412) are answered on the page itself.
 * @param named how the page calls the parts that another changed
 * @throws the error itself when it is another
 */
export function typedAgain(
  { speech }: PageContext,
  error: unknown,
  form: string,
  posted: URLSearchParams,
  fields: readonly string[],
  named: (parts: string[]) => readonly string[] = (parts) => parts,
): Typed {
  if (!(error instanceof Refusal) || ![409, 412, 422].includes(error.kind.status)) throw error
  const faults: Record<string, string> = {}
  if (error.kind === general['changed-meanwhile'])
    faults['form'] = speech.t('errors.changed-here', {
      what: speech.list(named(error.problems.map((problem) => problem.path))),
    })
  else
    for (const problem of error.problems) {
      const name = fields.includes(problem.path) ? problem.path : 'form'
      faults[name] ??= speech.t(problem.text, problem.parameters)
    }
  if (error.problems.length === 0) faults['form'] = speech.t(error.kind.text, error.parameters)
  return {
    form,
    values: Object.fromEntries([...posted].filter(([name]) => name !== 'key' && name !== 'shown')),
    faults,
    status: error.kind.status,
  }
}
