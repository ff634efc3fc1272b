import { actKey } from '../../kernel/case/index.ts'
import { listNotices, readNotices, showCabinet } from '../../modules/casework/index.ts'
import { page } from '../../platform/http/index.ts'
import { EmptyState, LinkList } from '../../ui/index.ts'
import { cabinetFrame } from './cabinet-frame.tsx'

export const messagesPage = page('GET /cabinet/messages', ['published'], async (context) => {
  const { speech, world } = context
  const { items } = await context.perform(listNotices, {})
  const { applications } = await context.perform(showCabinet, {})
  const known = new Map(applications.map((application) => [application.id, application]))
  const names = await world.published.names(
    applications.map((application) => application.service),
    speech.language,
  )
  const lines = items.map((notice) => {
    const item = known.get(notice.application)
    const name = item ? names.get(item.service) : ''
    return {
      href: speech.path(`/${notice.text.startsWith('task-') ? 'desk/cases' : 'applications'}/${notice.application}`),
      text: (
        <>
          {notice.readAt ? null : (
            <>
              <strong aria-hidden="true">● </strong>
              <span class="hidden-visually">{speech.t('casework.status.new')}: </span>
            </>
          )}
          {speech.t(noticeKey(notice.text))}
        </>
      ),
      detail: (
        <>
          {name}
          {item ? (
            <>
              {' '}
              · <span class="num nowrap">{item.number}</span>
            </>
          ) : null}{' '}
          · <span class="nowrap">{speech.dateTime(notice.sentAt)}</span>
        </>
      ),
    }
  })
  // shown is read
  if (items.some((item) => item.readAt === null)) await context.perform(readNotices, {})
  return cabinetFrame(
    context,
    lines.length === 0 ? (
      <EmptyState title={speech.t('casework.messages.none')} level={2}>
        {speech.t('casework.messages.none-detail')}
      </EmptyState>
    ) : (
      <LinkList links={lines} />
    ),
  )
})

/** What waits for the applicant is said in the words of its act; all else has words of its own. */
const noticeKey = (text: string): string =>
  text.startsWith('act.') ? actKey.notice(text.slice(4)) : `applicant.notice.${text}`
