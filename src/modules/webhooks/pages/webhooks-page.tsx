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
import { Button, Buttons, EmptyState, Field, Form, Section, Table, uiWords } from '../../../ui/index.ts'
import { listSystems } from '../../exchange/index.ts'
import { administrationFrame } from '../../process/index.ts'
import { listWebhooks } from '../use/list-webhooks.ts'
import { subscribe } from '../use/subscribe.ts'
import { secretView } from './secret-view.tsx'
import { StateTag } from './state-tag.tsx'
import { WishFields } from './wish-fields.tsx'

export const webhooksPages = [
  page('GET /administration/webhooks', ['exchangeKeys'], (context) => show(context)),
  page('POST /administration/webhooks', ['exchangeKeys'], (context) =>
    answerPost(context, {
      form: 'subscribe',
      fields: ['client', 'address', 'events'],
      async does(posted, { key }) {
        const { webhook, secret } = await context.perform(
          subscribe,
          {
            client: posted.get('client') ?? '',
            address: (posted.get('address') ?? '').trim(),
            events: posted.getAll('events').filter(Boolean),
          },
          key,
        )
        return secretView(context, webhook, secret)
      },
      again: (typed) => show(context, typed),
    }),
  ),
]

type Context = PageContext<'exchangeKeys'>
type ToldSystem = z.output<typeof listSystems.output>['items'][number]

async function show(context: Context, typed: Typed = NOTHING_TYPED): Promise<View> {
  const { speech } = context
  const { items } = await context.perform(listWebhooks, {})
  const systems = (await context.perform(listSystems, {})).items
  const takePart = systems.filter(({ endedAt }) => endedAt === null)
  const may = await Promise.all(takePart.map(({ client }) => context.may(subscribe, { client })))
  const mine = takePart.filter((_system, at) => may[at])
  const nameOf = (client: string) => systems.find((system) => system.client === client)?.name ?? client
  return administrationFrame(context, {
    title: speech.t('webhooks.title'),
    typed,
    body: (
      <>
        <p>{speech.t('webhooks.lead')}</p>
        {items.length === 0 ? (
          <EmptyState title={speech.t('webhooks.none')} />
        ) : (
          <Table
            caption={speech.t('webhooks.title')}
            captionHidden
            stack
            rows={items}
            columns={[
              {
                header: speech.t('webhooks.system'),
                main: true,
                cell: (item) => <a href={speech.path(`/administration/webhooks/${item.id}`)}>{nameOf(item.client)}</a>,
              },
              { header: speech.t('webhooks.address'), cell: (item) => new URL(item.address).host },
              {
                header: speech.t('webhooks.state-head'),
                cell: (item) => <StateTag speech={speech} state={item.state} />,
              },
              { header: speech.t('webhooks.waiting'), number: true, cell: (item) => speech.number(item.waiting) },
              { header: speech.t('webhooks.stopped'), number: true, cell: (item) => speech.number(item.stopped) },
            ]}
          />
        )}
        <p>
          {takePart.length === 0 ? speech.t('webhooks.no-systems') : null}{' '}
          <a href={speech.path('/administration/systems')}>{speech.t('webhooks.systems-link')}</a>
        </p>
        {mine.length === 0 ? null : (
          <Section title={speech.t('webhooks.subscribe')}>
            <SubscribeForm context={context} systems={mine} typed={typedIn(typed, 'subscribe')} />
          </Section>
        )}
      </>
    ),
  })
}

function SubscribeForm({
  context,
  systems,
  typed,
}: {
  context: Context
  systems: readonly ToldSystem[]
  typed: Pick<Typed, 'values' | 'faults'>
}) {
  const { speech } = context
  return (
    <Form action={speech.path('/administration/webhooks')}>
      <input type="hidden" name="key" value={context.formKey()} />
      <Field
        kind="choice"
        name="client"
        asList
        label={speech.t('webhooks.system')}
        value={typed.values['client'] ?? context.query.get('client') ?? ''}
        error={typed.faults['client']}
        options={systems.map(({ client, name }) => ({
          value: client,
          text: name === null ? client : `${name} (${client})`,
        }))}
        words={uiWords(speech.t)}
      />
      <WishFields context={context} typed={typed} />
      <Buttons>
        <Button>{speech.t('webhooks.subscribe-do')}</Button>
      </Buttons>
    </Form>
  )
}
