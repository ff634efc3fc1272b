import { page, type PageContext, type View } from '../../../platform/http/index.ts'
import { Refusal } from '../../../platform/use-case/index.ts'
import { Button, Buttons, EmptyState, Form, Pagination, SummaryList, Table, uiWords } from '../../../ui/index.ts'
import { refusal } from '../model/refusals.ts'
import { listIncidents } from '../use/list-incidents.ts'
import { retryIncident } from '../use/retry-incident.ts'
import { administrationFrame, attempt, type Faults } from './administration-frame.tsx'
import { Element } from './element.tsx'
import { ReasonField } from './reason-field.tsx'
import { workName } from './words.ts'

export const incidentPages = [
  page('GET /administration/incidents', showIncidents),
  page('GET /administration/incidents/:incident', (context) => showIncident(context)),
  page('POST /administration/incidents/:incident/retry', async (context) => {
    const reason = (await context.form()).get('reason') ?? ''
    return attempt(
      context,
      async () => {
        await context.perform(retryIncident, { incident: context.parameters['incident'], reason })
        return '/administration/incidents?done=retried'
      },
      (faults) => showIncident(context, reason, faults),
    )
  }),
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
        <EmptyState level={2} title={speech.t('admin.incidents-none')} />
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
                cell: (one) =>
                  one.application && one.number ? (
                    <a href={speech.path(`/administration/cases/${one.application}`)}>{one.number}</a>
                  ) : (
                    workName(speech, one.kind)
                  ),
              },
              { header: speech.t('process.version'), cell: (one) => one.definition ?? '' },
              {
                header: speech.t('process.element'),
                cell: (one) => (
                  <>
                    {one.element ? (
                      <>
                        <Element id={one.element} name={one.name} />{' '}
                      </>
                    ) : null}
                    <span class="soft">{workName(speech, one.kind)}</span>
                  </>
                ),
              },
              { header: speech.t('process.cause'), cell: (one) => one.cause },
              {
                header: speech.t('process.since'),
                cell: (one) => <time datetime={one.since}>{speech.dateTime(one.since)}</time>,
              },
              { header: speech.t('process.attempts'), number: true, cell: (one) => speech.number(one.attempts) },
              {
                header: speech.t('admin.incident-retry'),
                cell: (one) => (
                  <a href={speech.path(`/administration/incidents/${one.id}`)}>
                    {speech.t('admin.incident-retry')}
                    <span class="hidden-visually"> {one.number ?? one.id}</span>
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

async function showIncident(context: PageContext, reason?: string, faults?: Faults): Promise<View> {
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
    ...(faults ? { faults } : {}),
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
          <ReasonField speech={speech} value={reason} faults={faults} />
          <Buttons>
            <Button>{speech.t('admin.incident-retry')}</Button>
          </Buttons>
        </Form>
      </>
    ),
  })
}
