import { standingKey, standingOf } from '../../../../kernel/case/index.ts'
import { answerPost, page, type PageContext, type View } from '../../../../platform/http/index.ts'
import {
  BackLink,
  ErrorSummary,
  FactsBox,
  LinkList,
  PageHeading,
  Search,
  Section,
  Tabs,
  TileLinks,
  uiWords,
} from '../../../../ui/index.ts'
import { findPerson } from '../../use/find-person.ts'
import { showCounter } from '../../use/show-counter.ts'
import { DemoNumbers } from '../demo-numbers.tsx'
import { counterOf, ownCounters } from './counter-office.ts'

/** One field that takes a number. It is posted: a national number never stands in an address. */
export const counterHomePages = [
  page('GET /counter', ['country', 'demoNumbers', 'published'], (context) => show(context, counterOf(context))),
  page('POST /counter', ['country', 'demoNumbers', 'published'], async (context) => {
    const office = counterOf(context, (await context.form()).get('office'))
    return answerPost(context, {
      form: 'search',
      async does(posted) {
        const found = await context.perform(findPerson, { office, query: posted.get('query') ?? '' })
        if (found.application) return `/counter/applications/${found.application}`
        const { organisation, represented = [] } = found
        if (!organisation) return `/counter/people/${found.person.id}?office=${office}`
        return represented.length === 1
          ? forFirm(office, represented[0]!.id, organisation.number)
          : whoCame(context, office, organisation, represented)
      },
      mends: ({ kind }) => kind.status === 422,
      again: ({ faults, values }) =>
        show(context, office, { text: Object.values(faults)[0]!, typed: values['query'] ?? '' }),
    })
  }),
]

/** Address of a person's page where the application is for their firm. */
const forFirm = (office: string, person: string, firm: string): string =>
  `/counter/people/${person}?office=${office}&for=${firm}`

/** Several may act for the firm: the operator says who stands there. */
function whoCame(
  { speech }: PageContext,
  office: string,
  firm: { number: string; name: string },
  represented: readonly { id: string; name: string }[],
): View {
  return {
    title: speech.t('counter.who-came', { firm: firm.name }),
    body: (
      <>
        <BackLink href={speech.path(`/counter?office=${office}`)} text={speech.t('counter.title')} />
        <PageHeading
          caption={firm.number}
          title={speech.t('counter.who-came', { firm: firm.name })}
          lead={speech.t('counter.who-came-how')}
        />
        <LinkList
          links={represented.map(({ id, name }) => ({
            href: speech.path(forFirm(office, id, firm.number)),
            text: <span dir="auto">{name}</span>,
          }))}
        />
      </>
    ),
  }
}

async function show(
  context: PageContext<'country' | 'demoNumbers' | 'published'>,
  office: string,
  fault?: { text: string; typed: string },
): Promise<View> {
  const { speech, world } = context
  const words = uiWords(speech.t)
  const { taken, drafts, today, served, unscanned } = await context.perform(showCounter, { office })
  const names = await world.published.names(
    [...taken, ...drafts].map((draft) => draft.service),
    speech.language,
  )
  const officeName = (id: string) => world.country.displayName(id, speech.language)
  const own = ownCounters(context)
  return {
    title: speech.t('counter.title'),
    wide: true,
    status: fault ? 422 : 200,
    body: (
      <>
        <ErrorSummary title={words['error-title']} errors={fault ? [{ field: 'query', text: fault.text }] : []} />
        <PageHeading caption={officeName(office)} title={speech.t('counter.title')} />
        {own.length > 1 ? (
          <Tabs
            label={speech.t('casework.office')}
            tabs={own.map((text) => ({
              href: speech.path(`/counter?office=${text}`),
              text: officeName(text),
              current: text === office,
            }))}
          />
        ) : null}
        <Search
          method="post"
          action={speech.path('/counter')}
          hidden={{ office }}
          name="query"
          id="query"
          label={speech.t('counter.search')}
          hint={speech.t('counter.search-hint')}
          button={words.search}
          value={fault?.typed ?? ''}
          error={fault?.text}
          errorPrefix={words['error-prefix']}
          large
          autofocus={fault === undefined}
        />
        <DemoNumbers
          context={context}
          numbers={world.demoNumbers.map(({ name, number }) => ({ name: speech.text(name), number }))}
        />
        <p>
          <a href={speech.path(`/counter/agreements?office=${office}`)}>{speech.t('counter.agreements.open')}</a>
        </p>
        <Section title={speech.t('counter.today')}>
          {today.length === 0 && drafts.length === 0 ? (
            <p class="soft">{speech.t('counter.today-none')}</p>
          ) : (
            <FactsBox
              facts={[
                {
                  name: speech.t('counter.today-taken'),
                  value: speech.number(today.reduce((sum, { count }) => sum + count, 0)),
                },
                {
                  name: speech.t('counter.today-paper'),
                  value: speech.number(today.find(({ channel }) => channel === 'paper')?.count ?? 0),
                },
                { name: speech.t('counter.today-begun'), value: speech.number(drafts.length) },
              ]}
            />
          )}
        </Section>
        {unscanned.length > 0 ? (
          <Section title={speech.t('counter.unscanned', { count: unscanned.length })}>
            <LinkList
              links={unscanned.map((item) => ({
                href: speech.path(`/counter/applications/${item.id}#scan-of-paper`),
                text: (
                  <>
                    <span class="num">{item.number}</span> · <span dir="auto">{item.applicant}</span>
                  </>
                ),
                detail: speech.dateTime(item.filedAt),
              }))}
            />
          </Section>
        ) : null}
        {served.length > 0 ? (
          <Section title={speech.t('counter.served-last')}>
            <TileLinks
              links={served.map(({ person, name, firm, at }) => ({
                href: speech.path(`/counter/people/${person}?office=${office}`),
                text: <span dir="auto">{name}</span>,
                detail: [firm ? speech.t('counter.served-firm', { firm }) : '', speech.dateTime(at)]
                  .filter(Boolean)
                  .join(' · '),
              }))}
            />
          </Section>
        ) : null}
        {drafts.length > 0 ? (
          <Section title={speech.t('counter.begun')}>
            <LinkList
              links={drafts.map((draft) => ({
                href: speech.path(`/drafts/${draft.id}`),
                text: <span dir="auto">{draft.applicant}</span>,
                detail: (
                  <>
                    {names.get(draft.service)} · {speech.dateTime(draft.updatedAt)} ·{' '}
                    <a class="soft" href={speech.path(`/cabinet/drafts/${draft.id}/delete?at=counter`)}>
                      {speech.t('portal.cabinet.draft-delete')}
                      <span class="hidden-visually">: {draft.applicant}</span>
                    </a>
                  </>
                ),
              }))}
            />
          </Section>
        ) : null}
        {[true, false].map((ofToday) => {
          const lines = taken.filter((item) => item.today === ofToday)
          return lines.length > 0 ? (
            <Section title={speech.t(ofToday ? 'counter.taken-today' : 'counter.taken-before')}>
              <LinkList
                links={lines.map((item) => ({
                  href: speech.path(`/counter/applications/${item.id}`),
                  text: (
                    <>
                      <span class="num">{item.number}</span> · <span dir="auto">{item.applicant}</span>
                    </>
                  ),
                  detail: `${names.get(item.service)} · ${speech.t(`casework.channel.${item.channel}`)} · ${ofToday ? speech.time(item.filedAt) : speech.dateTime(item.filedAt)} · ${speech.t(standingKey(standingOf(item)))}`,
                }))}
              />
            </Section>
          ) : null
        })}
      </>
    ),
  }
}
