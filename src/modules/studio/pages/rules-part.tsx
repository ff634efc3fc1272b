import {
  compileUnary,
  compileFeel,
  coverTable,
  FeelError,
  type Covered,
  type TableCover,
} from '../../../kernel/rules/index.ts'
import type { PageContext, Typed } from '../../../platform/http/index.ts'
import type { Speech } from '../../../platform/i18n/index.ts'
import { Refusal, type FieldProblem } from '../../../platform/use-case/index.ts'
import { Button, Buttons, Field, Form, Notice, Section, Table, uiWords } from '../../../ui/index.ts'
import { RULE_EXAMPLES } from '../../catalogue/index.ts'
import type { Change } from '../model/change.ts'
import { decisionsOf, HIT_POLICIES, type DecisionShown, type RulesEdit } from '../model/edit-rules.ts'
import { Unreadable as NotRead } from '../model/edit-yaml.ts'
import { refusal } from '../model/refusals.ts'
import { triedRows, tryDecision } from '../model/try-decision.ts'
import { Carried, type EditedPart } from './edit-part.tsx'
import { FEEL_SCRIPT, FeelMarks } from './feel-page.tsx'
import { partPath, treeOf, type ReadDraft } from './frame.tsx'
import { Unreadable } from './passport-part.tsx'
import { rowChanges, rowsOf, RuleRows } from './rule-rows.tsx'
import { NewDecision, RuleShape, shapeEdits } from './rule-shape.tsx'

const FILE = 'rules.dmn'
const cellName = (decision: string, rule: number, column: number) => `cell/${decision}/${rule}/${column}`

/** Numbers of the rows that were pasted below the last one. */
function pastedRows(decision: string, last: number, has: (name: string) => boolean): number[] {
  const rows: number[] = []
  for (let rule = last; has(cellName(decision, rule, 0)); rule++) rows.push(rule)
  return rows
}

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
  files: () => [FILE, RULE_EXAMPLES],
  changes(posted, draft, context): Change[] {
    const edit = (made: RulesEdit): Change => ({ kind: 'rules', edit: made })
    const own = rowChanges(posted, draft, shownOf(draft) ?? [], context.now)
    if (own) return own
    const shape = shapeEdits(posted, shownOf(draft) ?? [])
    if (shape) return shape.map(edit)
    const decision = posted.get('decision') ?? ''
    const [op, row] = (posted.get('op') ?? '').split(':') as [string, string | undefined]
    const shown = (shownOf(draft) ?? []).find(({ name }) => name === decision)
    const found = shown?.table
    if (shown && !found) return expressionEdits(shown, posted).map(edit)
    if (!found) return []
    const problems: FieldProblem[] = []
    const policy = HIT_POLICIES.find((each) => each === posted.get('policy'))
    const chosen = policy && policy !== found.hitPolicy ? [edit({ do: 'policy', decision, policy })] : []
    /** What a cell was changed to. */
    const changed = (rule: number, column: number, before: string): string | undefined => {
      const name = cellName(decision, rule, column)
      const text = posted.get(name)?.trim()
      if (text === undefined || text === before) return undefined
      const wrong = faultOf(text, column < found.inputs.length)
      if (wrong) problems.push({ path: name, text: 'studio.refusal.feel', parameters: { message: wrong } })
      return text
    }
    const rule = Number(row)
    // what is wrong in a row that goes is no fault
    const goes = op === 'remove' ? rule : undefined
    const cells = found.rules.flatMap((cells, rule) =>
      (rule === goes ? [] : cells).flatMap((before, column): Change[] => {
        const text = changed(rule, column, before)
        return text === undefined ? [] : [edit({ do: 'cell', decision, rule, column, text })]
      }),
    )
    const width = found.inputs.length + found.outputs.length
    const pasted = pastedRows(decision, found.rules.length, (name) => posted.has(name)).filter((rule) => rule !== goes)
    const rows = pasted.map((rule) => {
      const said = Array.from({ length: width }, (_, column) => changed(rule, column, '') ?? '')
      return edit({ do: 'add', decision, rule, cells: said })
    })
    if (problems.length > 0) throw new Refusal(refusal['not-done'], { problems })
    const done = [...chosen, ...cells, ...rows]
    if (op === 'add') return [...done, edit({ do: 'add', decision, rule: found.rules.length + rows.length })]
    if (op === 'up' || (op === 'remove' && rule < found.rules.length))
      return [...done, edit({ do: op, decision, rule })]
    return done
  },
  scripts: ['rules-grid.js', FEEL_SCRIPT],
  next: (posted, context) =>
    `${partPath(context.parameters['draft']!, 'rules')}#decision-${posted.get('decision') ?? posted.get('new-name') ?? ''}`,
  async body(context: PageContext<'country'>, draft, typed) {
    const { speech, world, now } = context
    const decisions = shownOf(draft)
    if (!decisions) return <Unreadable context={context} />
    const examples = treeOf(draft, 'examples.yaml')
    const tried = await tryDecision(draft.files[FILE], Array.isArray(examples) ? examples : [], world.country, now)
    const own = await triedRows(draft.files[FILE], rowsOf(draft) ?? [], world.country)
    return (
      <>
        <FeelMarks
          context={context}
          draft={draft}
          fields={decisions.flatMap(({ name, table }) => [
            ...(table ? [{ name: `cell/${name}/`, tests: table.inputs.length }] : []),
            ...['entry', 'expression', 'new-text', 'of', 'new-of', 'row-answer', 'row-expect'].map((each) => ({
              name: `${each}/${name}`,
            })),
          ])}
        />
        <p>{decisions.length === 0 ? speech.t('studio.rules.none') : speech.t('studio.rules.lead')}</p>
        {decisions
          .map((shown) => ({ shown, ...shown }))
          .map(({ shown, name, description, table }) => (
            <Section title={name} id={`decision-${name}`}>
              {description ? <p class="soft">{description}</p> : null}
              {table ? (
                <Form action={speech.path(partPath(draft.id, 'rules'))}>
                  <Carried context={context} draft={draft} files={[FILE]} />
                  <input type="hidden" name="decision" value={name} />
                  <Field
                    kind="choice"
                    asList
                    name="policy"
                    id={`policy-${name}`}
                    label={speech.t('studio.rules.how-chosen')}
                    value={(typed.values['decision'] === name ? typed.values['policy'] : undefined) ?? table.hitPolicy}
                    options={HIT_POLICIES.map((policy) => ({
                      value: policy,
                      text: `${policy}: ${speech.t(`studio.rules.policies.${policy.toLowerCase().replace(' ', '-')}`)}`,
                    }))}
                    words={uiWords(speech.t)}
                  />
                  <div data-grid>
                    <Table
                      caption={speech.t('studio.rules.table', { name })}
                      captionHidden
                      dense
                      rows={[
                        ...table.rules,
                        ...pastedRows(name, table.rules.length, (cell) => cell in typed.values).map(() => []),
                      ].map((cells: string[], rule) => ({ cells, rule }))}
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
                  </div>
                  <Cover speech={speech} table={table} />
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
                <Expressions context={context} draft={draft} decision={shown} typed={typed} />
              )}
              <RuleShape context={context} draft={draft} shown={shown} typed={typed} />
              {table || expressionsOf(shown).length > 0 ? null : (
                <p>
                  <a href={speech.path(`${partPath(draft.id, 'source')}?file=${FILE}`)}>
                    {speech.t('studio.rules.in-file')}
                  </a>
                </p>
              )}
              {shown.within === undefined ? (
                <RuleRows context={context} draft={draft} shown={shown} typed={typed} tried={own} />
              ) : null}
              {shown.within === undefined ? (
                <Table
                  caption={speech.t('studio.rules.tried')}
                  stack
                  rows={tried.filter(({ decision }) => decision === name)}
                  columns={[
                    { header: speech.t('studio.examples.example'), main: true, cell: ({ example }) => example },
                    { header: speech.t('studio.rules.result'), cell: ({ result }) => <code>{result}</code> },
                  ]}
                />
              ) : null}
            </Section>
          ))}
        <NewDecision context={context} draft={draft} typed={typed} />
      </>
    )
  },
}

/** What a decision without a table is worked out by: each expression with the name of its field and how it is called. */
const expressionsOf = ({ name, expression, entries }: DecisionShown) => [
  ...(expression === undefined
    ? []
    : [{ field: `expression/${name}`, name: undefined, entry: undefined, text: expression }]),
  ...entries.flatMap((entry, at) =>
    entry.text === undefined ? [] : [{ field: `entry/${name}/${at}`, name: entry.name, entry: at, text: entry.text }],
  ),
]

/** @throws Refusal naming every field that is no FEEL */
function expressionEdits(shown: DecisionShown, posted: URLSearchParams): RulesEdit[] {
  const problems: FieldProblem[] = []
  const edits = expressionsOf(shown).flatMap(({ field, entry, text }): RulesEdit[] => {
    const said = posted.get(field)?.trim().replaceAll('\r\n', '\n')
    if (said === undefined || said === text) return []
    const wrong = faultOf(said, false)
    if (wrong) problems.push({ path: field, text: 'studio.refusal.feel', parameters: { message: wrong } })
    return [
      entry === undefined
        ? { do: 'expression', decision: shown.name, text: said }
        : { do: 'entry', decision: shown.name, entry, text: said },
    ]
  })
  if (problems.length > 0) throw new Refusal(refusal['not-done'], { problems })
  return edits
}

/** A decision that is worked out by an expression, or by several with a name each (a boxed context). */
function Expressions({
  context,
  draft,
  decision,
  typed,
}: {
  context: PageContext<any>
  draft: ReadDraft
  decision: DecisionShown
  typed: Typed
}) {
  const { speech } = context
  const fields = expressionsOf(decision)
  if (fields.length === 0) return null
  return (
    <Form action={speech.path(partPath(draft.id, 'rules'))}>
      <Carried context={context} draft={draft} files={[FILE]} />
      <input type="hidden" name="decision" value={decision.name} />
      {fields.map(({ field, name, text }) => (
        <Field
          kind="textarea"
          name={field}
          label={name === '' ? speech.t('studio.rules.result') : (name ?? speech.t('studio.rules.expression'))}
          value={typed.values[field] ?? text}
          error={typed.faults[field]}
          words={uiWords(speech.t)}
        />
      ))}
      <Buttons>
        <Button look="secondary" name="op" value="save">
          {speech.t('studio.save')}
        </Button>
      </Buttons>
    </Form>
  )
}

/** What no row takes, and what more than one does. */
function Cover({ speech, table }: { speech: Speech; table: NonNullable<DecisionShown['table']> }) {
  const say = (key: string, values: Record<string, string | number> = {}) => speech.t(`studio.rules.${key}`, values)
  let cover: TableCover
  try {
    cover = coverTable(table.rules.map((rule) => rule.slice(0, table.inputs.length)))
  } catch (error) {
    // a cell that can't be read is told beside it
    if (error instanceof FeelError) return null
    throw error
  }
  const words = ({ values }: Covered) =>
    values
      .flatMap((value, at) =>
        value === '–'
          ? []
          : [
              `${table.inputs[at]!.label || table.inputs[at]!.expression} ${/^[<>]/.test(value) ? value : `= ${value}`}`,
            ],
      )
      .join(', ') || say('anything')
  const rows = (rules: readonly number[]) => rules.map((rule) => speech.number(rule + 1)).join(', ')
  // where several rows may hold, those that do are no fault
  const overlaps = table.hitPolicy === 'UNIQUE' || table.hitPolicy === 'ANY' ? cover.overlaps : []
  if (cover.gaps.length === 0 && overlaps.length === 0)
    return <p class="small soft">{say(cover.whole ? 'covered' : 'not-looked')}</p>
  return (
    <Notice title={say('cover')} tone="waits">
      <ul>
        {cover.gaps.map((gap) => (
          <li>{say('gap', { values: words(gap) })}</li>
        ))}
        {overlaps.map((overlap) => (
          <li>{say('overlap', { values: words(overlap), rows: rows(overlap.rules) })}</li>
        ))}
      </ul>
      {cover.whole ? null : <p>{say('not-looked')}</p>}
    </Notice>
  )
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
