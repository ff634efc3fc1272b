import type { z } from 'zod'
import { sendBytes } from '../../../platform/files/index.ts'
import { page, type PageContext, type View } from '../../../platform/http/index.ts'
import { BackLink, Button, FactsBox, LinkButton, Notice, PageHeading, Section, Tabs } from '../../../ui/index.ts'
import { Diagram, readDrawing } from '../../process/index.ts'
import { diagnoseService, diagnoseWithLog } from '../use/diagnose-service.ts'
import { LivedLog } from '../use/lived-log.ts'
import { readPromise } from '../use/read-promise.ts'
import { diagramWords } from './diagram-words.ts'
import { FindingCard } from './finding-card.tsx'
import { officeNames } from './office-name.ts'
import { Preview } from './preview.tsx'
import { PromiseKept } from './promise.tsx'

type Diagnosed = z.output<typeof diagnoseService.output>

const asked = ({ parameters, query }: PageContext) => ({
  service: (parameters['service'] ?? '').slice(0, 100),
  way: query.get('way') === 'now' ? ('now' as const) : ('before' as const),
  ...(query.get('fix') ? { fix: query.get('fix')!.slice(0, 1000) } : {}),
})

export const servicePages = [
  page('GET /redesign/:service', ['country'], (context) => show(context)),
  // a log is sent along: it says which findings there are, and is kept nowhere
  page('POST /redesign/:service/findings', ['country'], async (context) => {
    const form = await context.form()
    // who may not look is told so before what they sent is
    if (!LivedLog.safeParse(jsonIn(form.get('lived') ?? '')).success)
      await context.perform(diagnoseService, { ...asked(context), way: 'now' })
    return show(context, { lived: form.get('lived') ?? '', ...(form.get('fix') ? { fix: form.get('fix')! } : {}) })
  }),
  page('GET /redesign/:service/model.bpmn', async (context) => {
    const found = await context.perform(diagnoseService, asked(context))
    return sendBytes(Buffer.from(found.tried?.bpmn ?? found.bpmn), {
      name: `${found.service}-${found.tried ? 'to-be' : found.way}.bpmn`,
      type: 'application/xml',
    })
  }),
]

async function show(context: PageContext<'country'>, log?: { lived: string; fix?: string }): Promise<View> {
  const { speech } = context
  const found = log
    ? await context.perform(diagnoseWithLog, {
        service: asked(context).service,
        way: 'now',
        ...(log.fix ? { fix: log.fix } : {}),
        lived: jsonIn(log.lived),
      })
    : await context.perform(diagnoseService, asked(context))
  const kept = found.runs ? await context.perform(readPromise, { service: found.service }) : undefined
  const address = (query: string, file = '') =>
    speech.path(`/redesign/${encodeURIComponent(found.service)}${file}?${query}`)
  const withLog = log && { action: address('', '/findings').replace(/\?$/, ''), lived: log.lived }
  const fixable = found.findings.filter((finding) => finding.fixable)
  return {
    title: `${found.name} · ${speech.t('redesign.title')}`,
    wide: true,
    body: (
      <>
        <BackLink href={speech.path('/redesign')} text={speech.t('redesign.title')} />
        <PageHeading title={found.name} lead={speech.t(`redesign.source.${found.source.replace('.', '-')}`)} />
        {found.runs ? (
          <Tabs
            label={speech.t('redesign.model')}
            tabs={(['before', 'now'] as const).map((way) => ({
              href: address(`way=${way}`),
              text: speech.t(`redesign.way.${way}`),
              current: way === found.way,
            }))}
          />
        ) : null}
        <Burden context={context} found={found} />
        {kept ? <PromiseKept speech={speech} service={found.service} kept={kept} /> : null}
        <p>
          <a href={address('', '/log').replace(/\?$/, '')}>{speech.t('redesign.log.title')}</a>
          {' · '}
          <a href={address('', '/simulation').replace(/\?$/, '')}>{speech.t('redesign.simulation.title')}</a>
        </p>
        <Section title={speech.t('redesign.findings', { count: found.findings.length })}>
          {found.findings.length === 0 ? <p>{speech.t('redesign.findings-none')}</p> : null}
          {fixable.length > 1 ? (
            <p>
              {withLog ? (
                <AskWithLog {...withLog} fix="all" text={speech.t('redesign.preview-all')} />
              ) : (
                <LinkButton look="secondary" href={`${address(`way=${found.way}&fix=all`)}#preview`}>
                  {speech.t('redesign.preview-all')}
                </LinkButton>
              )}
            </p>
          ) : null}
          {[...Map.groupBy(found.findings, (finding) => finding.rule).values()].map((findings) => (
            <FindingCard
              speech={speech}
              nameOf={officeNames(context)}
              findings={findings}
              previewOf={({ key, values }) =>
                withLog
                  ? {
                      button: (
                        <AskWithLog
                          {...withLog}
                          fix={key}
                          text={speech.t('redesign.preview')}
                          about={values['step'] || values['steps'] || ''}
                        />
                      ),
                    }
                  : `${address(`way=${found.way}&fix=${encodeURIComponent(key)}`)}#preview`
              }
            />
          ))}
        </Section>
        {found.tried ? (
          <Preview
            speech={speech}
            nameOf={officeNames(context)}
            before={await readDrawing(found.bpmn)}
            after={{ ...found.tried, drawing: await readDrawing(found.tried.bpmn) }}
            file={
              log
                ? undefined
                : address(
                    `way=${found.way}&fix=${encodeURIComponent(context.query.get('fix') ?? 'all')}`,
                    '/model.bpmn',
                  )
            }
            keep={
              found.mayKeep && withLog
                ? {
                    form: (
                      <AskWithLog
                        {...withLog}
                        action={speech.path('/studio/services/round')}
                        service={found.service}
                        fix={log?.fix ?? 'all'}
                        text={speech.t('redesign.keep')}
                      />
                    ),
                  }
                : found.mayKeep
                  ? speech.path(
                      `/studio/services/round?${new URLSearchParams({ service: found.service, fix: context.query.get('fix') ?? 'all' })}`,
                    )
                  : undefined
            }
          />
        ) : (
          <Section title={speech.t(`redesign.way.${found.way}`)}>
            <Diagram
              drawing={await readDrawing(found.bpmn)}
              marks={marksOf(found)}
              label={speech.t('redesign.diagram')}
              words={{ ...diagramWords(speech), legend: { now: speech.t('redesign.legend.found') } }}
            />
            <p>
              <a href={address(`way=${found.way}`, '/model.bpmn')}>{speech.t('redesign.download')}</a>
            </p>
          </Section>
        )}
        {found.notLookedFor.length === 0 ? null : (
          <Notice title={speech.t('redesign.not-looked')} tone="neutral">
            {speech.t('redesign.not-looked-text', {
              patterns: found.notLookedFor.map(({ pattern }) => pattern).join(', '),
            })}
          </Notice>
        )}
      </>
    ),
  }
}

/** What a log told goes along with each question: it is kept nowhere. */
function AskWithLog({
  action,
  lived,
  fix,
  text,
  about,
  service,
}: {
  action: string
  lived: string
  fix: string
  text: string
  about?: string
  service?: string
}) {
  return (
    <form method="post" action={`${action}${service === undefined ? '#preview' : ''}`}>
      <input type="hidden" name="lived" value={lived} />
      <input type="hidden" name="fix" value={fix} />
      {service === undefined ? null : <input type="hidden" name="service" value={service} />}
      <Button look={service === undefined ? 'tertiary' : 'primary'}>
        {text}
        {about ? <span class="hidden-visually">: {about}</span> : null}
      </Button>
    </form>
  )
}

/** What is no JSON is refused as what it is: no log. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Steps with findings, marked in the drawing. */
const marksOf = ({ findings }: Diagnosed) =>
  new Map(
    findings
      .filter((finding) => finding.fixable)
      .flatMap((finding) => finding.elements.map((element) => [element, { tone: 'now' as const }] as const)),
  )

function Burden({ context: { speech }, found }: { context: PageContext; found: Diagnosed }) {
  const { burden, tried, said } = found
  const fact = (name: 'documents' | 'visits' | 'bodies' | 'handSteps') => ({
    name: speech.t(`redesign.burden.${name}`),
    value: speech.number(tried ? tried.burden[name] : burden[name]),
    ...(tried && tried.burden[name] !== burden[name] ? { before: speech.number(burden[name]) } : {}),
    ...(found.way === 'before' && said.before[name] !== undefined
      ? {
          note: speech.t(said.demo ? 'redesign.burden.said-demo' : 'redesign.burden.said', {
            count: said.before[name],
          }),
        }
      : {}),
  })
  return <FactsBox facts={[fact('documents'), fact('visits'), fact('bodies'), fact('handSteps')]} />
}
