import type { z } from 'zod'
import { page, type PageContext } from '../../../platform/http/index.ts'
import { EmptyState, PageHeading, Section, SummaryList, Tag } from '../../../ui/index.ts'
import { listRegisterServices } from '../use/list-services.ts'

type Context = PageContext<'country' | 'published'>

/** The registers of the state for everybody: who keeps them, what they offer on the wire, and which services ask them. */
export const registerPage = page('GET /exchange', ['country', 'published'], async (context) => {
  const { speech } = context
  const { items, exchange } = await context.perform(listRegisterServices, {})
  const names = await context.world.published.names(
    items.flatMap(({ askedFor }) => askedFor.map(({ service }) => service)),
    speech.language,
  )
  return {
    title: speech.t('exchange.title'),
    description: speech.t('exchange.lead'),
    wide: true,
    body: (
      <>
        <PageHeading title={speech.t('exchange.title')} lead={speech.t('exchange.lead')} />
        <p class="soft small">{speech.t('exchange.we', { subsystem: exchange })}</p>
        {items.length === 0 ? <EmptyState title={speech.t('exchange.none')} /> : null}
        {items.map((item) => (
          <Register context={context} item={item} names={names} />
        ))}
      </>
    ),
  }
})

type Item = z.output<typeof listRegisterServices.output>['items'][number]

function Register({ context, item, names }: { context: Context; item: Item; names: Map<string, string> }) {
  const { speech, world } = context
  return (
    <Section title={world.country.registerName(item.register, speech.language)}>
      <SummaryList
        rows={[
          { key: speech.t('exchange.subsystem'), value: <code>{item.subsystem}</code> },
          ...(item.keeper === null
            ? []
            : [{ key: speech.t('exchange.keeper'), value: world.country.displayName(item.keeper, speech.language) }]),
          {
            key: speech.t('exchange.services'),
            value:
              item.services.length === 0 ? (
                speech.t('exchange.not-told')
              ) : (
                <ul>
                  {item.services.map((service) => (
                    <li>
                      <a
                        href={`/api/v1/exchange/registers/${encodeURIComponent(item.register)}/services/${encodeURIComponent(service.service)}`}
                      >
                        {service.service}
                      </a>
                      {': '}
                      {service.title}{' '}
                      {service.allowed ? null : <Tag tone="refused">{speech.t('exchange.not-allowed')}</Tag>}
                    </li>
                  ))}
                </ul>
              ),
            ...(item.readAt ? { note: speech.t('exchange.read-at', { time: speech.dateTime(item.readAt) }) } : {}),
          },
          {
            key: speech.t('exchange.asked-for'),
            value:
              item.askedFor.length === 0 ? (
                speech.t('exchange.asked-by-none')
              ) : (
                <ul>
                  {item.askedFor.map(({ service, feed }) => (
                    <li>
                      <a href={speech.path(`/services/${encodeURIComponent(service)}`)}>
                        {names.get(service) ?? service}
                      </a>
                      {feed === null ? null : ` · ${speech.t('exchange.begins-by-itself')}`}
                    </li>
                  ))}
                </ul>
              ),
          },
          ...(item.awaySince || item.problem
            ? [
                {
                  key: speech.t('exchange.state'),
                  value: (
                    <Tag tone="waits">
                      {item.awaySince
                        ? speech.t('exchange.away-since', { time: speech.dateTime(item.awaySince) })
                        : speech.t('exchange.did-not-tell')}
                    </Tag>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Section>
  )
}
