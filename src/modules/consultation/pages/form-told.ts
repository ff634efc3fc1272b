import type { PageContext, View } from '../../../platform/http/index.ts'
import { general, Refusal } from '../../../platform/use-case/index.ts'

/** What is wrong with a form, each with its field. */
export type Problems = readonly { field?: string; text: string }[]

const ELSEWHERE = [general['not-found'], general['not-allowed'], general['sign-in-needed']]

/** Does what a form asks for; a refusal that is about the form is told on its page, all others as everywhere. */
export async function orTold(
  act: () => Promise<Response>,
  told: (refused: Refusal) => Promise<View>,
): Promise<View | Response> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof Refusal) || ELSEWHERE.includes(error.kind)) throw error
    return told(error)
  }
}

/** The sentences of a refusal, led to their fields. */
export function problemsOf({ speech }: PageContext, refused: Refusal | undefined): Problems {
  if (!refused) return []
  if (refused.problems.length === 0) return [{ text: speech.t(refused.kind.text, refused.parameters) }]
  return refused.problems.map(({ path, text, parameters }) => ({
    field: path.split('.')[0]!,
    text: speech.t(text, parameters),
  }))
}

export const statusOf = (refused: Refusal | undefined): number => refused?.kind.status ?? 200
