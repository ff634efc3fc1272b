import type { z } from 'zod'
import { CaseTag, listAgreements, showCabinet, suspendedSaid } from '../../modules/casework/index.ts'
import { page, type PageContext } from '../../platform/http/index.ts'
import { Alert, Card, EmptyState, LinkList, Progress, Section, Stack, Tag } from '../../ui/index.ts'
import { toDoCards } from '../to-do-cards.tsx'
import { cabinetFrame } from './cabinet-frame.tsx'

export const cabinetPage = page('GET /cabinet', ['country', 'published'], async (context) => {
  const { speech, world } = context
  const cabinet = await context.perform(showCabinet, {})
  const services = await world.published.all(
    [...cabinet.applications, ...cabinet.drafts].map((application) => application.service),
  )
  const names = new Map([...services].map(([id, { passport }]) => [id, speech.text(passport.name)]))
  // of a person, whomever they act for at the moment
  const asked = (await context.perform(listAgreements, {})).items.filter(
    ({ side, state }) => side === 'of-me' && state === 'asked',
  )
  const over = (status: string) => ['completed', 'annulled', 'refused'].includes(status)
  const waiting = new Set(cabinet.toDo.map((item) => item.application))
  const running = cabinet.applications.filter(({ status, id }) => !over(status) && !waiting.has(id))
  const finished = cabinet.applications.filter(({ status }) => over(status))
  return cabinetFrame(
    context,
    <>
      {context.query.get('done') === 'draft' ? <Alert title={speech.t('portal.cabinet.draft-deleted')} /> : null}
      {asked.length > 0 ? (
        <Section title={speech.t('portal.agreements.waits')}>
          <LinkList
            links={asked.map(({ asker, organisation }) => ({
              href: speech.path('/cabinet/agreements'),
              text: speech.t('portal.agreements.asks', { name: organisation ? `${asker} (${organisation})` : asker }),
            }))}
          />
        </Section>
      ) : null}
      <Section title={speech.t('portal.cabinet.to-do')}>
        {cabinet.toDo.length > 0 ? (
          <Stack gap="small">{await toDoCards(context, cabinet.toDo, cabinet.applications)}</Stack>
        ) : (
          <p class="soft">{speech.t('portal.cabinet.to-do-none')}</p>
        )}
      </Section>
      {cabinet.drafts.length > 0 ? (
        <Section title={speech.t('portal.cabinet.drafts')}>
          <Stack gap="small">
            {cabinet.drafts.map((draft) => (
              <Card title={names.get(draft.service) ?? draft.service}>
                <p class="soft small">
                  {speech.t('portal.cabinet.saved-on', { date: speech.dateTime(draft.updatedAt) })}
                </p>
                <p class="row">
                  <a href={speech.path(`/drafts/${draft.id}`)}>
                    {speech.t('portal.cabinet.draft-go-on')}
                    <span class="hidden-visually">: {names.get(draft.service)}</span>
                  </a>
                  <a class="soft" href={speech.path(`/cabinet/drafts/${draft.id}/delete`)}>
                    {speech.t('portal.cabinet.draft-delete')}
                    <span class="hidden-visually">: {names.get(draft.service)}</span>
                  </a>
                </p>
              </Card>
            ))}
          </Stack>
        </Section>
      ) : null}
      {running.length > 0 ? (
        <Section title={speech.t('portal.cabinet.in-progress')}>
          <Stack gap="small">
            {running.map((application) => (
              <Running
                context={context}
                application={application}
                name={names.get(application.service)}
                term={services.get(application.service)?.passport.term}
              />
            ))}
          </Stack>
        </Section>
      ) : null}
      {cabinet.applications.length === 0 ? (
        <EmptyState title={speech.t('portal.cabinet.no-applications')}>
          <p>
            {speech.t('portal.cabinet.no-applications-remedy')}{' '}
            <a href={speech.path('/services')}>{speech.t('portal.home.all-services')}</a>
          </p>
        </EmptyState>
      ) : null}
      {finished.length > 0 ? (
        <Section title={speech.t('portal.cabinet.finished')}>
          <LinkList
            links={finished.map((application) => ({
              href: speech.path(`/applications/${application.id}`),
              text: names.get(application.service),
              detail: (
                <>
                  <CaseTag speech={speech} of={application} /> <span class="num">{application.number}</span> ·{' '}
                  {speech.t('casework.filed-on')} {speech.date(application.filedAt)}
                  {application.mayAppeal ? (
                    <>
                      <br />
                      {speech.t('portal.cabinet.may-appeal')}
                    </>
                  ) : null}
                </>
              ),
            }))}
          />
        </Section>
      ) : null}
    </>,
    cabinet.unread,
  )
})

/** A case that others work on: where it is, how it stands, and until when the answer comes. */
function Running({
  context,
  application,
  name,
  term,
}: {
  context: PageContext<'country'>
  application: z.output<typeof showCabinet.output>['applications'][number]
  name: string | undefined
  term: { amount: number; unit: string } | undefined
}) {
  const { speech, world, now } = context
  const { suspended, still } = application
  return (
    <Card title={name} href={speech.path(`/applications/${application.id}`)}>
      <p>
        {suspended ? (
          <Tag tone="waits">{speech.t('portal.cabinet.suspended')}</Tag>
        ) : (
          <CaseTag speech={speech} of={application} />
        )}{' '}
        <span class="soft num">{application.number}</span>
      </p>
      {suspended ? (
        <p>{suspendedSaid(speech, suspended)}</p>
      ) : application.dueAt ? (
        <Way
          promise={promiseOf(context, term, application.dueAt)}
          from={application.filedAt}
          now={now}
          dueAt={application.dueAt}
        />
      ) : null}
      {still && !suspended ? (
        <p class="small">{speech.t('portal.cabinet.still-other', { date: speech.date(still.since) })}</p>
      ) : null}
      <p class="soft small">
        {speech.t('portal.cabinet.at-body', {
          office: world.country.displayName(application.owner, speech.language),
        })}
      </p>
    </Card>
  )
}

/** Until when the answer comes, with the term of the service that set it. */
const promiseOf = (
  { speech }: PageContext,
  term: { amount: number; unit: string } | undefined,
  dueAt: string,
): string =>
  term
    ? speech.t('form.check.promise', {
        date: speech.date(dueAt),
        term: speech.t(`ui.term.${term.unit}`, { count: term.amount }),
      })
    : speech.t('casework.task.by', { date: speech.date(dueAt) })

/** How much of the time to the answer has passed. */
function Way({ promise, from, now, dueAt }: { promise: string; from: string; now: string; dueAt: string }) {
  const [begun, at, end] = [from, now, dueAt].map((text) => Date.parse(text)) as [number, number, number]
  return (
    <Progress
      value={Math.round(Math.min(1, Math.max(0, (at - begun) / Math.max(1, end - begun))) * 100)}
      max={100}
      label={promise}
      text={promise}
    />
  )
}
