import { BASE_VARIABLES } from '../../../kernel/case/index.ts'
import { compileFeel, FeelError } from '../../../kernel/rules/index.ts'
import { Refusal, type FieldProblem } from '../../../platform/use-case/index.ts'
import { attributeFault } from './attribute-fault.ts'
import { refusal } from './refusals.ts'

/**
 * Sees that expressions are FEEL before they are saved.
 * @param expressions by the name of the input they were typed in; empty ones are none
 * @throws Refusal that says of each what is wrong and where
 */
export function seeFeel(expressions: Readonly<Record<string, string | null>>): void {
  const problems: FieldProblem[] = []
  for (const [path, source] of Object.entries(expressions)) {
    if (!source?.trim()) continue
    try {
      compileFeel(source)
    } catch (error) {
      if (!(error instanceof FeelError)) throw error
      problems.push({ path, text: 'studio.refusal.feel', parameters: { message: error.message } })
    }
  }
  if (problems.length > 0) throw new Refusal(refusal['not-done'], { problems })
}

/** Names that an expression of a form may use. @param fields ids of the form's fields */
export const namesInScope = (fields: readonly string[]): string[] => [
  ...fields,
  ...BASE_VARIABLES.filter((name) => name !== 'answers'),
]

/**
 * Sees that what is said of a step or a way is of its kind. @param name of the attribute, and of the input
 * @throws Refusal that says what it has to be
 */
export function seeSaid(path: string, value: string, name = path): string {
  const text = attributeFault(name, value)
  if (text) throw new Refusal(refusal['not-done'], { problems: [{ path, text }] })
  return value
}

/** Sees that a term can be counted. @throws Refusal */
export const seeTerm = (path: string, value: string): string => seeSaid(path, value, 'timer')
