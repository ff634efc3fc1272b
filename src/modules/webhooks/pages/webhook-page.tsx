import type { z } from 'zod'
import {
  answerPost,
  NOTHING_TYPED,
  page,
  typedIn,
  type PageContext,
  type Typed,
  type View,
} from '../../../platform/http/index.ts'
import { general, Refusal, type AnyUseCase } from '../../../platform/use-case/index.ts'
import { Button, Buttons, Disclosure, Form, Section, SummaryList } from '../../../ui/index.ts'
import { listSystems } from '../../exchange/index.ts'
import { administrationFrame } from '../../process/index.ts'
import { listMessages, listWebhooks } from '../use/list-webhooks.ts'
import type { WebhookView } from '../use/show-webhook.ts'
import {
  endWebhook,
  leaveOutMessage,
  pauseWebhook,
  resumeWebhook,
  sendMessageAgain,
  sendTest,
} from '../use/steer-webhook.ts'
import { changeWebhook, rotateSecret } from '../use/subscribe.ts'
import { DeliveryTable } from './delivery-table.tsx'
import { secretView } from './secret-view.tsx'
import { StateTag } from './state-tag.tsx'
import { WishFields } from './wish-fields.tsx'

const NEEDS = ['exchangeKeys'] as const
type Context = PageContext<'exchangeKeys'>

const idOf = ({ parameters }: PageContext): string => parameters['webhook'] ?? ''
const hereOf = (context: PageContext): string => `/administration/webhooks/${idOf(context)}`

/** A button that does one thing to a subscription and says on the page that it is done. */
const press = (does: string, useCase: AnyUseCase) =>
  page(`POST /administration/webhooks/:webhook/${does}`, NEEDS, (context) =>
    answerPost(context, {
      form: does,
      fields: [],
      async does(posted) {
        const delivery = posted.get('delivery')
        await context.perform(useCase, { webhook: idOf(context), ...(delivery ? { delivery } : {}) })
        return `${hereOf(context)}?done=${does}`
      },
      again: (typed) => show(context, typed),
    }),
  )

const PRESSED = {
  pause: pauseWebhook,
  resume: resumeWebhook,
  end: endWebhook,
  test: sendTest,
  again: sendMessageAgain,
  'leave-out': leaveOutMessage,
}

export const webhookPages = [
  page('GET /administration/webhooks/:webhook', NEEDS, (context) => show(context)),
  page('POST /administration/webhooks/:webhook', NEEDS, (context) =>
    answerPost(context, {
      form: 'change',
      fields: ['address', 'events'],
      async does(posted) {
        await context.perform(changeWebhook, {
          webhook: idOf(context),
          address: (posted.get('address') ?? '').trim(),
          events: posted.getAll('events').filter(Boolean),
        })
        return `${hereOf(context)}?done=change`
      },
      again: (typed) => show(context, typed),
    }),
  ),
  page('POST /administration/webhooks/:webhook/secret', NEEDS, (context) =>
    answerPost(context, {
      form: 'secret',
      fields: [],
      async does(_posted, { key }) {
        const { webhook, secret } = await context.perform(rotateSecret, { webhook: idOf(context) }, key)
        return secretView(context, webhook, secret)
      },
      again: (typed) => show(context, typed),
    }),
  ),
  ...Object.entries(PRESSED).map(([does, useCase]) => press(does, useCase)),
]

async function show(context: Context, typed: Typed = NOTHING_TYPED): Promise<View> {
  const { speech, query } = context
  const webhook = (await context.perform(listWebhooks, {})).items.find(({ id }) => id === idOf(context))
  if (!webhook) throw new Refusal(general['not-found'])
  const system = (await context.perform(listSystems, {})).items.find(({ client }) => client === webhook.client)
  const steers = await context.may(endWebhook, { webhook: webhook.id })
  const before = query.get('before')
  const { items, next } = await context.perform(listMessages, {
    webhook: webhook.id,
    ...(before && /^\d{1,18}$/.test(before) ? { before } : {}),
  })
  const done = query.get('done')
  const over = webhook.state === 'ended' || webhook.state === 'gone'
  return administrationFrame(context, {
    title: system?.name ?? webhook.client,
    caption: speech.t('webhooks.title'),
    tags: <StateTag speech={speech} state={webhook.state} />,
    back: { href: '/administration/webhooks', text: speech.t('webhooks.title') },
    done: done && speech.has(`webhooks.done.${done}`) ? speech.t(`webhooks.done.${done}`) : undefined,
    typed,
    body: (
      <>
        <Facts context={context} webhook={webhook} system={system?.system} />
        {over || !steers ? null : <Steering context={context} webhook={webhook} typed={typed} />}
        <Section title={speech.t('webhooks.messages')}>
          <DeliveryTable
            context={context}
            here={hereOf(context)}
            items={items}
            over={over || !steers}
            next={next}
            paged={before !== null}
          />
        </Section>
      </>
    ),
  })
}

type Webhook = z.output<typeof WebhookView>

function Facts({
  context: { speech },
  webhook,
  system,
}: {
  context: PageContext
  webhook: Webhook
  system: string | undefined
}) {
  return (
    <SummaryList
      rows={[
        {
          key: speech.t('webhooks.system'),
          value:
            system === undefined ? (
              <code>{webhook.client}</code>
            ) : (
              <a href={speech.path(`/administration/systems/${system}`)}>{webhook.client}</a>
            ),
        },
        { key: speech.t('webhooks.address'), value: <code>{webhook.address}</code> },
        {
          key: speech.t('webhooks.events'),
          value: (
            <ul class="plain">
              {webhook.events.map((kind) => (
                <li>{speech.t(`webhooks.event.${kind.replace('.', '-')}`)}</li>
              ))}
            </ul>
          ),
        },
        ...(webhook.since
          ? [{ key: speech.t(`webhooks.since.${webhook.state}`), value: speech.dateTime(webhook.since) }]
          : []),
        ...(webhook.problem ? [{ key: speech.t('webhooks.problem'), value: webhook.problem }] : []),
        ...(webhook.tryAt ? [{ key: speech.t('webhooks.try-at'), value: speech.dateTime(webhook.tryAt) }] : []),
        { key: speech.t('webhooks.waiting'), value: speech.number(webhook.waiting) },
        { key: speech.t('webhooks.stopped'), value: speech.number(webhook.stopped) },
      ]}
    />
  )
}

function Steering({ context, webhook, typed }: { context: PageContext; webhook: Webhook; typed: Typed }) {
  const { speech } = context
  const to = (does: string) => speech.path(`${hereOf(context)}/${does}`)
  return (
    <>
      <Buttons>
        <Form action={to('test')}>
          <Button look="secondary">{speech.t('webhooks.test')}</Button>
        </Form>
        {webhook.state === 'on' ? null : (
          <Form action={to('resume')}>
            <Button>{speech.t(webhook.state === 'away' ? 'webhooks.try-now' : 'webhooks.resume')}</Button>
          </Form>
        )}
        {webhook.state === 'paused' || webhook.state === 'silent' ? null : (
          <Form action={to('pause')}>
            <Button look="secondary">{speech.t('webhooks.pause')}</Button>
          </Form>
        )}
      </Buttons>
      <Disclosure summary={speech.t('webhooks.change')} open={typed.form === 'change'}>
        <Form action={speech.path(hereOf(context))}>
          <WishFields context={context} typed={typedIn(typed, 'change')} known={webhook} />
          <Buttons>
            <Button>{speech.t('webhooks.change-do')}</Button>
          </Buttons>
        </Form>
      </Disclosure>
      <Disclosure summary={speech.t('webhooks.rotate')}>
        <p>{speech.t('webhooks.rotate-how')}</p>
        <Form action={to('secret')}>
          <input type="hidden" name="key" value={context.formKey()} />
          <Buttons>
            <Button look="secondary">{speech.t('webhooks.rotate-do')}</Button>
          </Buttons>
        </Form>
      </Disclosure>
      <Disclosure summary={speech.t('webhooks.end')}>
        <p>{speech.t('webhooks.end-how')}</p>
        <Form action={to('end')}>
          <Buttons>
            <Button look="secondary" danger>
              {speech.t('webhooks.end-do')}
            </Button>
          </Buttons>
        </Form>
      </Disclosure>
    </>
  )
}
