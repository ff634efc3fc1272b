import { textKey } from '../../../../kernel/case/index.ts'
import type { Json, Variables } from '../../../../kernel/process/index.ts'
import type { Demand } from '../../../../kernel/rules/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import { Disclosure, SummaryList, Table, type SummaryRow } from '../../../../ui/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'
import { explainRules, type RulesExplained } from '../../use/explain-rules.ts'
import { answerText } from './answer-rows.tsx'
import { demandText, readRow, sayOr, valueText, type ReadRow, type Spoken } from './trace-words.ts'

type Rule = RulesExplained['rules'][number]
type Decision = NonNullable<Rule['decisions']>[number]
type TableOf = Decision['tables'][number]

/**
 * How the rules of a case came to their results, for whoever wants to know: folded, as tables that can be read aloud
 * and on a narrow screen.
 * Renders nothing where no rule has run that concerns the person who looks.
 */
export async function rulesTrace({
  context,
  service,
  application,
  variables,
  side,
}: {
  context: PageContext<'country'>
  service: RunnableService
  application: string
  variables: Variables
  side: 'office' | 'applicant'
}) {
  const { speech } = context
  const { rules } = await context.perform(explainRules, { application })
  if (rules.length === 0) return null
  const spoken: Spoken = { context, service, variables }
  return (
    <Disclosure summary={speech.t(side === 'office' ? 'trace.title' : 'trace.title-applicant')}>
      {rules.map((rule) => (
        <section class="stack" data-gap="small">
          <h3>{sayOr(spoken, textKey.stage(rule.element), rule.element)}</h3>
          <p class="soft small">{speech.t('trace.worked-out-at', { time: speech.dateTime(rule.at) })}</p>
          {rule.decisions ? (
            rule.decisions.map((decision, at) => (
              <DecisionWay
                spoken={spoken}
                item={decision}
                writes={at === rule.decisions!.length - 1 ? rule.writes : decision.decision}
              />
            ))
          ) : (
            <p>{speech.t('trace.changed')}</p>
          )}
        </section>
      ))}
    </Disclosure>
  )
}

const titleOf = (spoken: Spoken, decision: string): string => sayOr(spoken, textKey.decisionTitle(decision), decision)

/** One decision of the chain: what it read, which rows matched, what it came to. */
function DecisionWay({ spoken, item, writes }: { spoken: Spoken; item: Decision; writes: string }) {
  const { speech } = spoken.context
  const title = titleOf(spoken, item.decision)
  const reads = item.reads.map(({ path, value }) => readRow(spoken, path, value as Json))
  const results = resultRows(spoken, item, writes)
  return (
    <section class="stack" data-gap="small">
      <h4>{title}</h4>
      {item.requires.length > 0 ? (
        <p class="small">
          {speech.t('trace.rests-on', {
            decisions: item.requires.map((required) => titleOf(spoken, required)).join(', '),
          })}
        </p>
      ) : null}
      {item.withheld ? <p>{speech.t('trace.withheld')}</p> : null}
      {reads.length > 0 ? (
        <Table<ReadRow>
          caption={speech.t('trace.looked-at')}
          stack
          dense
          rows={reads}
          columns={[
            { header: speech.t('trace.what'), main: true, cell: (row) => row.name },
            { header: speech.t('trace.here'), cell: (row) => <span dir="auto">{row.value}</span> },
            { header: speech.t('trace.source'), cell: (row) => row.source },
          ]}
        />
      ) : null}
      {item.tables.map((table) => (
        <TableWay spoken={spoken} decision={item.decision} table={table} />
      ))}
      {results.length > 0 ? <SummaryList rows={results} /> : null}
    </section>
  )
}

interface Asked {
  label: string
  here: string
  asks: string
}

/**
 * The rows of a decision table that matched, each with what it asks of each input; without a match the inputs alone.
 */
function TableWay({ spoken, decision, table }: { spoken: Spoken; decision: string; table: TableOf }) {
  const { speech } = spoken.context
  const inputs = table.inputs.map((input) => ({
    label: sayOr(spoken, textKey.decisionInput(decision, input.id), input.label),
    say: sayerOf(spoken, input.expression),
    value: input.value as Json,
  }))
  const columns = [
    { header: speech.t('trace.condition'), main: true, cell: (row: Asked) => row.label },
    { header: speech.t('trace.here'), cell: (row: Asked) => <span dir="auto">{row.here}</span> },
  ]
  if (table.hits.length === 0)
    return (
      <Table<Asked>
        caption={speech.t('trace.no-row')}
        stack
        dense
        columns={columns}
        rows={inputs.map(({ label, say, value }) => ({ label, here: say(value), asks: '' }))}
      />
    )
  return (
    <>
      {table.hits.map((hit) => (
        <Table<Asked>
          caption={speech.t('trace.row', { row: hit.row, rows: table.rows })}
          note={`${table.policy === 'FIRST' && hit.row > 1 ? `${speech.t('trace.first')} ` : ''}${gives(spoken, hit.outputs as Json[])}`}
          stack
          dense
          columns={[...columns, { header: speech.t('trace.asks'), cell: (row) => row.asks }]}
          rows={inputs.map(({ label, say, value }, at) => ({
            label,
            here: say(value),
            asks: demandText(spoken, (hit.demands[at] ?? { kind: 'any' }) as Demand, say),
          }))}
        />
      ))}
    </>
  )
}

const gives = (spoken: Spoken, outputs: Json[]): string =>
  `${spoken.context.speech.t('trace.gives')}: ${outputs
    .filter((output) => output !== null)
    .map((output) => valueText(spoken, output))
    .join(' · ')}`

/** An input that is an answer of the form is said as the form says it. */
function sayerOf(spoken: Spoken, expression: string): (value: Json) => string {
  const id = /^answers\.(\w+)$/.exec(expression)?.[1]
  const field =
    id === undefined
      ? undefined
      : spoken.service.form?.pages.flatMap((page) => page.fields).find((candidate) => candidate.id === id)
  return (value) =>
    (field ? answerText(spoken.context, spoken.service, field, value, spoken.variables) : '') ||
    valueText(spoken, value)
}

/** What the decision came to, and what it worked out on the way, as far as the service has words for it. */
function resultRows(spoken: Spoken, decision: Decision, writes: string): SummaryRow[] {
  if (decision.withheld && decision.value === null) return []
  const value = decision.value as Json
  const named = (name: string, part: Json): SummaryRow[] =>
    spoken.service.has(`rules.${writes}.${name}`)
      ? [{ key: sayOr(spoken, `rules.${writes}.${name}`, name), value: valueText(spoken, part) }]
      : []
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return Object.entries(value).flatMap(([name, part]) => named(name, part))
  return [
    ...decision.entries.flatMap(({ name, value: part }) => named(name, part as Json)),
    ...(decision.tables.length > 0
      ? []
      : [{ key: spoken.context.speech.t('trace.gives'), value: valueText(spoken, value) }]),
  ]
}
