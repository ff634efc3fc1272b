import { isDeepStrictEqual } from 'node:util'
import { FeelError } from '../../../kernel/rules/index.ts'
import type { PageContext, Typed } from '../../../platform/http/index.ts'
import { Refusal, type FieldProblem } from '../../../platform/use-case/index.ts'
import { Button, Buttons, Disclosure, Field, Form, Table, Tag, uiWords } from '../../../ui/index.ts'
import { RULE_EXAMPLES, RuleExamples, type RuleExample } from '../../catalogue/index.ts'
import type { Change } from '../model/change.ts'
import type { DecisionShown } from '../model/edit-rules.ts'
import { refusal } from '../model/refusals.ts'
import { answersIn, rowAdded, rowRemoved, valueIn } from '../model/rule-rows.ts'
import type { triedRows } from '../model/try-decision.ts'
import { Carried } from './edit-part.tsx'
import { partPath, treeOf, type ReadDraft } from './frame.tsx'

/** Rows of a draft by which its decisions are tried; undefined where the file can't be read. */
export function rowsOf(draft: ReadDraft): RuleExample[] | undefined {
  if (draft.files[RULE_EXAMPLES] === undefined) return []
  return RuleExamples.safeParse(treeOf(draft, RULE_EXAMPLES)).data
}

const answersOf = ({ table, entries, expression }: DecisionShown): string[] =>
  answersIn([
    ...(table?.inputs.map((input) => input.expression) ?? []),
    ...(table?.rules.flat() ?? []),
    ...entries.flatMap(({ text }) => text ?? []),
    expression ?? '',
  ])

/**
 * What a sent form changes of these rows; undefined for a form about something else.
 * @throws Refusal naming what is no value
 */
export function rowChanges(
  posted: URLSearchParams,
  draft: ReadDraft,
  decisions: readonly DecisionShown[],
  now: string,
): Change[] | undefined {
  const [, op, at] = /^(new-row|remove-row)(?::(\d+))?$/.exec(posted.get('op') ?? '') ?? []
  const rows = rowsOf(draft)
  if (op === undefined || !rows) return undefined
  if (op === 'remove-row') return rows[Number(at)] ? [rowRemoved(Number(at), rows.length)] : []
  const shown = decisions.find(({ name }) => name === posted.get('decision'))
  if (!shown) return []
  const problems: FieldProblem[] = []
  const value = (path: string): RuleExample['expect'] => {
    try {
      return valueIn(posted.get(path)?.trim() ?? '', now)
    } catch (error) {
      if (!(error instanceof FeelError)) throw error
      problems.push({ path, text: 'studio.refusal.feel', parameters: { message: error.message } })
      return null
    }
  }
  const answers = Object.fromEntries(
    answersOf(shown).flatMap((name) => {
      const path = `row-answer/${shown.name}/${name}`
      return posted.get(path)?.trim() ? [[name, value(path)]] : []
    }),
  )
  const row = { decision: shown.name, answers, expect: value(`row-expect/${shown.name}`) }
  if (problems.length > 0) throw new Refusal(refusal['not-done'], { problems })
  return [rowAdded(row, rows.length)]
}

/** Rows of one's own for a decision: what is answered, what has to come out, and what does. */
export function RuleRows({
  context,
  draft,
  shown,
  typed,
  tried,
}: {
  context: PageContext<'country'>
  draft: ReadDraft
  shown: DecisionShown
  typed: Typed
  tried: Awaited<ReturnType<typeof triedRows>>
}) {
  const { speech } = context
  const say = (key: string) => speech.t(`studio.rules.rows.${key}`)
  const action = speech.path(partPath(draft.id, 'rules'))
  const here = typed.values['op'] === 'new-row' && typed.values['decision'] === shown.name
  const text = (name: string, label: string, optional = false) => (
    <Field
      kind="text"
      name={name}
      label={label}
      {...(optional ? { optional: true } : {})}
      value={(here ? typed.values[name] : undefined) ?? ''}
      error={here ? typed.faults[name] : undefined}
      words={uiWords(speech.t)}
    />
  )
  const own = tried.filter(({ row }) => row.decision === shown.name)
  return (
    <>
      {own.length === 0 ? null : (
        <Form action={action}>
          <Carried context={context} draft={draft} files={[RULE_EXAMPLES]} />
          <Table
            caption={say('title')}
            stack
            rows={own}
            columns={[
              { header: say('answers'), main: true, cell: ({ row }) => <code>{JSON.stringify(row.answers)}</code> },
              { header: say('expect'), cell: ({ row }) => <code>{JSON.stringify(row.expect)}</code> },
              {
                header: speech.t('studio.rules.result'),
                cell: ({ row, result }) => (
                  <>
                    <code>{JSON.stringify(result)}</code>{' '}
                    {isDeepStrictEqual(result, row.expect) ? (
                      <Tag tone="done">{speech.t('studio.examples.good')}</Tag>
                    ) : (
                      <Tag tone="refused">{speech.t('studio.examples.other')}</Tag>
                    )}
                  </>
                ),
              },
              {
                header: speech.t('studio.rules.row'),
                cell: ({ at }) => (
                  <Button look="tertiary" name="op" value={`remove-row:${at}`}>
                    {speech.t('studio.remove')}
                    <span class="hidden-visually"> {at + 1}</span>
                  </Button>
                ),
              },
            ]}
          />
        </Form>
      )}
      <Disclosure summary={say('add')} open={here}>
        <Form action={action}>
          <Carried context={context} draft={draft} files={[RULE_EXAMPLES]} />
          <input type="hidden" name="decision" value={shown.name} />
          <p class="small soft">
            {speech.t('studio.rules.rows.hint', { example: '5, "own", true, {met: true, amount: 100}' })}
          </p>
          {answersOf(shown).map((name) => text(`row-answer/${shown.name}/${name}`, `answers.${name}`, true))}
          {text(`row-expect/${shown.name}`, say('expect'))}
          <Buttons>
            <Button look="secondary" name="op" value="new-row">
              {say('add')}
            </Button>
          </Buttons>
        </Form>
      </Disclosure>
    </>
  )
}
