import {
  answerPost,
  NOTHING_TYPED,
  page,
  type PageContext,
  type Typed,
  type View,
} from '../../../platform/http/index.ts'
import { Refusal } from '../../../platform/use-case/index.ts'
import {
  Button,
  Buttons,
  EmptyState,
  Form,
  Pagination,
  SummaryList,
  Table,
  uiWords,
  Moment,
} from '../../../ui/index.ts'
import { refusal } from '../model/refusals.ts'
import { listIncidents } from '../use/list-incidents.ts'
import { retryIncident } from '../use/retry-incident.ts'
import { administrationFrame } from './administration-frame.tsx'
import { Element } from './element.tsx'
import { ReasonField } from './reason-field.tsx'
import { workName } from './words.ts'

export const incidentPages = [
  page('GET /administration/incidents', showIncidents),
  page('GET /administration/incidents/:incident', (context) => showIncident(context)),
  page('POST /administration/incidents/:incident/retry', (context) =>
    answerPost(context, {
      form: 'retry',
      async does(posted) {
        await context.perform(retryIncident, {
          incident: context.parameters['incident'],
          reason: posted.get('reason') ?? '',
        })
        return '/administration/incidents?done=retried'
      },
      again: (typed) => showIncident(context, typed),
    }),
  ),
]

async function showIncidents(context: PageContext): Promise<View> {
  const { speech, query } = context
  const after = query.get('after')
  const { items, next } = await context.perform(listIncidents, {
    ...(after && /^\d{1,18}$/.test(after) ? { after } : {}),
  })
  return administrationFrame(context, {
    title: speech.t('admin.incidents'),
    done: query.get('done') === 'retried' ? speech.t('process.retried') : undefined,
    body:
      items.length === 0 ? (
        <EmptyState title={speech.t('admin.incidents-none')} />
      ) : (
        <>
          <Table
            caption={speech.t('admin.incidents')}
            captionHidden
            stack
            rows={items}
            tone={() => 'refused'}
            columns={[
              {
                header: speech.t('process.case'),
                main: true,
                cell: (item) =>
                  item.application && item.number ? (
                    <a href={speech.path(`/administration/cases/${item.application}`)}>{item.number}</a>
                  ) : (
                    workName(speech, item.kind)
                  ),
              },
              { header: speech.t('process.version'), cell: (item) => item.definition ?? '' },
              {
                header: speech.t('process.element'),
                cell: (item) => (
                  <>
                    {item.element ? (
                      <>
                        <Element id={item.element} name={item.name} />{' '}
                      </>
                    ) : null}
                    <span class="soft">{workName(speech, item.kind)}</span>
                  </>
                ),
              },
              { header: speech.t('process.cause'), cell: (item) => item.cause },
              {
                header: speech.t('process.since'),
                cell: (item) => <Moment at={item.since}>{speech.dateTime(item.since)}</Moment>,
              },
              { header: speech.t('process.attempts'), number: true, cell: (item) => speech.number(item.attempts) },
              {
                header: speech.t('admin.incident-retry'),
                cell: (item) => (
                  <a href={speech.path(`/administration/incidents/${item.id}`)}>
                    {speech.t('admin.incident-retry')}
                    <span class="hidden-visually"> {item.number ?? item.id}</span>
                  </a>
                ),
              },
            ]}
          />
          <Pagination
            words={uiWords(speech.t)}
            {...(next ? { next: speech.path(`/administration/incidents?after=${next}`) } : {})}
            {...(after ? { previous: speech.path('/administration/incidents') } : {})}
          />
        </>
      ),
  })
}

async function showIncident(context: PageContext, typed: Typed = NOTHING_TYPED): Promise<View> {
  const { speech } = context
  const id = context.parameters['incident'] ?? ''
  const found = /^\d{1,18}$/.test(id)
    ? (await context.perform(listIncidents, { after: String(BigInt(id) + 1n) })).items[0]
    : undefined
  if (found?.id !== id) throw new Refusal(refusal['incident-over'])
  return administrationFrame(context, {
    title: found.number ?? workName(speech, found.kind),
    caption: speech.t('process.incident'),
    back: { href: '/administration/incidents', text: speech.t('admin.incidents') },
    typed,
    body: (
      <>
        <SummaryList
          rows={[
            { key: speech.t('process.cause'), value: found.cause },
            ...(found.element
              ? [{ key: speech.t('process.element'), value: <Element id={found.element} name={found.name} /> }]
              : []),
            { key: speech.t('process.work-kind'), value: workName(speech, found.kind) },
            ...(found.definition ? [{ key: speech.t('process.version'), value: found.definition }] : []),
            { key: speech.t('process.since'), value: speech.dateTime(found.since) },
            { key: speech.t('process.attempts'), value: speech.number(found.attempts) },
          ]}
        />
        {found.application ? (
          <p>
            <a href={speech.path(`/administration/cases/${found.application}`)}>{speech.t('process.show-case')}</a>
          </p>
        ) : null}
        <Form action={speech.path(`/administration/incidents/${id}/retry`)}>
          <ReasonField speech={speech} typed={typed} />
          <Buttons>
            <Button>{speech.t('admin.incident-retry')}</Button>
          </Buttons>
        </Form>
      </>
    ),
  })
}
