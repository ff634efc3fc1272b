import { renderSVG } from 'uqr'
import type { z } from 'zod'
import { chooseFirst, listWays, makeChatCode, removeChat } from '../../platform/contact/index.ts'
import {
  answerPost,
  faultsOf,
  NOTHING_TYPED,
  page,
  typedIn,
  type PageContext,
  type Typed,
  type View,
} from '../../platform/http/index.ts'
import {
  Alert,
  Button,
  Buttons,
  ErrorSummary,
  Field,
  Form,
  LinkButton,
  Moment,
  Notice,
  Qr,
  Section,
  SummaryList,
  uiWords,
} from '../../ui/index.ts'
import { cabinetFrame } from './cabinet-frame.tsx'

type Ways = z.output<typeof listWays.output>

const HERE = '/cabinet/channels'

/** How a person is told of what happens, and their choice of it. */
export const channelsPages = [
  page(`GET ${HERE}`, (context) => show(context)),
  page(`POST ${HERE}`, (context) =>
    answerPost(context, {
      form: 'first',
      fields: ['channel'],
      async does(posted, { key }) {
        if (posted.get('do') === 'begin') return showLink(context, await context.perform(makeChatCode, {}, key))
        if (posted.get('do') === 'remove') {
          await context.perform(removeChat, {})
          return `${HERE}?done=removed`
        }
        await context.perform(chooseFirst, { channel: posted.get('channel') || null })
        return `${HERE}?done=chosen`
      },
      again: (typed) => show(context, typed),
    }),
  ),
]

const DONE = ['chosen', 'removed']

async function show(context: PageContext, typed: Typed = NOTHING_TYPED): Promise<View> {
  const { speech, query } = context
  const ways = await context.perform(listWays, {})
  const done = query.get('done') ?? ''
  const view = await cabinetFrame(
    context,
    <>
      {DONE.includes(done) ? <Alert title={speech.t(`portal.channels.${done}`)} /> : null}
      <ErrorSummary title={uiWords(speech.t)['error-title']} errors={faultsOf(typed)} />
      <p>{speech.t('portal.channels.lead')}</p>
      <SummaryList
        rows={ways.channels.map(({ name, address, reaches }) => ({
          key: speech.t(`portal.channels.name.${name}`),
          value: address ?? speech.t(`portal.channels.${reaches ? 'connected' : 'unknown'}`),
        }))}
      />
      {ways.channels.some(({ reaches }) => reaches) ? <First context={context} ways={ways} typed={typed} /> : null}
      {ways.channels.some(({ name }) => name === 'telegram') ? <Chat context={context} ways={ways} /> : null}
    </>,
  )
  return { ...view, ...(typed.status === 200 ? {} : { status: typed.status }) }
}

/** The choice among the channels that reach this person. */
function First({ context: { speech }, ways, typed }: { context: PageContext; ways: Ways; typed: Typed }) {
  const { values, faults } = typedIn(typed, 'first')
  return (
    <Form action={speech.path(HERE)}>
      <Field
        kind="choice"
        name="channel"
        label={speech.t('portal.channels.first')}
        error={faults['channel']}
        words={uiWords(speech.t)}
        value={values['channel'] ?? ways.first ?? ''}
        options={[
          { value: '', text: speech.t('portal.channels.usual'), hint: speech.t('portal.channels.usual-hint') },
          ...ways.channels
            .filter(({ reaches }) => reaches)
            .map(({ name }) => ({ value: name, text: speech.t(`portal.channels.name.${name}`) })),
        ]}
      />
      <Buttons>
        <Button>{speech.t('portal.channels.save')}</Button>
      </Buttons>
    </Form>
  )
}

/** The chat with the bot: how it is begun, and how it ends. */
function Chat({ context, ways }: { context: PageContext; ways: Ways }) {
  const { speech } = context
  return (
    <Section title={speech.t('portal.channels.name.telegram')}>
      <p>{speech.t('portal.channels.chat-lead')}</p>
      {ways.codeEndsAt ? (
        <Notice>{speech.t('portal.channels.code-waits', { until: speech.dateTime(ways.codeEndsAt) })}</Notice>
      ) : null}
      {ways.chat ? (
        <Form action={speech.path(HERE)}>
          <p>
            {speech.t('portal.channels.since')} <Moment at={ways.chat.since}>{speech.dateTime(ways.chat.since)}</Moment>
          </p>
          <Buttons>
            <Button look="secondary" name="do" value="remove">
              {speech.t('portal.channels.remove')}
            </Button>
          </Buttons>
        </Form>
      ) : (
        <Form action={speech.path(HERE)}>
          <input type="hidden" name="key" value={context.formKey()} />
          <Buttons>
            <Button look="secondary" name="do" value="begin">
              {speech.t('portal.channels.begin')}
            </Button>
          </Buttons>
        </Form>
      )}
    </Section>
  )
}

/** The only page on which the link stands: whoever opens it first has the chat. */
async function showLink(context: PageContext, { link, until }: z.output<typeof makeChatCode.output>): Promise<View> {
  const { speech } = context
  const view = await cabinetFrame(
    context,
    <Section title={speech.t('portal.channels.begin')}>
      {link === null ? (
        <Notice>{speech.t('portal.channels.link-shown')}</Notice>
      ) : (
        <>
          <p>{speech.t('portal.channels.link-lead', { until: speech.dateTime(until) })}</p>
          <p class="soft">{speech.t('portal.channels.link-secret')}</p>
          <Buttons>
            <LinkButton href={link}>{speech.t('portal.channels.open')}</LinkButton>
          </Buttons>
          <Qr svg={renderSVG(link)} label={speech.t('portal.channels.qr')} />
        </>
      )}
      <p>
        <a href={speech.path(HERE)}>{speech.t('portal.channels.back')}</a>
      </p>
    </Section>,
  )
  return { ...view, secret: true, headers: { 'cache-control': 'no-store' } }
}
