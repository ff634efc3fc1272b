import type { Mined } from '../../../kernel/mining/index.ts'
import type { PageContext } from '../../../platform/http/index.ts'
import type { Speech } from '../../../platform/i18n/index.ts'
import { Notice, Section, Table } from '../../../ui/index.ts'
import { DEMO, intervalOf, type Plan, type Replicated } from '../model/replicate.ts'
import type { WaySimulated } from '../model/simulate-apart.ts'

/** What the ways are called. */
export const WAY_NAMES: Readonly<Record<string, string>> = {
  before: 'redesign.way.before',
  now: 'redesign.way.now',
  'to-be': 'redesign.to-be',
}

/** All that came of a simulation: figures, what can't be run, what nobody has measured. */
export function Outcome({
  context,
  ways,
  lived,
  plan,
  nameOf,
}: {
  context: Pick<PageContext<'country'>, 'speech' | 'world'>
  ways: readonly WaySimulated[]
  /** What people call an office of a model. */
  nameOf: (office: string) => string
  lived?: Mined | undefined
  plan: Pick<Plan, 'cases' | 'replications' | 'hours'>
}) {
  const { speech, world } = context
  const named = ways.map(({ name, came }) => ({ name: speech.t(WAY_NAMES[name] ?? name), came }))
  return (
    <>
      <Figures
        speech={speech}
        whole={named.flatMap(({ name, came }) => ('error' in came ? [] : [{ name, ...came }]))}
        lived={lived}
        plan={plan}
        nameOf={nameOf}
        currency={world.country.currency.code}
      />
      {named.map(({ name, came }) =>
        'error' in came ? (
          <Notice title={name} tone="refused">
            {speech.t('redesign.simulation.not-run')}
          </Notice>
        ) : null,
      )}
      <Notice title={speech.t('redesign.simulation.demo')} tone="neutral">
        {speech.t(`redesign.simulation.${plan.hours ? 'demo-hours' : 'demo-text'}`, {
          minutes: DEMO.minutes,
          applicant: DEMO.applicantMinutes,
          job: DEMO.jobMinutes,
        })}
      </Notice>
    </>
  )
}

/** The ways beside each other, and how busy units would be. */
function Figures({
  speech,
  whole,
  lived,
  plan,
  nameOf,
  currency,
}: {
  speech: Speech
  currency: string
  whole: readonly ({ name: string } & Replicated)[]
  lived: Mined | undefined
  plan: Pick<Plan, 'cases' | 'replications'>
  nameOf: (office: string) => string
}) {
  const say = (key: string, values: Record<string, string | number> = {}) =>
    speech.t(`redesign.simulation.${key}`, values)
  const [first] = whole
  if (!first) return null
  const figure = (value: number) => speech.number(Math.round(value * 10) / 10)
  const hours = (minutes: number | null | undefined) =>
    minutes === null || minutes === undefined ? '–' : figure(minutes / 60)
  const within = (mean: number, ci: number | null) => (ci === null ? hours(mean) : `${hours(mean)} ± ${hours(ci)}`)
  const money = ({ mean, ci95 }: { mean: number; ci95: number | null }) =>
    `${speech.number(Math.round(mean))}${ci95 === null ? '' : ` ± ${speech.number(Math.round(ci95))}`}`
  const rows = whole.map(({ name, report, means }) => {
    const apart = intervalOf(means.map((mean, at) => mean - first.means[at]!))
    return {
      name,
      mean: within(report.cycleTime.mean, report.cycleTime.ci95),
      apart: means === first.means ? '–' : within(apart.mean, apart.ci95),
      p50: hours(report.cycleTime.p50),
      p95: hours(report.cycleTime.p95),
      waiting: within(report.waiting.mean, report.waiting.ci95),
      cost: report.cost === null ? '–' : money(report.cost),
      visits: figure(report.visits),
      documents: figure(report.documents),
      bottleneck: report.bottleneck === null ? '–' : nameOf(report.bottleneck),
    }
  })
  if (lived)
    rows.push({
      name: say('lived', { cases: speech.number(lived.cases) }),
      mean: hours(lived.duration.mean === null ? null : lived.duration.mean / 60),
      apart: '–',
      p50: hours(lived.duration.p50 === null ? null : lived.duration.p50 / 60),
      p95: hours(lived.duration.p95 === null ? null : lived.duration.p95 / 60),
      waiting: '–',
      cost: '–',
      visits: '–',
      documents: '–',
      bottleneck: '–',
    })
  return (
    <>
      <Section title={say('figures')}>
        <Table
          stack
          caption={say('figures-caption', { cases: speech.number(plan.cases), runs: speech.number(plan.replications) })}
          note={say('figures-note')}
          rows={rows}
          columns={[
            { header: say('way'), main: true, cell: ({ name }) => name },
            { header: say('mean'), number: true, cell: ({ mean }) => mean },
            { header: say('apart'), number: true, cell: ({ apart }) => apart },
            { header: say('p50'), number: true, cell: ({ p50 }) => p50 },
            { header: say('p95'), number: true, cell: ({ p95 }) => p95 },
            { header: say('waiting'), number: true, cell: ({ waiting }) => waiting },
            ...(rows.some(({ cost }) => cost !== '–')
              ? [{ header: say('cost', { currency }), number: true, cell: ({ cost }: (typeof rows)[number]) => cost }]
              : []),
            { header: say('visits'), number: true, cell: ({ visits }) => visits },
            { header: say('documents'), number: true, cell: ({ documents }) => documents },
            { header: say('bottleneck'), cell: ({ bottleneck }) => bottleneck },
          ]}
        />
      </Section>
      <Section title={say('units')}>
        {whole.map(({ name, report }) => (
          <Table
            caption={name}
            rows={report.units}
            columns={[
              { header: say('unit'), main: true, cell: ({ id }) => nameOf(id) },
              { header: say('people'), number: true, cell: ({ staff }) => speech.number(staff) },
              {
                header: say('utilisation'),
                number: true,
                cell: ({ utilisation }) => speech.percent(utilisation),
              },
            ]}
          />
        ))}
      </Section>
    </>
  )
}
