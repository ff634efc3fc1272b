import { compileFeel, compileUnary, FeelError, functionNames, toJson } from '../../../kernel/rules/index.ts'
import { page, type Page, type PageContext } from '../../../platform/http/index.ts'
import { decisionsOf } from '../model/edit-rules.ts'
import { Unreadable } from '../model/edit-errors.ts'
import { exampleVariables } from '../model/example-variables.ts'
import { draftOf } from './edit-part.tsx'
import { treeOf, type ReadDraft } from './frame.tsx'

/** The island that marks expressions while they are typed. */
export const FEEL_SCRIPT = 'feel-marks.js'

/**
 * What that island needs to know. @param fields inputs that hold FEEL, by the beginning of their names; of a table with
 * the number of its columns of tests
 */
export function FeelMarks({
  context: { speech },
  draft,
  fields,
}: {
  context: PageContext
  draft: ReadDraft
  fields: readonly { name: string; tests?: number }[]
}) {
  const told = {
    value: speech.path(`/studio/${draft.id}/feel`),
    names: functionNames().filter((name) => name.includes(' ')),
    fields,
    say: {
      wrong: speech.t('studio.feel.wrong', { line: '{line}', column: '{column}', rest: '{rest}' }),
      value: speech.t('studio.feel.value', { example: '{example}', value: '{value}' }),
    },
  }
  return <div hidden data-feel={JSON.stringify(told)} />
}

/** What an expression comes to for the first example of a draft; nothing is kept of it. */
export const feelPages: readonly Page<'country'>[] = [
  page('GET /studio/:draft/feel', ['country'], async (context) => {
    const draft = await draftOf(context)
    const asked = (name: string) => context.query.get(name) ?? ''
    const examples = treeOf(draft, 'examples.yaml')
    const example: any = Array.isArray(examples) ? examples[0] : undefined
    const { country } = context.world
    const filedAt = typeof example?.filedAt === 'string' ? example.filedAt : context.now
    const today = country.localDate(filedAt)
    const variables: Record<string, unknown> = {
      ...exampleVariables(example, draft.service, today),
      ...(typeof example?.answers === 'object' ? example.answers : {}),
      ...(typeof example?.tasks === 'object' ? example.tasks : {}),
      reference: country.reference(today),
    }
    const value = found(draft, asked('field'), asked('kind'), asked('text'), { variables, now: filedAt })
    return Response.json({ example: String(example?.name ?? ''), value }, { headers: { 'cache-control': 'no-store' } })
  }),
]

/** @returns the value as text; of a test whether it holds for what its column is of */
function found(
  draft: ReadDraft,
  field: string,
  kind: string,
  text: string,
  { variables, now }: { variables: Record<string, unknown>; now: string },
): string {
  try {
    if (kind !== 'test') return JSON.stringify(toJson(compileFeel(text).evaluate(variables, { now }) as never))
    const [, decision, , column] = field.split('/')
    const table = decisionsOf(draft.files['rules.dmn'] ?? '').find(({ name }) => name === decision)?.table
    const of = table?.inputs[Number(column)]?.expression
    if (of === undefined) return '–'
    const input = compileFeel(of).evaluate(variables, { now })
    return `${JSON.stringify(toJson(input as never))} → ${compileUnary(text)(input, variables, { now })}`
  } catch (error) {
    if (error instanceof FeelError || error instanceof Unreadable) return '–'
    throw error
  }
}
