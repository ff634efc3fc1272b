import { CaseTag, showCabinet } from '../../modules/casework/index.ts'
import { page, type PageContext } from '../../platform/http/index.ts'
import { Card, EmptyState, LinkList, Progress, Section, Stack } from '../../ui/index.ts'
import { toDoCards } from '../to-do-cards.tsx'
import { cabinetFrame } from './cabinet-frame.tsx'

export const cabinetPage = page('GET /cabinet', ['country', 'published'], async (context) => {
  const { speech, world, now } = context
  const cabinet = await context.perform(showCabinet, {})
  const services = await world.published.all(
    [...cabinet.applications, ...cabinet.drafts].map((application) => application.service),
  )
  const names = new Map([...services].map(([id, { passport }]) => [id, speech.text(passport.name)]))
  const over = (status: string) => ['completed', 'annulled', 'refused'].includes(status)
  const cards = (over_: boolean) =>
    cabinet.applications
      .filter((application) => over(application.status) === over_)
      .map((application) => (
        <Card title={names.get(application.service)} href={speech.path(`/applications/${application.id}`)}>
          <p>
            <CaseTag speech={speech} of={application} /> <span class="soft num">{application.number}</span>
          </p>
          {over_ || !application.dueAt ? null : (
            <Way
              promise={promiseOf(context, services.get(application.service)?.passport.term, application.dueAt)}
              from={application.filedAt}
              now={now}
              dueAt={application.dueAt}
            />
          )}
          <p class="soft small">
            {over_
              ? `${speech.t('casework.filed-on')} ${speech.date(application.filedAt)}`
              : world.country.displayName(application.owner, speech.language)}
          </p>
        </Card>
      ))
  const [running, finished] = [cards(false), cards(true)]
  return cabinetFrame(
    context,
    <>
      <Section title={speech.t('portal.cabinet.to-do')}>
        {cabinet.toDo.length > 0 ? (
          <Stack gap="small">{await toDoCards(context, cabinet.toDo)}</Stack>
        ) : (
          <p class="soft">{speech.t('portal.cabinet.to-do-none')}</p>
        )}
      </Section>
      {cabinet.drafts.length > 0 ? (
        <Section title={speech.t('portal.cabinet.drafts')}>
          <LinkList
            links={cabinet.drafts.map((draft) => ({
              href: speech.path(`/drafts/${draft.id}`),
              text: names.get(draft.service) ?? draft.service,
              detail: speech.t('portal.cabinet.saved-on', { date: speech.dateTime(draft.updatedAt) }),
            }))}
          />
        </Section>
      ) : null}
      {running.length > 0 ? (
        <Section title={speech.t('portal.cabinet.in-progress')}>
          <Stack gap="small">{running}</Stack>
        </Section>
      ) : null}
      {running.length + finished.length === 0 ? (
        <EmptyState title={speech.t('portal.cabinet.no-applications')} level={2}>
          <p>
            {speech.t('portal.cabinet.no-applications-remedy')}{' '}
            <a href={speech.path('/services')}>{speech.t('portal.home.all-services')}</a>
          </p>
        </EmptyState>
      ) : null}
      {finished.length > 0 ? (
        <Section title={speech.t('portal.cabinet.finished')}>
          <Stack gap="small">{finished}</Stack>
        </Section>
      ) : null}
    </>,
    cabinet.unread,
  )
})

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
