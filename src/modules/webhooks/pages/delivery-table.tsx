import type { z } from 'zod'
import type { PageContext } from '../../../platform/http/index.ts'
import { Button, EmptyState, Form, Pagination, Table, uiWords, Moment } from '../../../ui/index.ts'
import type { DeliveryView } from '../use/list-webhooks.ts'
import { StateTag } from './state-tag.tsx'

type Delivery = z.output<typeof DeliveryView>

/** Messages to a system: what became of each, how often it was tried, when next, and a button that sends it again. */
export function DeliveryTable({
  context: { speech },
  here,
  items,
  over,
  next,
  paged,
}: {
  context: PageContext
  here: string
  items: readonly Delivery[]
  over: boolean
  next: string | null
  paged: boolean
}) {
  if (items.length === 0) return <EmptyState title={speech.t('webhooks.messages-none')} />
  return (
    <>
      <Table
        caption={speech.t('webhooks.messages')}
        captionHidden
        stack
        rows={items}
        tone={(item) => (item.state === 'stopped' ? 'refused' : undefined)}
        columns={[
          {
            header: speech.t('webhooks.message'),
            main: true,
            cell: (item) => (
              <>
                {speech.t(`webhooks.event.${item.event.replace('.', '-')}`)}
                {item.number ? <span class="soft"> {item.number}</span> : null}
                <br />
                <code class="small">{item.id}</code>
              </>
            ),
          },
          { header: speech.t('webhooks.state-head'), cell: (item) => <StateTag speech={speech} state={item.state} /> },
          { header: speech.t('webhooks.tries'), number: true, cell: (item) => speech.number(item.tries) },
          {
            header: speech.t('webhooks.tried-at'),
            cell: (item) => (item.triedAt ? <Moment at={item.triedAt}>{speech.dateTime(item.triedAt)}</Moment> : '–'),
          },
          {
            header: speech.t('webhooks.next-at'),
            cell: (item) => (item.nextAt ? <Moment at={item.nextAt}>{speech.dateTime(item.nextAt)}</Moment> : '–'),
          },
          {
            header: speech.t('webhooks.answer'),
            cell: (item) => item.problem ?? (item.status === null ? '–' : `HTTP ${item.status}`),
          },
          {
            header: speech.t('webhooks.again'),
            cell: (item) =>
              over ? '–' : <Presses item={item} to={(does) => speech.path(`${here}/${does}`)} say={speech.t} />,
          },
        ]}
      />
      <Pagination
        words={uiWords(speech.t)}
        {...(next ? { next: speech.path(`${here}?before=${next}`) } : {})}
        {...(paged ? { previous: speech.path(here) } : {})}
      />
    </>
  )
}

function Presses({ item, to, say }: { item: Delivery; to(does: string): string; say(key: string): string }) {
  const press = (does: string) => (
    <Form action={to(does)}>
      <input type="hidden" name="delivery" value={item.id} />
      <Button look="secondary">
        {say(`webhooks.${does}`)}
        <span class="hidden-visually"> {item.id}</span>
      </Button>
    </Form>
  )
  return (
    <>
      {item.state === 'withheld' || item.state === 'behind' ? null : press('again')}
      {['waiting', 'stopped', 'behind'].includes(item.state) ? press('leave-out') : null}
    </>
  )
}
