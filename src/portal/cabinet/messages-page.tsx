import { listNotices, readNotices, showCabinet } from '../../modules/casework/index.ts'
import { page, type PageContext, type View } from '../../platform/http/index.ts'
import { Button, Buttons, EmptyState, Form, Section, Stack } from '../../ui/index.ts'
import type { ToDo } from '../to-do-cards.tsx'
import { cabinetFrame } from './cabinet-frame.tsx'
import { MessageCard, type Notice } from './message-card.tsx'

export const messagesPages = [
  page('GET /cabinet/messages', ['country', 'published'], show),
  page('POST /cabinet/messages', async (context) => {
    await context.perform(readNotices, {})
    return context.redirect('/cabinet/messages')
  }),
]

async function show(context: PageContext<'country' | 'published'>): Promise<View> {
  const { speech, world } = context
  const { items } = await context.perform(listNotices, {})
  const { toDo } = await context.perform(showCabinet, {})
  const names = await world.published.names(
    items.flatMap(({ service }) => service ?? []),
    speech.language,
  )
  const notices = await Promise.all(
    items.map(async (notice) => {
      const waits = findToDo(notice, toDo)
      return {
        group: waits ? 'waiting' : notice.readAt ? 'before' : 'new',
        card: (
          <MessageCard
            context={context}
            notice={notice}
            waits={waits}
            name={notice.service ? names.get(notice.service) : undefined}
            own={await ownWords(context, notice)}
          />
        ),
      }
    }),
  )
  const parts = ['waiting', 'new', 'before']
    .map((group) => ({ group, cards: notices.filter((notice) => notice.group === group).map(({ card }) => card) }))
    .filter(({ cards }) => cards.length > 0)
  return cabinetFrame(
    context,
    parts.length === 0 ? (
      <EmptyState title={speech.t('casework.messages.none')}>{speech.t('casework.messages.none-detail')}</EmptyState>
    ) : (
      <>
        {parts.map(({ group, cards }) => (
          <Section title={speech.t(`applicant.told.${group}`)}>
            <Stack gap="small">{cards}</Stack>
          </Section>
        ))}
        {items.some((item) => item.readAt === null) ? (
          <Form action={speech.path('/cabinet/messages')}>
            <Buttons>
              <Button look="secondary">{speech.t('casework.messages.read')}</Button>
            </Buttons>
          </Form>
        ) : null}
      </>
    ),
  )
}

/** What a notice asks for, while it still waits. */
function findToDo(notice: Notice, toDo: readonly ToDo[]): ToDo | undefined {
  const here = toDo.filter(({ application }) => application === notice.application)
  if (notice.text === 'question' || notice.text === 'hearing')
    return here.find(({ kind, id }) => kind === notice.text && id === notice.about)
  return here.find(({ kind, act }) => kind === 'task' && notice.text === `act.${act}`)
}

/** What the service itself says at this step, said with the answers of its application. */
async function ownWords({ world, speech }: PageContext<'published'>, notice: Notice): Promise<string | undefined> {
  if (notice.text !== 'message' || !notice.about || !notice.service || notice.version === null) return undefined
  const service = await world.published.get(notice.service, notice.version)
  return service.has(notice.about) ? service.say(speech.language, notice.about, { answers: {} }) : undefined
}
