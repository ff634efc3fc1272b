import { standingKey, standingOf } from '../../../../kernel/case/index.ts'
import { page, type PageContext, type View } from '../../../../platform/http/index.ts'
import { Refusal } from '../../../../platform/use-case/index.ts'
import { ErrorSummary, LinkList, PageHeading, Search, Section, Tabs, uiWords } from '../../../../ui/index.ts'
import { findPerson } from '../../use/find-person.ts'
import { showCounter } from '../../use/show-counter.ts'
import { counterOf, ownCounters } from './counter-office.ts'

/** One field that takes a number. It is posted: a national number never stands in an address. */
export const counterHomePages = [
  page('GET /counter', (context) => show(context, counterOf(context))),
  page('POST /counter', async (context) => {
    const form = await context.form()
    const office = counterOf(context, form.get('office'))
    const query = form.get('query') ?? ''
    try {
      const found = await context.perform(findPerson, { office, query })
      return context.redirect(
        found.application
          ? `/counter/applications/${found.application}`
          : `/counter/people/${found.person.id}?office=${office}`,
      )
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind.status !== 422) throw error
      return show(context, office, {
        text: context.speech.t(error.problems[0]?.text ?? error.kind.text, error.problems[0]?.parameters),
        typed: query,
      })
    }
  }),
]

async function show(context: PageContext, office: string, fault?: { text: string; typed: string }): Promise<View> {
  const { speech, world } = context
  const words = uiWords(speech.t)
  const { taken, drafts } = await context.perform(showCounter, { office })
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
        {drafts.length > 0 ? (
          <Section title={speech.t('counter.begun')}>
            <LinkList
              links={drafts.map((draft) => ({
                href: speech.path(`/drafts/${draft.id}`),
                text: <span dir="auto">{draft.applicant}</span>,
                detail: `${names.get(draft.service)} · ${speech.dateTime(draft.updatedAt)}`,
              }))}
            />
          </Section>
        ) : null}
        {taken.length > 0 ? (
          <Section title={speech.t('counter.taken-here')}>
            <LinkList
              links={taken.map((item) => ({
                href: speech.path(`/counter/applications/${item.id}`),
                text: (
                  <>
                    <span class="num nowrap">{item.number}</span> · <span dir="auto">{item.applicant}</span>
                  </>
                ),
                detail: `${names.get(item.service)} · ${speech.t(`casework.channel.${item.channel}`)} · ${speech.dateTime(item.filedAt)} · ${speech.t(standingKey(standingOf(item)))}`,
              }))}
            />
          </Section>
        ) : null}
      </>
    ),
  }
}
