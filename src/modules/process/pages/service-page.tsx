import type { z } from 'zod'
import {
  answerPost,
  NOTHING_TYPED,
  page,
  type PageContext,
  type Typed,
  type View,
} from '../../../platform/http/index.ts'
import { general, Refusal, shownOf } from '../../../platform/use-case/index.ts'
import {
  Button,
  Buttons,
  Disclosure,
  Field,
  Form,
  LinkButton,
  Section,
  Table,
  Tabs,
  Tag,
  uiWords,
} from '../../../ui/index.ts'
import { listDefinitions, theVersion } from '../use/list-definitions.ts'
import { measureService } from '../use/measure-service.ts'
import { resumeService, suspendService } from '../use/suspend-service.ts'
import { administrationFrame } from './administration-frame.tsx'
import { Diagram, type Mark } from './diagram.tsx'
import { ReasonField } from './reason-field.tsx'
import { duration, heatWords, typeName } from './words.ts'

type Measured = z.output<typeof measureService.output>
type Version = z.output<typeof listDefinitions.output>['items'][number]

export const servicePages = [
  page('GET /administration/services/:definition', ['drawings'], (context) => show(context)),
  page('POST /administration/services/:definition/suspend', ['drawings'], (context) =>
    operate(context, 'closed', (form) =>
      context.perform(
        suspendService,
        { definition: idOf(context), running: form.get('running') === 'true', reason: form.get('reason') ?? '' },
        undefined,
        form.get('shown'),
      ),
    ),
  ),
  page('POST /administration/services/:definition/resume', ['drawings'], (context) =>
    operate(context, 'opened', (form) =>
      context.perform(
        resumeService,
        { definition: idOf(context), reason: form.get('reason') ?? '' },
        undefined,
        form.get('shown'),
      ),
    ),
  ),
]

export const idOf = ({ parameters }: PageContext): string => (parameters['definition'] ?? '').slice(0, 200)

/** The version that the address names, with the others of its service. @throws Refusal not-found */
export async function versionsOf(context: PageContext): Promise<{ version: Version; others: Version[] }> {
  const id = idOf(context)
  const { items } = await context.perform(listDefinitions, { service: id.split('@')[0] })
  const version = items.find((item) => item.id === id)
  if (!version) throw new Refusal(general['not-found'])
  return { version, others: items.filter((item) => item !== version) }
}

const operate = (
  context: PageContext<'drawings'>,
  done: string,
  work: (posted: URLSearchParams) => Promise<unknown>,
): Promise<View | Response> =>
  answerPost(context, {
    form: done,
    async does(posted) {
      await work(posted)
      return `/administration/services/${encodeURIComponent(idOf(context))}?done=${done}`
    },
    again: (typed) => show(context, typed),
    named: async () => [standingOf(context, (await versionsOf(context)).version)],
  })

/** Whether a version takes cases, in words. */
const standingOf = ({ speech }: PageContext, version: Version): string =>
  speech.t(version.suspended ? 'process.all-suspended' : version.closed ? 'process.closed' : 'process.open')

async function show(context: PageContext<'drawings'>, typed: Typed = NOTHING_TYPED): Promise<View> {
  const { speech, query, world } = context
  const { version, others } = await versionsOf(context)
  const measured = await context.perform(measureService, { definition: version.id })
  const drawing = await world.drawings.of(version.id, speech.language)
  const done = query.get('done')
  const name = await world.drawings.nameOf(version.id, speech.language)
  const operates = await context.may(suspendService, { definition: version.id })
  return administrationFrame(context, {
    title: name ?? version.id,
    caption: name ? `${speech.t('process.version')} ${version.id}` : speech.t('process.version'),
    back: { href: '/administration/services', text: speech.t('process.versions') },
    done: done && speech.has(`process.done.${done}`) ? speech.t(`process.done.${done}`) : undefined,
    typed,
    tags: (
      <>
        <Tag tone={version.closed ? 'waits' : 'done'}>{standingOf(context, version)}</Tag>
        <span>{speech.t('process.running-count', { count: version.running })}</span>
        <a href={`/definitions/${encodeURIComponent(version.id)}/history.xes`}>{speech.t('process.xes')}</a>
      </>
    ),
    body: (
      <>
        {drawing ? <HeatMap context={context} version={version.id} measured={measured} drawing={drawing} /> : null}
        <Measures context={context} measured={measured} />
        {operates ? (
          <Section title={speech.t('process.operate')}>
            <Disclosure
              summary={speech.t(version.closed ? 'process.open-again' : 'process.close')}
              open={version.closed || typed.form !== undefined}
            >
              <Form
                action={speech.path(
                  `/administration/services/${encodeURIComponent(version.id)}/${version.closed ? 'resume' : 'suspend'}`,
                )}
              >
                <input type="hidden" name="shown" value={shownOf(theVersion, { items: [version] })} />
                {version.closed ? (
                  <p>{speech.t('process.open-again-lead')}</p>
                ) : (
                  <Field
                    kind="declaration"
                    name="running"
                    optional
                    value={typed.values['running'] === 'true'}
                    label={speech.t('process.close-running')}
                    hint={speech.t('process.close-running-hint')}
                    words={uiWords(speech.t)}
                  />
                )}
                <ReasonField speech={speech} typed={typed} />
                <Buttons>
                  <Button look="secondary" danger={!version.closed}>
                    {speech.t(version.closed ? 'process.open-again' : 'process.close')}
                  </Button>
                </Buttons>
              </Form>
            </Disclosure>
            {others.length > 0 && version.running > 0 ? (
              <p>
                <LinkButton
                  look="secondary"
                  href={speech.path(`/administration/services/${encodeURIComponent(version.id)}/migrate`)}
                >
                  {speech.t('process.migrate')}
                </LinkButton>
              </p>
            ) : null}
          </Section>
        ) : null}
      </>
    ),
  })
}

/** What a heat map shows of each element. */
interface Measure {
  of(element: Measured['elements'][number]): number
  said(speech: PageContext['speech'], value: number): string
  /** Times of elements differ by powers of ten: on a straight scale one slow task would leave the others blank. */
  scale(value: number): number
}
const count = (speech: PageContext['speech'], value: number) => speech.number(value)
const MEASURES: Readonly<Record<string, Measure>> = {
  time: { of: ({ meanSeconds }) => meanSeconds ?? 0, said: duration, scale: Math.log1p },
  standing: { of: ({ standing }) => standing, said: count, scale: (value) => value },
  late: { of: ({ late }) => late, said: count, scale: (value) => value },
}
const measureNamed = (name: string | null): string => (name && Object.hasOwn(MEASURES, name) ? name : 'time')

/** Darker is more, and how much stands beside: no colour says anything alone. */
function heatOf({ speech }: PageContext, { elements }: Measured, measure: Measure): Map<string, Mark> {
  const most = Math.max(0, ...elements.map(measure.of))
  return new Map(
    elements.flatMap((element) => {
      const value = measure.of(element)
      return value > 0
        ? [
            [
              element.element,
              { badge: measure.said(speech, value), heat: measure.scale(value) / measure.scale(most) },
            ] as const,
          ]
        : []
    }),
  )
}

/** The diagram in the shades of one measure, which is chosen by links: each has its address. */
function HeatMap({
  context,
  version,
  measured,
  drawing,
}: {
  context: PageContext
  version: string
  measured: Measured
  drawing: Parameters<typeof Diagram>[0]['drawing']
}) {
  const { speech, query } = context
  const chosen = measureNamed(query.get('shows'))
  const measure = MEASURES[chosen]!
  const most = Math.max(0, ...measured.elements.map(measure.of))
  const here = speech.path(`/administration/services/${encodeURIComponent(version)}`)
  return (
    <>
      <Tabs
        label={speech.t('process.heat-shows')}
        tabs={Object.keys(MEASURES).map((name) => ({
          href: `${here}?shows=${name}`,
          text: speech.t(`process.heat.${name}`),
          current: name === chosen,
        }))}
      />
      {measured.cases > 0 && most === 0 ? <p>{speech.t(`process.heat.${chosen}-none`)}</p> : null}
      <Diagram
        drawing={drawing}
        marks={heatOf(context, measured, measure)}
        label={speech.t('process.heat-label', { version, shows: speech.t(`process.heat.${chosen}`) })}
        words={heatWords(speech, speech.t(`process.heat.${chosen}-legend`, { most: measure.said(speech, most) }))}
      />
    </>
  )
}

function Measures({ context: { speech, query }, measured }: { context: PageContext; measured: Measured }) {
  if (measured.cases === 0) return <p class="soft">{speech.t('process.measures-none')}</p>
  const measure = MEASURES[measureNamed(query.get('shows'))]!
  return (
    <Section title={speech.t('process.measures')}>
      <Table
        caption={speech.t('process.measures')}
        captionHidden
        dense
        stack
        rows={[...measured.elements].sort((element, other) => measure.of(other) - measure.of(element))}
        tone={({ late }) => (late > 0 ? 'refused' : undefined)}
        note={speech.t(measured.cases === measured.casesAtMost ? 'process.measures-newest' : 'process.measures-all', {
          count: measured.cases,
        })}
        columns={[
          {
            header: speech.t('process.element'),
            main: true,
            // what the model gives no name is called what it is
            cell: (item) =>
              item.name === item.element ? <span class="soft">{typeName(speech, item.type)}</span> : item.name,
          },
          { header: speech.t('process.kind'), cell: (item) => typeName(speech, item.type) },
          {
            header: speech.t('process.mean-time'),
            number: true,
            cell: (item) => (item.meanSeconds === null ? '–' : duration(speech, item.meanSeconds)),
          },
          { header: speech.t('process.entered'), number: true, cell: (item) => speech.number(item.entered) },
          { header: speech.t('process.cancelled'), number: true, cell: (item) => speech.number(item.cancelled) },
          { header: speech.t('process.standing-now'), number: true, cell: (item) => speech.number(item.standing) },
          { header: speech.t('process.late-now'), number: true, cell: (item) => speech.number(item.late) },
        ]}
      />
    </Section>
  )
}
