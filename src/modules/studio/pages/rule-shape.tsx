import { compileFeel, compileUnary, FeelError } from '../../../kernel/rules/index.ts'
import type { PageContext, Typed } from '../../../platform/http/index.ts'
import { Refusal, type FieldProblem } from '../../../platform/use-case/index.ts'
import { Button, Buttons, Disclosure, Field, Form, uiWords } from '../../../ui/index.ts'
import { AGGREGATIONS, type ShapeEdit } from '../model/edit-rule-shape.ts'
import type { DecisionShown } from '../model/edit-rules.ts'
import { refusal } from '../model/refusals.ts'
import { Carried } from './edit-part.tsx'
import { partPath, type ReadDraft } from './frame.tsx'

const FILE = 'rules.dmn'
/** What begins the ops of these forms. */
const OPS = /^(columns|(?:remove|move)-column|entries|(?:remove|move)-entry|new-decision)(?::(\d+))?$/
const IS_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,99}$/

/**
 * What a sent form changes of the columns and names of a decision; undefined for a form that is about something else.
 * @throws Refusal naming each field that is no name or no FEEL
 */
export function shapeEdits(posted: URLSearchParams, decisions: readonly DecisionShown[]): ShapeEdit[] | undefined {
  const [, op, number] = OPS.exec(posted.get('op') ?? '') ?? []
  if (op === undefined) return undefined
  const problems: FieldProblem[] = []
  const given = (field: string) => posted.get(field)?.trim().replaceAll('\r\n', '\n') ?? ''
  const feel = (field: string): string => {
    try {
      compileFeel(given(field))
    } catch (error) {
      if (!(error instanceof FeelError)) throw error
      problems.push({ path: field, text: 'studio.refusal.feel', parameters: { message: error.message } })
    }
    return given(field)
  }
  const tests = (field: string): string => {
    try {
      compileUnary(given(field))
    } catch (error) {
      if (!(error instanceof FeelError)) throw error
      problems.push({ path: field, text: 'studio.refusal.feel', parameters: { message: error.message } })
    }
    return given(field)
  }
  const name = (field: string, taken: readonly string[]): string => {
    if (!IS_NAME.test(given(field))) problems.push({ path: field, text: 'studio.refusal.rule-name' })
    else if (taken.includes(given(field))) problems.push({ path: field, text: 'studio.refusal.name-taken' })
    return given(field)
  }
  const decision = given('decision')
  const shown = decisions.find((each) => each.name === decision)
  const edits: ShapeEdit[] = []
  if (op === 'new-decision') {
    edits.push({
      do: 'new-decision',
      decision: name(
        'new-name',
        decisions.map((each) => each.name),
      ),
      kind: given('new-kind') === 'context' ? 'context' : 'table',
      expression: feel('new-expression'),
      result: name('new-result', []),
    })
  } else if (op === 'remove-column' || op === 'move-column') edits.push({ do: op, decision, column: Number(number) })
  else if (op === 'remove-entry' || op === 'move-entry') edits.push({ do: op, decision, entry: Number(number) })
  else if (op === 'entries' && shown) {
    const names = shown.entries.map((entry) => entry.name)
    for (const [entry, { name: before }] of shown.entries.entries()) {
      const field = `name/${decision}/${entry}`
      if (before === '' || !posted.has(field) || given(field) === before) continue
      edits.push({ do: 'rename-entry', decision, entry, name: name(field, names) })
    }
    if (given(`new-name/${decision}`) !== '' || given(`new-text/${decision}`) !== '')
      edits.push({
        do: 'add-entry',
        decision,
        name: name(`new-name/${decision}`, names),
        text: feel(`new-text/${decision}`),
      })
  } else if (op === 'columns' && shown?.table) {
    const { inputs, outputs, outputValues, aggregation } = shown.table
    const sum = AGGREGATIONS.find((each) => each === given('aggregation'))
    if (posted.has('aggregation') && sum !== undefined && sum !== aggregation)
      edits.push({ do: 'aggregation', decision, aggregation: sum })
    for (const [column, { label, expression }] of inputs.entries()) {
      const [called, of] = [`label/${decision}/${column}`, `of/${decision}/${column}`]
      const more = {
        ...(posted.has(called) && given(called) !== label ? { label: given(called) } : {}),
        ...(posted.has(of) && given(of) !== expression ? { expression: feel(of) } : {}),
      }
      if (Object.keys(more).length > 0) edits.push({ do: 'column', decision, column, ...more })
    }
    for (const [at, before] of outputValues.entries()) {
      const field = `values/${decision}/${at}`
      if (!posted.has(field) || given(field) === before) continue
      const values = given(field) === '' ? '' : tests(field)
      edits.push({ do: 'column', decision, column: inputs.length + at, values })
    }
    for (const [at, before] of outputs.entries()) {
      const field = `output/${decision}/${at}`
      if (!posted.has(field) || given(field) === before) continue
      edits.push({ do: 'column', decision, column: inputs.length + at, name: name(field, outputs) })
    }
    if (given(`new-of/${decision}`) !== '')
      edits.push({
        do: 'add-input',
        decision,
        expression: feel(`new-of/${decision}`),
        label: given(`new-label/${decision}`),
      })
    if (given(`new-output/${decision}`) !== '')
      edits.push({ do: 'add-output', decision, name: name(`new-output/${decision}`, outputs) })
  }
  if (problems.length > 0) throw new Refusal(refusal['not-done'], { problems })
  return edits
}

interface ShapeProps {
  context: PageContext<'country'>
  draft: ReadDraft
  shown: DecisionShown
  typed: Typed
}

/** What a decision is made of: columns of a table, or names with expressions. */
export function RuleShape({ context, draft, shown, typed }: ShapeProps) {
  const { speech } = context
  const { name, table, entries } = shown
  if (!table && entries.length === 0) return null
  const here = typed.values['decision'] === name && OPS.test(typed.values['op'] ?? '')
  const text = (field: string, label: string, value: string, more: { optional?: true; hint?: string } = {}) => (
    <Field
      kind="text"
      name={field}
      label={label}
      value={(here ? typed.values[field] : undefined) ?? value}
      error={here ? typed.faults[field] : undefined}
      words={uiWords(speech.t)}
      {...more}
    />
  )
  const press = (op: string, word: 'remove' | 'up', about: string) => (
    <Button look="tertiary" name="op" value={op}>
      {speech.t(`studio.${word}`)}
      <span class="hidden-visually"> {about}</span>
    </Button>
  )
  /** Buttons that move a column or a name before the one above it, and take it out. */
  const placed = (what: 'column' | 'entry', at: number, about: string, may: { move: boolean; remove: boolean }) =>
    may.move || may.remove ? (
      <div class="row">
        {may.move ? press(`move-${what}:${at}`, 'up', about) : null}
        {may.remove ? press(`remove-${what}:${at}`, 'remove', about) : null}
      </div>
    ) : null
  const say = (key: string, values: Record<string, string | number> = {}) => speech.t(`studio.rules.${key}`, values)
  return (
    <Disclosure summary={say(table ? 'columns' : 'names')} open={here}>
      <Form action={speech.path(partPath(draft.id, 'rules'))}>
        <Carried context={context} draft={draft} files={[FILE]} />
        <input type="hidden" name="decision" value={name} />
        {table ? (
          <>
            {table.hitPolicy === 'COLLECT' ? (
              <Field
                kind="choice"
                asList
                name="aggregation"
                id={`aggregation-${name}`}
                label={say('aggregation')}
                value={(here ? typed.values['aggregation'] : undefined) ?? table.aggregation}
                options={AGGREGATIONS.map((each) => ({
                  value: each,
                  text: say(`aggregations.${each === '' ? 'list' : each.toLowerCase()}`),
                }))}
                words={uiWords(speech.t)}
              />
            ) : null}
            {table.inputs.map(({ label, expression }, at) => (
              <div class="stack">
                {text(`of/${name}/${at}`, say('input', { number: at + 1 }), expression)}
                {text(`label/${name}/${at}`, say('label', { number: at + 1 }), label, { optional: true })}
                {placed('column', at, label || expression, { move: at > 0, remove: table.inputs.length > 1 })}
              </div>
            ))}
            {table.outputs.map((output, at) => (
              <div class="stack">
                {text(`output/${name}/${at}`, say('output', { number: at + 1 }), output)}
                {text(`values/${name}/${at}`, say('values', { number: at + 1 }), table.outputValues[at] ?? '', {
                  optional: true,
                  hint: say('values-hint', { example: '"high", "low"', policies: 'PRIORITY, OUTPUT ORDER' }),
                })}
                {placed('column', table.inputs.length + at, output, { move: at > 0, remove: table.outputs.length > 1 })}
              </div>
            ))}
            {text(`new-of/${name}`, say('new-input'), '', {
              optional: true,
              hint: say('new-input-hint', { example: 'answers.age' }),
            })}
            {text(`new-label/${name}`, say('new-label'), '', { optional: true })}
            {text(`new-output/${name}`, say('new-output'), '', { optional: true })}
          </>
        ) : (
          <>
            {entries.map((entry, at) =>
              entry.name === '' ? null : (
                <div class="stack">
                  {text(`name/${name}/${at}`, say('name', { number: at + 1 }), entry.name)}
                  {placed('entry', at, entry.name, {
                    move: at > 0 && entries[at - 1]!.name !== '',
                    remove: entries.length > 1,
                  })}
                </div>
              ),
            )}
            {text(`new-name/${name}`, say('new-name'), '', { optional: true })}
            {text(`new-text/${name}`, say('new-text'), '', { optional: true })}
          </>
        )}
        <Buttons>
          <Button look="secondary" name="op" value={table ? 'columns' : 'entries'}>
            {speech.t('studio.save')}
          </Button>
        </Buttons>
      </Form>
    </Disclosure>
  )
}

/** The form that begins a decision. */
export function NewDecision({ context, draft, typed }: Omit<ShapeProps, 'shown'>) {
  const { speech } = context
  const here = typed.values['op'] === 'new-decision'
  const say = (key: string, values: Record<string, string> = {}) => speech.t(`studio.rules.${key}`, values)
  const text = (field: string, label: string, hint: string) => (
    <Field
      kind="text"
      name={field}
      label={say(label)}
      hint={hint}
      value={(here ? typed.values[field] : undefined) ?? ''}
      error={here ? typed.faults[field] : undefined}
      words={uiWords(speech.t)}
    />
  )
  return (
    <Disclosure summary={say('begin')} open={here}>
      <Form action={speech.path(partPath(draft.id, 'rules'))}>
        <Carried context={context} draft={draft} files={[FILE]} />
        {text('new-name', 'begin-name', say('begin-name-hint', { example: 'entitled' }))}
        <Field
          kind="choice"
          name="new-kind"
          label={say('begin-kind')}
          value={(here ? typed.values['new-kind'] : undefined) ?? 'table'}
          options={['table', 'context'].map((kind) => ({ value: kind, text: say(`begin-kinds.${kind}`) }))}
          words={uiWords(speech.t)}
        />
        {text('new-expression', 'begin-expression', say('begin-expression-hint', { example: 'answers.age' }))}
        {text('new-result', 'begin-result', say('begin-result-hint', { example: 'outcome' }))}
        <Buttons>
          <Button look="secondary" name="op" value="new-decision">
            {say('begin')}
          </Button>
        </Buttons>
      </Form>
    </Disclosure>
  )
}
