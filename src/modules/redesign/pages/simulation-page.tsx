import { measureLog, type Mined } from '../../../kernel/mining/index.ts'
import { page, type PageContext, type View } from '../../../platform/http/index.ts'
import {
  BackLink,
  Button,
  Buttons,
  Field,
  Form,
  Notice,
  PageHeading,
  Section,
  Table,
  uiWords,
} from '../../../ui/index.ts'
import { exportServiceHistory } from '../../process/index.ts'
import { DEMO, intervalOf, replicate, type Plan, type Replicated } from '../model/replicate.ts'
import { diagnoseService } from '../use/diagnose-service.ts'
import { ownLog } from './own-log.ts'

/** A page is waited for, so it asks less than the command: so many cases, so many runs. */
const CASES = { least: 20, usual: 200, most: 400 }
const RUNS = 6

/** How long cases would take as it is and as it would be, and how long they did. */
export const simulationPages = [page('GET /redesign/:service/simulation', (context) => show(context))]

/** A whole number of the address between two ends. */
function asked(context: PageContext, name: string, { least, usual, most }: typeof CASES): number {
  const value = Number(context.query.get(name) ?? usual)
  return Number.isInteger(value) ? Math.min(most, Math.max(least, value)) : usual
}

async function show(context: PageContext): Promise<View> {
  const { speech, parameters } = context
  const service = (parameters['service'] ?? '').slice(0, 100)
  const found = await context.perform(diagnoseService, { service, way: 'before', fix: 'all' })
  const now = found.runs ? await context.perform(diagnoseService, { service, way: 'now' }) : undefined
  const plan: Plan = {
    cases: asked(context, 'cases', CASES),
    staff: asked(context, 'staff', { least: 1, usual: DEMO.staff, most: 500 }),
    between: asked(context, 'between', { least: 1, usual: DEMO.between, most: 100_000 }),
    online: asked(context, 'online', { least: 0, usual: 0, most: 100 }) / 100,
    seed: 1,
    replications: RUNS,
  }
  const ways = [
    { name: speech.t('redesign.way.before'), bpmn: found.bpmn },
    ...(now ? [{ name: speech.t('redesign.way.now'), bpmn: now.bpmn }] : []),
    ...(found.tried ? [{ name: speech.t('redesign.to-be'), bpmn: found.tried.bpmn }] : []),
  ]
  const ran: { name: string; came: Replicated | { error: string } }[] = []
  for (const { name, bpmn } of ways) ran.push({ name, came: await replicate(bpmn, plan) })
  const whole = ran.flatMap(({ name, came }) => ('error' in came ? [] : [{ name, ...came }]))
  const may = found.runs && (await context.may(exportServiceHistory, { definition: service }))
  const lived = may && context.query.get('lived') === '1' ? measureLog(await ownLog(context, service), 0) : undefined
  return {
    title: `${speech.t('redesign.simulation.title')} · ${found.name}`,
    wide: true,
    body: (
      <>
        <BackLink href={speech.path(`/redesign/${encodeURIComponent(service)}`)} text={found.name} />
        <PageHeading title={speech.t('redesign.simulation.title')} lead={speech.t('redesign.simulation.lead')} />
        <Asked context={context} plan={plan} may={may} service={service} />
        <Figures context={context} whole={whole} lived={lived} plan={plan} />
        {ran.map(({ name, came }) =>
          'error' in came ? (
            <Notice title={name} tone="refused">
              {speech.t('redesign.simulation.not-run')}
            </Notice>
          ) : null,
        )}
        <Notice title={speech.t('redesign.simulation.demo')} tone="neutral">
          {speech.t('redesign.simulation.demo-text', {
            minutes: DEMO.minutes,
            applicant: DEMO.applicantMinutes,
            job: DEMO.jobMinutes,
          })}
        </Notice>
      </>
    ),
  }
}

/** What if: people, cases that come, visits that are done without coming. */
function Asked({ context, plan, may, service }: { context: PageContext; plan: Plan; may: boolean; service: string }) {
  const { speech } = context
  const words = uiWords(speech.t)
  const number = (name: string, value: number) => (
    <Field
      kind="number"
      name={name}
      label={speech.t(`redesign.simulation.${name}`)}
      value={String(value)}
      words={words}
    />
  )
  return (
    <Section title={speech.t('redesign.simulation.what-if')}>
      <Form action={speech.path(`/redesign/${encodeURIComponent(service)}/simulation`)} method="get">
        {number('staff', plan.staff)}
        {number('between', plan.between)}
        {number('online', Math.round((plan.online ?? 0) * 100))}
        {number('cases', plan.cases)}
        {may ? (
          <label>
            <input type="checkbox" name="lived" value="1" /> {speech.t('redesign.simulation.lived-too')}
          </label>
        ) : null}
        <Buttons>
          <Button>{speech.t('redesign.simulation.run')}</Button>
        </Buttons>
      </Form>
    </Section>
  )
}

function Figures({
  context: { speech },
  whole,
  lived,
  plan,
}: {
  context: PageContext
  whole: readonly ({ name: string } & Replicated)[]
  lived: Mined | undefined
  plan: Plan
}) {
  const say = (key: string, values: Record<string, string | number> = {}) =>
    speech.t(`redesign.simulation.${key}`, values)
  const [first] = whole
  if (!first) return null
  const figure = (value: number) => speech.number(Math.round(value * 10) / 10)
  const hours = (minutes: number | null | undefined) =>
    minutes === null || minutes === undefined ? '–' : figure(minutes / 60)
  const within = (mean: number, ci: number | null) => (ci === null ? hours(mean) : `${hours(mean)} ± ${hours(ci)}`)
  const rows = whole.map(({ name, report, means }) => {
    const apart = intervalOf(means.map((mean, at) => mean - first.means[at]!))
    return {
      name,
      mean: within(report.cycleTime.mean, report.cycleTime.ci95),
      apart: means === first.means ? '–' : within(apart.mean, apart.ci95),
      p50: hours(report.cycleTime.p50),
      p95: hours(report.cycleTime.p95),
      waiting: within(report.waiting.mean, report.waiting.ci95),
      visits: figure(report.visits),
      documents: figure(report.documents),
      bottleneck: report.bottleneck ?? '–',
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
      visits: '–',
      documents: '–',
      bottleneck: '–',
    })
  return (
    <>
      <Section title={say('figures')}>
        <Table
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
              { header: say('unit'), main: true, cell: ({ id }) => id },
              { header: say('people'), number: true, cell: ({ staff }) => speech.number(staff) },
              {
                header: say('utilisation'),
                number: true,
                cell: ({ utilisation }) => `${speech.number(Math.round(utilisation * 100))} %`,
              },
            ]}
          />
        ))}
      </Section>
    </>
  )
}
