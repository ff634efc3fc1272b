import { page } from '../../../platform/http/index.ts'
import { EmptyState, LinkButton, LinkList, PageHeading, Pagination, Section, Tabs, uiWords } from '../../../ui/index.ts'
import { listAllDiscussions } from '../use/list-discussions.ts'
import { bodyName, stateWords } from './words.ts'

/** What can be spoken to now, and what became of what was. */
export const listPage = page('GET /consultations', ['country'], async (context) => {
  const { speech, query, now } = context
  const state = query.get('state') === 'closed' ? 'closed' : 'open'
  const after = query.get('after')
  const { items, next, publishes, speaks } = await context.perform(listAllDiscussions, {
    state,
    ...(after ? { after } : {}),
  })
  return {
    title: speech.t('consultation.title'),
    description: speech.t('consultation.lead'),
    body: (
      <>
        <PageHeading title={speech.t('consultation.title')} lead={speech.t('consultation.lead')} />
        {publishes.length > 0 ? (
          <p>
            <LinkButton href={speech.path('/consultations/new')} look="secondary">
              {speech.t('consultation.publish')}
            </LinkButton>
          </p>
        ) : null}
        <Tabs
          label={speech.t('consultation.title')}
          tabs={(['open', 'closed'] as const).map((tab) => ({
            href: speech.path(`/consultations${tab === 'open' ? '' : '?state=closed'}`),
            text: speech.t(`consultation.list.${tab}`),
            current: tab === state,
          }))}
        />
        {items.length === 0 ? (
          <EmptyState title={speech.t(`consultation.list.none-${state}`)}>
            {speech.t(`consultation.list.none-${state}-remedy`)}
          </EmptyState>
        ) : (
          <LinkList
            links={items.map((item) => ({
              href: speech.path(`/consultations/${item.id}`),
              text: item.title,
              count: speech.t('consultation.comments', { count: item.comments }),
              detail: `${bodyName(context, item.body)} · ${stateWords(context, {
                ...item,
                takes: item.state === 'open' && Date.parse(now) < Date.parse(item.until),
              })}`,
            }))}
          />
        )}
        <Pagination
          words={uiWords(speech.t)}
          {...(next ? { next: speech.path(`/consultations?state=${state}&after=${encodeURIComponent(next)}`) } : {})}
        />
        <Section title={speech.t('consultation.more')}>
          <LinkList
            links={[
              { href: speech.path('/consultations/bodies'), text: speech.t('consultation.bodies.title') },
              { href: speech.path('/consultations/owed'), text: speech.t('consultation.owed-list.title') },
              ...(speaks
                ? [{ href: speech.path('/consultations/appeals'), text: speech.t('consultation.hiding.elsewhere') }]
                : []),
              { href: speech.path('/consultations/mine'), text: speech.t('portal.cabinet.comments') },
              { href: speech.path('/consultations/letters'), text: speech.t('consultation.letters.title') },
              { href: speech.path('/consultations/feed.atom'), text: speech.t('consultation.feed') },
              { href: speech.path('/consultations/dates.ics'), text: speech.t('consultation.calendar') },
            ]}
          />
        </Section>
      </>
    ),
  }
})
