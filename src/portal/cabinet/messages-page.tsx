import { actKey } from '../../kernel/case/index.ts'
import { listNotices, readNotices, showCabinet } from '../../modules/casework/index.ts'
import { page, type PageContext, type View } from '../../platform/http/index.ts'
import { Button, Buttons, EmptyState, Form, LinkList } from '../../ui/index.ts'
import { cabinetFrame } from './cabinet-frame.tsx'

export const messagesPages = [
  page('GET /cabinet/messages', ['published'], show),
  page('POST /cabinet/messages', async (context) => {
    await context.perform(readNotices, {})
    return context.redirect('/cabinet/messages')
  }),
]

async function show(context: PageContext<'published'>): Promise<View> {
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
  return cabinetFrame(
    context,
    lines.length === 0 ? (
      <EmptyState title={speech.t('casework.messages.none')} level={2}>
        {speech.t('casework.messages.none-detail')}
      </EmptyState>
    ) : (
      <>
        {items.some((item) => item.readAt === null) ? (
          <Form action={speech.path('/cabinet/messages')}>
            <Buttons>
              <Button look="secondary">{speech.t('casework.messages.read')}</Button>
            </Buttons>
          </Form>
        ) : null}
        <LinkList links={lines} />
      </>
    ),
  )
}

/** What waits for the applicant is said in the words of its act; all else has words of its own. */
const noticeKey = (text: string): string =>
  text.startsWith('act.') ? actKey.notice(text.slice(4)) : `applicant.notice.${text}`
