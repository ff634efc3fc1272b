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
    [...taken, ...drafts].map((one) => one.service),
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
            tabs={own.map((one) => ({
              href: speech.path(`/counter?office=${one}`),
              text: officeName(one),
              current: one === office,
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
              links={drafts.map((one) => ({
                href: speech.path(`/drafts/${one.id}`),
                text: <span dir="auto">{one.applicant}</span>,
                detail: `${names.get(one.service)} · ${speech.dateTime(one.updatedAt)}`,
              }))}
            />
          </Section>
        ) : null}
        {taken.length > 0 ? (
          <Section title={speech.t('counter.taken-here')}>
            <LinkList
              links={taken.map((one) => ({
                href: speech.path(`/counter/applications/${one.id}`),
                text: (
                  <>
                    <span class="num nowrap">{one.number}</span> · <span dir="auto">{one.applicant}</span>
                  </>
                ),
                detail: `${names.get(one.service)} · ${speech.t(`casework.channel.${one.channel}`)} · ${speech.dateTime(one.filedAt)} · ${speech.t(`casework.status.${one.status}`)}`,
              }))}
            />
          </Section>
        ) : null}
      </>
    ),
  }
}
