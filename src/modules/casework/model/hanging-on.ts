import type { CompiledForm } from '../../../kernel/forms/index.ts'
import { bare } from '../../../kernel/text/index.ts'
import type { Draft } from '../store/drafts.ts'

/**
 * What goes when the number it hangs on is changed: facts that a register gave for the old number, and answers that are
 * those facts. What the person typed instead, or typed anew along with the number, stays.
 * @param given answers that are being saved
 * @returns answers to take away, as nulls, and facts to forget
 */
export function hangingOn(
  form: CompiledForm,
  { answers, found }: Pick<Draft, 'answers' | 'found'>,
  given: Record<string, unknown>,
): { answers: Record<string, null>; facts: string[] } {
  const gone: { answers: Record<string, null>; facts: string[] } = { answers: {}, facts: [] }
  const isChanged = (key: string): boolean =>
    key in gone.answers || (key in given && plain(given[key]) !== plain(answers[key]))
  for (const field of form.pages.flatMap((page) => page.fields)) {
    const key = field.prefill?.by
    const fact = found[field.id]
    if (key === undefined || !fact || !isChanged(key)) continue
    gone.facts.push(field.id)
    const typedAnew = field.id in given && JSON.stringify(given[field.id]) !== JSON.stringify(answers[field.id])
    const isOfOld = fact.status === 'matches' || (fact.status === 'found' && isSame(fact.value, answers[field.id]))
    if (isOfOld && !typedAnew) gone.answers[field.id] = null
  }
  return gone
}

const plain = (value: unknown): string => (typeof value === 'string' ? bare(value) : JSON.stringify(value ?? null))
const isSame = (value: unknown, answer: unknown): boolean => JSON.stringify(value) === JSON.stringify(answer)
