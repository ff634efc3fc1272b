import { compileUnary, compileFeel, FeelError } from '../../../kernel/rules/index.ts'
import type { PageContext } from '../../../platform/http/index.ts'
import { Refusal, type FieldProblem } from '../../../platform/use-case/index.ts'
import { Button, Buttons, Form, Section, Table } from '../../../ui/index.ts'
import type { Change } from '../model/change.ts'
import { decisionsOf, type DecisionShown, type RulesEdit } from '../model/edit-rules.ts'
import { Unreadable as NotRead } from '../model/edit-yaml.ts'
import { refusal } from '../model/refusals.ts'
import { tryDecision } from '../model/try-decision.ts'
import { Carried, type EditedPart } from './edit-part.tsx'
import { partPath, treeOf, type ReadDraft } from './frame.tsx'
import { Unreadable } from './passport-part.tsx'

const FILE = 'rules.dmn'
const cellName = (decision: string, rule: number, column: number) => `cell/${decision}/${rule}/${column}`

const shownOf = (draft: ReadDraft): DecisionShown[] | undefined => {
  try {
    return draft.files[FILE] === undefined ? [] : decisionsOf(draft.files[FILE])
  } catch (error) {
    if (error instanceof NotRead) return undefined
    throw error
  }
}

/** Decision tables as tables, each cell an input, with what they decide for the examples. */
export const rulesPart: EditedPart = {
  part: 'rules',
  files: () => [FILE],
  changes(posted, draft): Change[] {
    const edit = (made: RulesEdit): Change => ({ kind: 'rules', edit: made })
    const decision = posted.get('decision') ?? ''
    const [op, row] = (posted.get('op') ?? '').split(':') as [string, string | undefined]
    const found = (shownOf(draft) ?? []).find(({ name }) => name === decision)?.table
    if (!found) return []
    const problems: FieldProblem[] = []
    const cells = found.rules.flatMap((cells, rule) =>
      cells.flatMap((before, column): Change[] => {
        const name = cellName(decision, rule, column)
        const text = posted.get(name)?.trim()
        if (text === undefined || text === before) return []
        const wrong = faultOf(text, column < found.inputs.length)
        if (wrong) problems.push({ path: name, text: 'studio.refusal.feel', parameters: { message: wrong } })
        return [edit({ do: 'cell', decision, rule, column, text })]
      }),
    )
    if (problems.length > 0) throw new Refusal(refusal['not-done'], { problems })
    const rule = Number(row)
    if (op === 'add') return [...cells, edit({ do: 'add', decision, rule: found.rules.length })]
    if (op === 'remove' || op === 'up') return [...cells, edit({ do: op, decision, rule })]
    return cells
  },
  next: (posted, context) =>
    `${partPath(context.parameters['draft']!, 'rules')}#decision-${posted.get('decision') ?? ''}`,
  async body(context: PageContext<'country'>, draft, typed) {
    const { speech, world, now } = context
    const decisions = shownOf(draft)
    if (!decisions) return <Unreadable context={context} />
    const examples = treeOf(draft, 'examples.yaml')
    const tried = await tryDecision(draft.files[FILE], Array.isArray(examples) ? examples : [], world.country, now)
    return (
      <>
        <p>{decisions.length === 0 ? speech.t('studio.rules.none') : speech.t('studio.rules.lead')}</p>
        {decisions.map(({ name, description, table, expression }) => (
          <Section title={name} id={`decision-${name}`}>
            {description ? <p class="soft">{description}</p> : null}
            {table ? (
              <Form action={speech.path(partPath(draft.id, 'rules'))}>
                <Carried context={context} draft={draft} files={[FILE]} />
                <input type="hidden" name="decision" value={name} />
                <p class="small soft">{speech.t('studio.rules.policy', { policy: table.hitPolicy })}</p>
                <Table
                  caption={speech.t('studio.rules.table', { name })}
                  captionHidden
                  dense
                  rows={table.rules.map((cells, rule) => ({ cells, rule }))}
                  columns={[
                    { header: '№', number: true, cell: ({ rule }) => speech.number(rule + 1) },
                    ...[
                      ...table.inputs.map(({ label, expression: of }) => label || of),
                      ...table.outputs.map((output) => `→ ${output}`),
                    ].map((header, column) => ({
                      header,
                      cell: ({ cells, rule }: { cells: string[]; rule: number }) => {
                        const cell = cellName(name, rule, column)
                        const fault = typed.faults[cell]
                        return (
                          <>
                            <input
                              class="ds-input"
                              type="text"
                              name={cell}
                              id={cell}
                              aria-label={`${header}, ${rule + 1}`}
                              value={typed.values[cell] ?? cells[column] ?? ''}
                              {...(fault ? { 'aria-invalid': 'true' as const } : {})}
                            />
                            {fault ? <span class="small late">{fault}</span> : null}
                          </>
                        )
                      },
                    })),
                    {
                      header: speech.t('studio.rules.row'),
                      cell: ({ rule }: { rule: number }) => (
                        <div class="row">
                          {rule > 0 ? (
                            <Button look="tertiary" name="op" value={`up:${rule}`}>
                              {speech.t('studio.up')}
                              <span class="hidden-visually"> {rule + 1}</span>
                            </Button>
                          ) : null}
                          <Button look="tertiary" name="op" value={`remove:${rule}`}>
                            {speech.t('studio.remove')}
                            <span class="hidden-visually"> {rule + 1}</span>
                          </Button>
                        </div>
                      ),
                    },
                  ]}
                />
                <Buttons>
                  <Button name="op" value="save">
                    {speech.t('studio.save')}
                  </Button>
                  <Button look="secondary" name="op" value="add">
                    {speech.t('studio.rules.add')}
                  </Button>
                </Buttons>
              </Form>
            ) : (
              <p>
                <code>{expression ?? '…'}</code>{' '}
                <a href={speech.path(`${partPath(draft.id, 'source')}?file=${FILE}`)}>
                  {speech.t('studio.rules.in-file')}
                </a>
              </p>
            )}
            <Table
              caption={speech.t('studio.rules.tried')}
              stack
              rows={tried.filter(({ decision }) => decision === name)}
              columns={[
                { header: speech.t('studio.examples.example'), main: true, cell: ({ example }) => example },
                { header: speech.t('studio.rules.result'), cell: ({ result }) => <code>{result}</code> },
              ]}
            />
          </Section>
        ))}
      </>
    )
  },
}

/** What is wrong with a cell; undefined when it can be read. */
function faultOf(text: string, isTest: boolean): string | undefined {
  try {
    if (isTest) compileUnary(text)
    else compileFeel(text)
    return undefined
  } catch (error) {
    if (!(error instanceof FeelError)) throw error
    return error.message
  }
}
