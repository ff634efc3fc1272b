import { stepPlaces } from '../../../kernel/diagnosis/index.ts'
import { measureLog } from '../../../kernel/mining/index.ts'
import {
  answerPost,
  faultsOf,
  NOTHING_TYPED,
  page,
  type PageContext,
  type Typed,
  type View,
} from '../../../platform/http/index.ts'
import {
  BackLink,
  Button,
  Buttons,
  ErrorSummary,
  Field,
  Form,
  Notice,
  PageHeading,
  Section,
  uiWords,
} from '../../../ui/index.ts'
import { exportServiceHistory, readDrawing, type Drawing } from '../../process/index.ts'
import { DEMO, type Plan } from '../model/replicate.ts'
import { SimulationStopped } from '../model/simulate-apart.ts'
import { diagnoseService } from '../use/diagnose-service.ts'
import { readPromise } from '../use/read-promise.ts'
import { findMySimulation, startSimulation } from '../use/simulate-service.ts'
import { officeNames } from './office-name.ts'
import { ownLog } from './own-log.ts'
import { LookOn } from './look-on.tsx'
import { Outcome } from './simulation-figures.tsx'

/** What is answered while one waits: so many cases, so many runs. More is done by a worker. */
const CASES = { least: 20, usual: 200, most: 400 }
const RUNS = 6

type Context = PageContext<'country' | 'simulations'>

/** How long cases would take as it is and as it would be, and how long they did. */
export const simulationPages = [
  page('GET /redesign/:service/simulation', ['country', 'simulations'], (context) => show(context, NOTHING_TYPED)),
  page('POST /redesign/:service/simulation', ['country', 'simulations'], (context) =>
    answerPost(context, {
      form: 'simulation',
      fields: ['cases', 'replications'],
      async does(posted, { key }) {
        const whole = (name: string) => (posted.get(name)?.trim() ? Number(posted.get(name)) : undefined)
        const { simulation } = await context.perform(
          startSimulation,
          {
            service: serviceOf(context),
            staff: whole('staff'),
            units: unitsIn(posted),
            between: whole('between'),
            online: whole('online'),
            wage: whole('wage'),
            hours: posted.get('hours') !== '0',
            cases: whole('cases'),
            replications: whole('replications'),
          },
          key,
        )
        return `/redesign/${encodeURIComponent(serviceOf(context))}/simulation/${simulation}`
      },
      again: (typed) => show(context, typed),
    }),
  ),
]

export const serviceOf = ({ parameters }: PageContext<any>): string => (parameters['service'] ?? '').slice(0, 100)

/** A whole number of the address between two ends. */
function asked(context: Context, name: string, { least, usual, most }: typeof CASES): number {
  const value = Number(context.query.get(name) ?? usual)
  return Number.isInteger(value) ? Math.min(most, Math.max(least, value)) : usual
}

async function show(context: Context, typed: Typed): Promise<View> {
  const { speech, world } = context
  const service = serviceOf(context)
  const found = await context.perform(diagnoseService, { service, way: 'before', fix: 'all' })
  const now = found.runs ? await context.perform(diagnoseService, { service, way: 'now' }) : undefined
  // how often people came: what was measured goes before what is made up
  const measured = now && (await context.perform(readPromise, { service })).minutesBetween
  const plan: Plan = {
    cases: asked(context, 'cases', CASES),
    units: unitsIn(context.query),
    staff: asked(context, 'staff', { least: 1, usual: DEMO.staff, most: 500 }),
    between: asked(context, 'between', { least: 1, usual: measured ?? DEMO.between, most: 100_000 }),
    online: asked(context, 'online', { least: 0, usual: 0, most: 100 }) / 100,
    // a box that is not ticked is not sent: what was asked tells that somebody saw it
    hours: !context.query.has('between') || context.query.has('hours'),
    ...(context.query.get('wage') ? { wage: asked(context, 'wage', { least: 0, usual: 0, most: 1e9 }) } : {}),
    seed: 1,
    replications: RUNS,
  }
  const ways = [
    { name: 'before', bpmn: found.bpmn },
    ...(now ? [{ name: 'now', bpmn: now.bpmn, ...now.known }] : []),
    ...(found.tried ? [{ name: 'to-be', bpmn: found.tried.bpmn }] : []),
  ]
  // whoever has to mend what they typed waits for no figures
  const came = typed === NOTHING_TYPED ? await world.simulations.whatIf(ways, plan).catch(stopped) : undefined
  const drawings = new Map<string, Drawing>()
  for (const { name, bpmn } of came === undefined || came instanceof SimulationStopped ? [] : ways)
    drawings.set(name, await readDrawing(bpmn))
  const { running } = await context.perform(findMySimulation, {})
  const may = found.runs && (await context.may(exportServiceHistory, { definition: service }))
  const lived =
    may && context.query.get('lived') === '1'
      ? // a slider asks many times: who looked once has left their trace
        await world.simulations.figures(
          [context.principal.personId, service, found.version, speech.language].join(' '),
          async () => measureLog((await ownLog(context, { service, bpmn: (now ?? found).bpmn })).log, 0),
        )
      : undefined
  return {
    title: `${speech.t('redesign.simulation.title')} · ${found.name}`,
    wide: true,
    status: typed.status,
    scripts: ['simulation.js'],
    body: (
      <>
        <ErrorSummary title={speech.t('ui.error-title')} errors={faultsOf(typed)} />
        <BackLink href={speech.path(`/redesign/${encodeURIComponent(service)}`)} text={found.name} />
        <PageHeading title={speech.t('redesign.simulation.title')} lead={speech.t('redesign.simulation.lead')} />
        <WhatIf
          context={context}
          plan={plan}
          may={may}
          measured={measured ?? null}
          units={unitsOf(ways.map(({ bpmn }) => bpmn))}
        />
        <div id="outcome" class="stack">
          {came === undefined ? null : came instanceof SimulationStopped ? (
            <Notice title={speech.t('redesign.simulation.not-waited')} tone="waits">
              {speech.t(`redesign.simulation.stopped.${came.why}`)}
            </Notice>
          ) : (
            <>
              <Outcome context={context} ways={came} lived={lived} plan={plan} nameOf={officeNames(context)} />
              <LookOn
                speech={speech}
                ways={came}
                bpmnOf={(name) => ways.find((way) => way.name === name)?.bpmn}
                drawings={drawings}
              />
            </>
          )}
        </div>
        <Many context={context} plan={plan} typed={typed} running={running} />
      </>
    ),
  }
}

function stopped(error: unknown): SimulationStopped {
  if (error instanceof SimulationStopped) return error
  throw error
}

const addressOf = (context: Context) =>
  context.speech.path(`/redesign/${encodeURIComponent(serviceOf(context))}/simulation`)

const UNIT = 'unit.'

/** People that are asked for single offices; what is no number of people is none. */
function unitsIn(asked: URLSearchParams): Record<string, number> | undefined {
  const units = [...asked].flatMap(([name, value]) => {
    const staff = Number(value)
    return name.startsWith(UNIT) && Number.isInteger(staff) && staff >= 1 && staff <= 500
      ? [[name.slice(UNIT.length, UNIT.length + 200), staff] as const]
      : []
  })
  return units.length === 0 ? undefined : Object.fromEntries(units.slice(0, 200))
}

/** Offices whose people work in one of the models. */
const unitsOf = (models: readonly string[]): string[] =>
  [
    ...new Set(
      models.flatMap((bpmn) =>
        stepPlaces(bpmn).flatMap(({ byHand, body }) => (byHand && body !== 'applicant' ? [body || 'office'] : [])),
      ),
    ),
  ].sort()

/** Sliders of single offices: empty, an office has as many as the model or all others have. */
function Units({ context, plan, units }: { context: Context; plan: Plan; units: readonly string[] }) {
  const { speech } = context
  const nameOf = officeNames(context)
  return (
    <details {...(plan.units ? { open: true } : {})}>
      <summary>{speech.t('redesign.simulation.units-staff')}</summary>
      {units.map((unit) => (
        <div data-least={1} data-most={20} data-step={1} data-usual={plan.staff}>
          <Field
            kind="number"
            name={`${UNIT}${unit}`}
            label={nameOf(unit)}
            value={String(plan.units?.[unit] ?? '')}
            optional
            words={uiWords(speech.t)}
          />
        </div>
      ))}
    </details>
  )
}

/** What if: people, cases that come, visits that are done without coming. */
function WhatIf({
  context,
  plan,
  may,
  measured,
  units,
}: {
  context: Context
  plan: Plan
  may: boolean
  measured: number | null
  units: readonly string[]
}) {
  const { speech } = context
  const words = uiWords(speech.t)
  const number = (
    name: string,
    value: number,
    [least, most, step]: readonly [number, number, number],
    hint?: string,
  ) => (
    <div data-least={least} data-most={most} data-step={step}>
      <Field
        kind="number"
        name={name}
        label={speech.t(`redesign.simulation.${name}`)}
        value={String(value)}
        words={words}
        {...(hint === undefined ? {} : { hint })}
      />
    </div>
  )
  const say = (key: string, values: Record<string, string | number> = {}) =>
    speech.t(`redesign.simulation.${key}`, values)
  return (
    <Section title={speech.t('redesign.simulation.what-if')}>
      <Form action={addressOf(context)} method="get" id="what-if">
        {number('staff', plan.staff, [1, 20, 1])}
        {units.length === 0 ? null : <Units context={context} plan={plan} units={units} />}
        {number(
          'between',
          plan.between,
          [5, 480, 5],
          measured === null ? undefined : say('between-measured', { minutes: speech.number(measured) }),
        )}
        {number('online', Math.round((plan.online ?? 0) * 100), [0, 100, 5])}
        {number('cases', plan.cases, [CASES.least, CASES.most, 20])}
        <Field
          kind="number"
          name="wage"
          label={say('wage')}
          hint={say('wage-hint')}
          value={plan.wage === undefined ? '' : String(plan.wage)}
          optional
          words={words}
        />
        <label>
          <input type="checkbox" name="hours" value="1" {...(plan.hours ? { checked: true } : {})} /> {say('hours')}
        </label>
        {may ? (
          <label>
            <input type="checkbox" name="lived" value="1" /> {speech.t('redesign.simulation.lived-too')}
          </label>
        ) : null}
        <Buttons>
          <Button>{speech.t('redesign.simulation.run')}</Button>
        </Buttons>
        <p
          class="small soft"
          role="status"
          data-asks={say('asks')}
          data-done={say('answered')}
          data-failed={say('not-answered')}
        ></p>
      </Form>
    </Section>
  )
}

/** The same with more cases than are waited for: a worker does it, and a page tells how far it is. */
function Many({
  context,
  plan,
  typed: { values, faults },
  running,
}: {
  context: Context
  plan: Plan
  typed: Typed
  running: { simulation: string; service: string } | null
}) {
  const { speech } = context
  const number = (name: string, label: string, value: number) => (
    <Field
      kind="number"
      name={name}
      id={`many-${name}`}
      label={speech.t(`redesign.simulation.${label}`)}
      value={values[name] ?? String(value)}
      error={faults[name]}
      words={uiWords(speech.t)}
    />
  )
  // the same question as above, which is not asked twice
  const same = (name: string, value: number) => (
    <input type="hidden" name={name} value={values[name] ?? String(value)} />
  )
  return (
    <Section title={speech.t('redesign.simulation.many')}>
      {running ? (
        <Notice title={speech.t('redesign.simulation.is-running')} tone="waits">
          <a href={speech.path(`/redesign/${encodeURIComponent(running.service)}/simulation/${running.simulation}`)}>
            {speech.t('redesign.simulation.see-running')}
          </a>
        </Notice>
      ) : (
        <>
          <p>{speech.t('redesign.simulation.many-lead')}</p>
          <Form action={addressOf(context)}>
            <input type="hidden" name="key" value={context.formKey()} />
            {same('staff', plan.staff)}
            {Object.entries(plan.units ?? {}).map(([unit, staff]) => same(`${UNIT}${unit}`, staff))}
            {same('between', plan.between)}
            {same('online', Math.round((plan.online ?? 0) * 100))}
            {same('hours', plan.hours ? 1 : 0)}
            {plan.wage === undefined ? null : same('wage', plan.wage)}
            {number('cases', 'cases-of-run', 2_000)}
            {number('replications', 'replications', 10)}
            <Buttons>
              <Button look="secondary">{speech.t('redesign.simulation.run-many')}</Button>
            </Buttons>
          </Form>
        </>
      )}
    </Section>
  )
}
