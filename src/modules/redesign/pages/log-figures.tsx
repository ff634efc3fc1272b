import type { Child } from '../../../kernel/markup/index.ts'
import { timesText } from '../../../kernel/simulation/index.ts'
import type { Speech } from '../../../platform/i18n/index.ts'
import { FactsBox, Notice, Section, Table } from '../../../ui/index.ts'
import { Diagram, type Drawing, type Mark } from '../../process/index.ts'
import type { LookedAt } from '../model/look-at-log.ts'
import { Graphs, Ways } from './log-ways.tsx'
import { DottedChart } from './dotted-chart.tsx'

export interface LogFiguresProps {
  speech: Speech
  looked: LookedAt
  /** The service's model. */
  drawing: Drawing
  graphs: readonly (LookedAt['graphs'][number] & { drawing: Drawing })[]
  /** What people call a body of the model. */
  nameOf(office: string): string
  /** Where what was measured is taken along; null for who designs nothing. */
  keep: Child
}

/** What a log tells: every drawing has a table that says the same. */
export function LogFigures({ speech, looked, drawing, graphs, keep, nameOf }: LogFiguresProps) {
  const { mined } = looked
  const say = (key: string, values: Record<string, string | number> = {}) => speech.t(`redesign.log.${key}`, values)
  const days = (seconds: number | null | undefined) =>
    seconds === null || seconds === undefined ? '–' : speech.number(Math.round((seconds / 86_400) * 100) / 100)
  const share = (part: number, whole: number) => speech.percent(part / Math.max(1, whole), 1)
  return (
    <>
      <FactsBox
        facts={[
          { name: say('cases'), value: speech.number(mined.cases) },
          { name: say('events'), value: speech.number(mined.events) },
          { name: say('variants'), value: speech.number(mined.variants) },
          {
            name: say('days'),
            value: days(mined.duration.p50),
            note: say('days-95', { days: days(mined.duration.p95) }),
          },
          { name: say('hand-overs'), value: speech.number(mined.handOvers) },
        ]}
      />
      <Fit speech={speech} looked={looked} />
      <Section title={say('heat')}>
        <Diagram
          drawing={drawing}
          marks={heatOf(looked, speech)}
          label={say('heat-label')}
          name="size-heat"
          words={{
            zoom: speech.t('process.zoom'),
            whole: speech.t('process.zoom-whole'),
            legend: { heat: say('heat-legend'), badge: say('heat-badge') },
          }}
        />
        <Table
          stack
          caption={say('steps')}
          note={say('shape-note')}
          rows={drawing.elements.filter(({ id }) => looked.steps.has(id))}
          columns={[
            { header: speech.t('redesign.step'), main: true, cell: ({ id, name }) => name || id },
            { header: say('done'), number: true, cell: ({ id }) => speech.number(looked.steps.get(id)!.done) },
            {
              header: say('days-before'),
              number: true,
              cell: ({ id }) => days((looked.steps.get(id)!.minutes ?? Number.NaN) * 60 || null),
            },
            {
              header: say('shape'),
              cell: ({ id }) => {
                const fitted = looked.steps.get(id)!.times
                return fitted ? <code>{timesText(fitted.times)}</code> : '–'
              },
            },
            {
              header: say('distance'),
              number: true,
              cell: ({ id }) => {
                const fitted = looked.steps.get(id)!.times
                return fitted ? speech.percent(fitted.distance) : '–'
              },
            },
          ]}
        />
      </Section>
      <Ways {...{ speech, looked, graphs, nameOf, days, share }} />
      <Section title={say('follows')}>
        <Graphs speech={speech} looked={looked} graphs={graphs} />
        <Table
          caption={say('follows-caption')}
          rows={mined.directlyFollows.slice(0, 100)}
          columns={[
            { header: say('from'), main: true, cell: ({ from }) => from },
            { header: say('to'), cell: ({ to }) => to },
            { header: say('count'), number: true, cell: ({ count }) => speech.number(count) },
            { header: say('days-median'), number: true, cell: ({ waiting }) => days(waiting.p50) },
            { header: say('days-95th'), number: true, cell: ({ waiting }) => days(waiting.p95) },
          ]}
        />
      </Section>
      {keep}
      <DottedChart speech={speech} looked={looked} />
      {mined.rework.length > 0 ? (
        <Section title={say('rework')}>
          <Table
            caption={say('rework-caption')}
            rows={mined.rework}
            columns={[
              { header: speech.t('redesign.step'), main: true, cell: ({ activity }) => activity },
              { header: say('cases'), number: true, cell: ({ cases }) => speech.number(cases) },
              { header: say('again'), number: true, cell: ({ repetitions }) => speech.number(repetitions) },
            ]}
          />
        </Section>
      ) : null}
    </>
  )
}

/** How well the log fits the model, and where it does not. */
function Fit({ speech, looked: { conformance, mined } }: { speech: Speech; looked: LookedAt }) {
  const say = (key: string, values: Record<string, string | number> = {}) => speech.t(`redesign.log.${key}`, values)
  if ('why' in conformance)
    return (
      <Notice title={say('fit')} tone="refused">
        {say('fit-none')}
      </Notice>
    )
  const percent = speech.number(Math.round(conformance.fitness * 1000) / 10)
  const rows = [
    ...conformance.skipped.map(({ name, cases }) => ({ name, cases, what: say('skipped') })),
    ...conformance.unexpected.map(({ activity, cases }) => ({ name: activity, cases, what: say('unexpected') })),
  ].sort((first, second) => second.cases - first.cases)
  return (
    <Section title={say('fit')}>
      <p>
        {say(conformance.exact ? 'fit-exact' : 'fit-at-least', {
          percent,
          fitting: speech.number(conformance.fittingCases),
          cases: speech.number(mined.cases),
        })}
      </p>
      {rows.length === 0 ? null : (
        <Table
          caption={say('deviations')}
          stack
          rows={rows.slice(0, 50)}
          columns={[
            { header: speech.t('redesign.step'), main: true, cell: ({ name }) => name },
            { header: say('what'), cell: ({ what }) => what },
            { header: say('cases'), number: true, cell: ({ cases }) => speech.number(cases) },
          ]}
        />
      )}
    </Section>
  )
}

/** The longer cases were on the way to a step, the darker it is. */
function heatOf({ steps }: LookedAt, speech: Speech): Map<string, Mark> {
  const most = Math.max(1, ...[...steps.values()].map(({ minutes }) => minutes ?? 0))
  return new Map(
    [...steps].map(([id, { done, minutes }]) => [id, { badge: speech.number(done), heat: (minutes ?? 0) / most }]),
  )
}
