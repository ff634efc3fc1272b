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
  Tag,
  uiWords,
} from '../../../ui/index.ts'
import { listDefinitions, theVersion } from '../use/list-definitions.ts'
import { measureService } from '../use/measure-service.ts'
import { resumeService, suspendService } from '../use/suspend-service.ts'
import { administrationFrame } from './administration-frame.tsx'
import { Diagram, type Mark } from './diagram.tsx'
import { Element } from './element.tsx'
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
        {drawing ? (
          <Diagram
            drawing={drawing}
            marks={heatOf(measured)}
            label={speech.t('process.heat-label', { version: version.id })}
            words={heatWords(speech)}
          />
        ) : null}
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

/** Darker is slower; the badge says how often a case came by. */
function heatOf({ elements }: Measured): Map<string, Mark> {
  const slowest = Math.max(1, ...elements.map((element) => element.meanSeconds ?? 0))
  // times of elements differ by powers of ten: on a straight scale one slow task would leave the others blank
  const share = (seconds: number) => Math.log1p(seconds) / Math.log1p(slowest)
  return new Map(
    elements.map((element) => [
      element.element,
      { badge: String(element.entered), ...(!element.meanSeconds ? {} : { heat: share(element.meanSeconds) }) },
    ]),
  )
}

function Measures({ context: { speech }, measured }: { context: PageContext; measured: Measured }) {
  if (measured.cases === 0) return <p class="soft">{speech.t('process.measures-none')}</p>
  return (
    <Section title={speech.t('process.measures')}>
      <Table
        caption={speech.t('process.measures')}
        captionHidden
        dense
        rows={[...measured.elements].sort((element, other) => (other.meanSeconds ?? 0) - (element.meanSeconds ?? 0))}
        note={speech.t(measured.cases === measured.casesAtMost ? 'process.measures-newest' : 'process.measures-all', {
          count: measured.cases,
        })}
        columns={[
          {
            header: speech.t('process.element'),
            main: true,
            cell: (item) => <Element id={item.element} name={item.name} brief />,
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
        ]}
      />
    </Section>
  )
}
