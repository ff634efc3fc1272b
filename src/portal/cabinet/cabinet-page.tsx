import { showCabinet } from '../../modules/casework/index.ts'
import { page } from '../../platform/http/index.ts'
import { inLanguage } from '../../platform/i18n/index.ts'
import { Card, EmptyState, LinkList, Section, Stack, StatusTag } from '../../ui/index.ts'
import { toDoCards } from '../to-do-cards.tsx'
import { cabinetFrame } from './cabinet-frame.tsx'

export const cabinetPage = page('GET /cabinet', async (context) => {
  const { speech, world, database } = context
  const cabinet = await context.perform(showCabinet, {})
  const ids = [...new Set([...cabinet.applications, ...cabinet.drafts].map((one) => one.service))]
  const names = new Map(await Promise.all(ids.map(async (id) => [id, inLanguage((await world.services.get(database, id)).passport.name, speech.language)] as const)))
  const over = (status: string) => ['completed', 'annulled', 'refused'].includes(status)
  const cards = (over_: boolean) => cabinet.applications.filter((one) => over(one.status) === over_).map((one) => (
    <Card title={names.get(one.service)} href={speech.path(`/applications/${one.id}`)}>
      <p><StatusTag status={one.status} text={speech.t(`casework.status.${one.status}`)} /> <span class="soft num">{one.number}</span></p>
      <p class="soft small">{over_ ? `${speech.t('casework.filed-on')} ${speech.date(one.filedAt)}` : `${world.country.displayName(one.owner, speech.language)}${one.dueAt ? ` · ${speech.t('casework.task.by', { date: speech.date(one.dueAt) })}` : ''}`}</p>
    </Card>
  ))
  const [running, finished] = [cards(false), cards(true)]
  return cabinetFrame(context, <>
    <Section title={speech.t('portal.cabinet.to-do')}>{cabinet.toDo.length > 0 ? <Stack gap="small">{await toDoCards(context, cabinet.toDo)}</Stack> : <p class="soft">{speech.t('portal.cabinet.to-do-none')}</p>}</Section>
    {cabinet.drafts.length > 0 ? <Section title={speech.t('portal.cabinet.drafts')}>
      <LinkList links={cabinet.drafts.map((draft) => ({ href: speech.path(`/drafts/${draft.id}`), text: names.get(draft.service) ?? draft.service, detail: speech.t('form.saved-at', { time: speech.dateTime(draft.updatedAt) }) }))} />
    </Section> : null}
    {running.length > 0 ? <Section title={speech.t('portal.cabinet.in-progress')}><Stack gap="small">{running}</Stack></Section> : null}
    {running.length + finished.length === 0 ? <EmptyState title={speech.t('portal.cabinet.no-applications')} level={2}><p>{speech.t('portal.cabinet.no-applications-remedy')} <a href={speech.path('/services')}>{speech.t('portal.home.all-services')}</a></p></EmptyState> : null}
    {finished.length > 0 ? <Section title={speech.t('portal.cabinet.finished')}><Stack gap="small">{finished}</Stack></Section> : null}
  </>, cabinet.unread)
})
