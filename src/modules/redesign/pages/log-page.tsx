import type { z } from 'zod'
import type { EventLog } from '../../../kernel/mining/index.ts'
import { timesText } from '../../../kernel/simulation/index.ts'
import { page, type PageContext, type View } from '../../../platform/http/index.ts'
import { general, Refusal } from '../../../platform/use-case/index.ts'
import {
  Alert,
  BackLink,
  Button,
  Buttons,
  Field,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  Section,
  uiWords,
} from '../../../ui/index.ts'
import { exportServiceHistory, readDrawing } from '../../process/index.ts'
import { lookAtLog, type LookedAt } from '../model/look-at-log.ts'
import { headingOf } from '../model/heading-of.ts'
import { logFault, readLog } from '../../../platform/event-log/index.ts'
import { diagnoseService } from '../use/diagnose-service.ts'
import { readColumns, rememberColumns } from '../use/log-columns.ts'
import { livedLogOf } from '../use/lived-log.ts'
import { ownLog } from './own-log.ts'
import { officeNames } from './office-name.ts'
import { LogFigures } from './log-figures.tsx'

/** A log that a browser sends is taken whole; larger ones are for the command. */
const LOG_BYTES = 20_000_000

/** The log of a service: the own one, or one that is sent, which is counted and not kept. */
export const logPages = [
  page('GET /redesign/:service/log', ['country'], async (context) => {
    const found = await modelOf(context)
    if (context.query.get('from') !== 'own') return show(context, found, {})
    return show(context, found, await ownLog(context, found))
  }),
  page('POST /redesign/:service/log', ['country'], async (context) => {
    const found = await modelOf(context)
    const { speech } = context
    const bytes = Number(context.request.headers.get('content-length') ?? Number.NaN)
    if (!(bytes <= LOG_BYTES))
      return show(context, found, {
        fault: speech.t('redesign.log.too-large', { megabytes: speech.number(LOG_BYTES / 1_000_000) }),
        status: 413,
      })
    const form = /^multipart\/form-data\s*;/i.test(context.request.headers.get('content-type') ?? '')
      ? await context.request.formData().catch(() => undefined)
      : undefined
    if (!form) throw new Refusal(general['wrong-media-type'])
    const file = form.get('log')
    if (!(file instanceof File) || file.size === 0)
      return show(context, found, { fault: speech.t('redesign.log.none'), status: 422 })
    const named = (part: string) => {
      const given = form.get(part)
      return typeof given === 'string' && given.trim() !== '' ? { [part]: given.trim().slice(0, 200) } : {}
    }
    const said = { ...named('case'), ...named('activity'), ...named('time'), ...named('resource') }
    const heading = /\.csv$/i.test(file.name) ? await headingOf(file) : undefined
    // what was said of this heading before holds, until something else is said
    const remembered =
      heading === undefined || Object.keys(said).length > 0
        ? undefined
        : (await context.perform(readColumns, { heading })).columns
    try {
      const log = await readLog(file.stream(), { name: file.name, columns: { ...known(remembered), ...said } })
      if (heading !== undefined && Object.keys(said).length > 0)
        await context.perform(rememberColumns, { heading, ...said })
      return await show(context, found, { log, remembered: remembered ? known(remembered) : undefined })
    } catch (error) {
      const fault = logFault(error)
      if (fault === undefined) throw error
      return show(context, found, { fault: speech.t('redesign.log.broken', { reason: fault }), status: 422 })
    }
  }),
]

/** Columns that were named. */
const known = (columns: z.output<typeof readColumns.output>['columns'] | undefined) =>
  Object.fromEntries(Object.entries(columns ?? {}).filter(([, name]) => name !== undefined))

/** The times that were measured, and the way that the log shows, by a press in a draft of the next version. */
function KeepMeasured({ context, service, looked }: { context: PageContext; service: string; looked: LookedAt }) {
  const { speech } = context
  const line = (id: string, fitted: { times: Parameters<typeof timesText>[0] } | undefined) =>
    fitted ? [`${id} ${timesText(fitted.times)}`] : []
  // where the log says when work began, it is told from the time that the case lay there
  const times = [...looked.steps].flatMap(([id, own]) => line(id, own.work ?? own.times))
  const waits = [...looked.steps]
    .flatMap(([id, own]) => (own.work ? (own.wait ? line(id, own.wait) : [`${id} 0`]) : []))
    .join('\n')
  const shares = [...looked.shares].map(([flow, share]) => `${flow} ${share}`).join('\n')
  const form = (name: string, value: string, text: string) => (
    <Form action={speech.path('/studio/services/round')}>
      <input type="hidden" name="key" value={context.formKey()} />
      <input type="hidden" name="service" value={service} />
      <input type="hidden" name={name} value={value} />
      {name === 'times' && waits !== '' ? <input type="hidden" name="waits" value={waits} /> : null}
      {name === 'times' && shares !== '' ? <input type="hidden" name="shares" value={shares} /> : null}
      <Buttons>
        <Button look="secondary">{text}</Button>
      </Buttons>
    </Form>
  )
  return (
    <Section title={speech.t('redesign.log.keep')}>
      <p>{speech.t('redesign.log.keep-text')}</p>
      {times.length > 0 ? form('times', times.join('\n'), speech.t('redesign.log.keep-times')) : null}
      {form('before', looked.discovered, speech.t('redesign.log.keep-before'))}
    </Section>
  )
}

/** The service's model that a log is set beside: as it runs here, else as it goes on paper. */
const modelOf = (context: PageContext) =>
  context.perform(diagnoseService, { service: (context.parameters['service'] ?? '').slice(0, 100), way: 'now' })

async function show(
  context: PageContext<'country'>,
  found: Awaited<ReturnType<typeof modelOf>>,
  {
    log,
    steps,
    cut,
    remembered,
    fault,
    status,
  }: {
    log?: EventLog
    steps?: EventLog
    cut?: boolean
    remembered?: Record<string, unknown> | undefined
    fault?: string
    status?: number
  },
): Promise<View> {
  const { speech } = context
  const here = speech.path(`/redesign/${encodeURIComponent(found.service)}/log`)
  const looked = log && lookAtLog(log, found.bpmn, steps)
  const own = found.runs && (await context.may(exportServiceHistory, { definition: found.service }))
  const words = uiWords(speech.t)
  const column = (name: string) => (
    <Field kind="text" name={name} label={speech.t(`redesign.log.column.${name}`)} optional words={words} />
  )
  return {
    title: `${speech.t('redesign.log.title')} · ${found.name}`,
    wide: true,
    scripts: ['log-graph.js'],
    ...(status === undefined ? {} : { status }),
    body: (
      <>
        <BackLink href={speech.path(`/redesign/${encodeURIComponent(found.service)}`)} text={found.name} />
        <PageHeading title={speech.t('redesign.log.title')} lead={speech.t('redesign.log.lead')} />
        {fault === undefined ? null : <Alert title={fault} />}
        {remembered ? (
          <Notice tone="neutral" title={speech.t('redesign.log.remembered')}>
            {Object.entries(remembered)
              .map(([part, name]) => `${speech.t(`redesign.log.column.${part}`)}: ${name}`)
              .join('; ')}
          </Notice>
        ) : null}
        {cut ? (
          <Notice tone="neutral" title={speech.t('redesign.log.cut', { cases: speech.number(looked!.mined.cases) })}>
            {speech.t('redesign.log.cut-text')}
          </Notice>
        ) : null}
        {looked ? (
          looked.mined.events === 0 ? (
            <p>{speech.t('redesign.log.empty')}</p>
          ) : (
            <LogFigures
              speech={speech}
              looked={looked}
              nameOf={officeNames(context)}
              drawing={await readDrawing(found.bpmn)}
              keep={
                <>
                  <form method="post" action={speech.path(`/redesign/${encodeURIComponent(found.service)}/findings`)}>
                    <input type="hidden" name="lived" value={JSON.stringify(livedLogOf(looked.lived))} />
                    <Button look="secondary">{speech.t('redesign.log.findings')}</Button>
                  </form>
                  {found.mayKeep ? <KeepMeasured context={context} service={found.service} looked={looked} /> : null}
                </>
              }
              graphs={
                await Promise.all(
                  looked.graphs.map(async (graph) => ({ ...graph, drawing: await readDrawing(graph.bpmn) })),
                )
              }
            />
          )
        ) : null}
        <Section title={speech.t('redesign.log.choose')}>
          {own ? (
            <p>
              <LinkButton look="secondary" href={`${here}?from=own`}>
                {speech.t('redesign.log.own')}
              </LinkButton>
            </p>
          ) : null}
          <Form action={here} files>
            <Field
              kind="file"
              name="log"
              label={speech.t('redesign.log.file')}
              hint={speech.t('redesign.log.file-hint')}
              words={words}
            />
            <details>
              <summary>{speech.t('redesign.log.columns')}</summary>
              {column('case')}
              {column('activity')}
              {column('time')}
              {column('resource')}
            </details>
            <Buttons>
              <Button>{speech.t('redesign.log.send')}</Button>
            </Buttons>
          </Form>
        </Section>
      </>
    ),
  }
}
