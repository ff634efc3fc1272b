import { findServices } from '../modules/catalogue/index.ts'
import { page, type PageContext, type View } from '../platform/http/index.ts'
import {
  EmptyState,
  LinkList,
  Notice,
  PageHeading,
  Pagination,
  Search,
  Section,
  Tabs,
  Tag,
  TileLinks,
  uiWords,
} from '../ui/index.ts'

export const searchPages = [
  page('GET /services', ['country', 'published'], (context) => search(context)),
  page('GET /search', async ({ redirect, query }) => redirect(`/services?${query}`)),
]

async function search(context: PageContext<'country' | 'published'>): Promise<View> {
  const { speech, query, world } = context
  const words = uiWords(speech.t)
  const typed = (query.get('q') ?? '').slice(0, 200)
  const lifeEvent = world.country.lifeEvents.find((event) => event.id === query.get('lifeEvent'))
  const audience = ['population', 'business'].find((text) => text === query.get('audience'))
  const body = world.country.kinds().find((kind) => kind.id === query.get('body'))
  const after = /^[\w-]{1,1000}$/.test(query.get('after') ?? '') ? query.get('after')! : undefined
  const found = await context.perform(findServices, {
    query: typed,
    ...(lifeEvent ? { lifeEvent: lifeEvent.id } : {}),
    ...(audience ? { audience } : {}),
    ...(body ? { body: body.id } : {}),
    ...(after ? { after } : {}),
  })
  const title = typed
    ? speech.t('portal.search.title')
    : lifeEvent
      ? speech.text(lifeEvent.name)
      : body
        ? speech.text(body.name)
        : speech.t('portal.nav.services')
  const address = (changes: Record<string, string | undefined>) => {
    const next = new URLSearchParams(
      Object.entries({ q: typed || undefined, lifeEvent: lifeEvent?.id, audience, body: body?.id, ...changes }).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      ),
    )
    return speech.path(`/services${next.size > 0 ? `?${next}` : ''}`)
  }
  return {
    title,
    body: (
      <>
        <PageHeading title={title} />
        <Search
          action={speech.path('/services')}
          label={speech.t('portal.home.question')}
          button={speech.t('ui.search')}
          value={typed}
        />
        <Tabs
          label={speech.t('portal.search.for-whom')}
          tabs={[
            { href: address({ audience: undefined, after: undefined }), text: speech.t('ui.all'), current: !audience },
            {
              href: address({ audience: 'population', after: undefined }),
              text: speech.t('portal.home.for-people'),
              current: audience === 'population',
            },
            {
              href: address({ audience: 'business', after: undefined }),
              text: speech.t('portal.home.for-business'),
              current: audience === 'business',
            },
          ]}
        />
        {found.corrected.length > 0 ? (
          <Notice tone="neutral">
            {found.corrected
              .map((item) => speech.t('portal.search.corrected', { typed: item.typed, meant: item.meant }))
              .join(' ')}
          </Notice>
        ) : null}
        {found.missing.length > 0 ? (
          <Notice tone="neutral">
            {speech.t('portal.search.missing', { query: typed, words: found.missing.join(', ') })}
          </Notice>
        ) : null}
        <p class="soft" role="status">
          {speech.t('portal.search.found', { count: found.total })}
        </p>
        {found.items.length === 0 ? (
          <EmptyState title={speech.t('portal.search.none')}>{speech.t('portal.search.none-remedy')}</EmptyState>
        ) : (
          <LinkList
            links={found.items.map((item) => ({
              href: speech.path(`/services/${item.id}`),
              text: item.name,
              detail: (
                <>
                  {item.runs ? (
                    <Tag tone="action">{speech.t('portal.search.online')}</Tag>
                  ) : (
                    <Tag tone="neutral">{speech.t('portal.service.not-here-list')}</Tag>
                  )}{' '}
                  {item.summary}
                </>
              ),
            }))}
          />
        )}
        <Pagination
          words={words}
          {...(found.next ? { next: address({ after: found.next }) } : {})}
          {...(after ? { previous: address({ after: undefined }) } : {})}
        />
        {typed || body ? null : (
          <Section title={speech.t('portal.search.by-body')}>
            <TileLinks links={await bodyLinks(context)} />
          </Section>
        )}
        {typed || lifeEvent ? (
          <TileLinks
            links={world.country.lifeEvents
              .filter((event) => event.id !== lifeEvent?.id)
              .map((event) => ({
                href: speech.path(`/services?lifeEvent=${event.id}`),
                text: speech.text(event.name),
              }))}
          />
        ) : null}
      </>
    ),
  }
}

/** Kinds of body that decide on services, each with how many. */
async function bodyLinks({ world, speech }: PageContext<'country' | 'published'>) {
  const counts = new Map<string, number>()
  for (const line of await world.published.list())
    counts.set(line.passport.owner.kind, (counts.get(line.passport.owner.kind) ?? 0) + 1)
  return world.country
    .kinds()
    .filter((kind) => counts.has(kind.id))
    .map((kind) => ({
      href: speech.path(`/services?body=${kind.id}`),
      text: speech.text(kind.name),
      detail: speech.t('portal.search.found', { count: counts.get(kind.id)! }),
    }))
}
