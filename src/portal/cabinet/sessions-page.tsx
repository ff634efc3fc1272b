import { answerPost, NOTHING_TYPED, page, typedIn, type PageContext, type Typed } from '../../platform/http/index.ts'
import { endSession, listSessions } from '../../platform/identity/index.ts'
import { Alert, Button, Buttons, ErrorSummary, Form, Table, Tag, uiWords, Moment } from '../../ui/index.ts'
import { cabinetFrame } from './cabinet-frame.tsx'

/** Where a person is signed in, and a way to end it there. */
export const sessionsPages = [
  page('GET /cabinet/sessions', (context) => show(context)),
  page('POST /cabinet/sessions', (context) =>
    answerPost(context, {
      form: 'end',
      async does(posted) {
        const session = posted.get('session')
        const { ended } = await context.perform(endSession, session ? { session } : {})
        return `/cabinet/sessions?ended=${ended}`
      },
      mends: (refusal) => refusal.kind.status === 404,
      again: (typed) => show(context, typed),
    }),
  ),
]

async function show(context: PageContext, typed: Typed = NOTHING_TYPED) {
  const { speech, query } = context
  const { items } = await context.perform(listSessions, {})
  const ended = /^\d{1,4}$/.test(query.get('ended') ?? '') ? Number(query.get('ended')) : undefined
  const { faults } = typedIn(typed, 'end')
  const view = await cabinetFrame(
    context,
    <>
      {ended === undefined ? null : <Alert title={speech.t('portal.sessions.ended', { count: ended })} />}
      <ErrorSummary title={uiWords(speech.t)['error-title']} errors={Object.values(faults).map((text) => ({ text }))} />
      <p class="soft">{speech.t('portal.sessions.hint')}</p>
      <Table
        caption={speech.t('portal.cabinet.sessions')}
        captionHidden
        stack
        rows={items}
        columns={[
          {
            header: speech.t('portal.sessions.where'),
            main: true,
            cell: (session) => (
              <span>
                {deviceOf(session.agent) ?? speech.t('portal.sessions.unknown')}{' '}
                {session.current ? <Tag tone="action">{speech.t('portal.sessions.here')}</Tag> : null}
              </span>
            ),
          },
          {
            header: speech.t('portal.sessions.since'),
            cell: (session) => <Moment at={session.since}>{speech.dateTime(session.since)}</Moment>,
          },
          {
            header: speech.t('portal.sessions.seen'),
            cell: (session) => <Moment at={session.seenAt}>{speech.dateTime(session.seenAt)}</Moment>,
          },
          {
            header: speech.t('portal.sessions.end'),
            cell: (session) =>
              session.current ? (
                ''
              ) : (
                <form method="post" action={speech.path('/cabinet/sessions')}>
                  <input type="hidden" name="session" value={session.id} />
                  <Button look="secondary">
                    {speech.t('portal.sessions.end')}
                    <span class="hidden-visually"> {speech.dateTime(session.since)}</span>
                  </Button>
                </form>
              ),
          },
        ]}
      />
      {items.length > 1 ? (
        <Form action={speech.path('/cabinet/sessions')}>
          <Buttons>
            <Button look="secondary">{speech.t('portal.sessions.end-others')}</Button>
          </Buttons>
        </Form>
      ) : null}
    </>,
  )
  return { ...view, ...(typed.status === 200 ? {} : { status: typed.status }) }
}

/** Browser and system, as people call them; undefined for one that does not say. */
function deviceOf(agent: string | null): string | undefined {
  if (agent === null) return undefined
  const browser = BROWSERS.find(([, pattern]) => pattern.test(agent))?.[0]
  const system = SYSTEMS.find(([, pattern]) => pattern.test(agent))?.[0]
  return [browser, system].filter(Boolean).join(' · ') || agent.slice(0, 60)
}

// the more particular first: most browsers also call themselves by others' names
const BROWSERS: [string, RegExp][] = [
  ['Yandex Browser', /YaBrowser\//],
  ['Edge', /Edg(e|A|iOS)?\//],
  ['Opera', /OPR\//],
  ['Samsung Internet', /SamsungBrowser\//],
  ['Firefox', /(Firefox|FxiOS)\//],
  ['Chrome', /(Chrome|CriOS)\//],
  ['Safari', /Safari\//],
]
const SYSTEMS: [string, RegExp][] = [
  ['Android', /Android/],
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux/],
]
