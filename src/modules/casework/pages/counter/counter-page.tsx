import { page, type PageContext, type View } from '../../../../platform/http/index.ts'
import { inLanguage } from '../../../../platform/i18n/index.ts'
import { Refusal } from '../../../../platform/use-case/index.ts'
import { Button, Buttons, ErrorSummary, Field, Form, LinkList, PageHeading, Section, uiWords } from '../../../../ui/index.ts'
import { applicationsTakenBy } from '../../store/applications.ts'
import { findPerson } from '../../use/find-person.ts'
import { counterOf, ownCounters } from './counter-office.ts'

/** One field that takes a number. It is posted: a national number never stands in an address. */
export const counterHomePages = [
  page('GET /counter', (context) => show(context)),
  page('POST /counter', async (context) => {
    const form = await context.form()
    const office = counterOf(context, form.get('office'))
    try {
      const found = await context.perform(findPerson, { office, query: form.get('query') ?? '' })
      return context.redirect(found.application ? `/counter/applications/${found.application}` : `/counter/people/${found.person.id}?office=${office}`)
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind.status !== 422) throw error
      return show(context, { text: context.speech.t(error.problems[0]?.text ?? error.kind.text), typed: form.get('query') ?? '' })
    }
  }),
]

async function show(context: PageContext, fault?: { text: string; typed: string }): Promise<View> {
  const { speech, world, database } = context
  const words = uiWords(speech.t)
  const office = counterOf(context)
  const taken = await applicationsTakenBy(database, office, 15)
  const names = new Map(await Promise.all([...new Set(taken.map((one) => one.service))].map(async (id) => [id, inLanguage((await world.services.get(database, id)).passport.name, speech.language)] as const)))
  return {
    title: speech.t('counter.title'), wide: true, status: fault ? 422 : 200,
    body: <>
      {fault ? <ErrorSummary title={words['error-title']} errors={[{ field: 'query', text: fault.text }]} /> : null}
      <PageHeading caption={world.country.displayName(office, speech.language)} title={speech.t('counter.title')} />
      {ownCounters(context).length > 1 ? <p class="soft small">{ownCounters(context).map((one) => (one === office ? null : <a href={speech.path(`/counter?office=${one}`)}>{world.country.displayName(one, speech.language)}</a>))}</p> : null}
      <Form action={speech.path('/counter')}>
        <input type="hidden" name="office" value={office} />
        <Field kind="text" name="query" label={speech.t('counter.search')} hint={speech.t('counter.search-hint')} value={fault?.typed ?? ''} error={fault?.text} words={words} />
        <Buttons><Button>{words.search}</Button></Buttons>
      </Form>
      {taken.length > 0 ? <Section title={speech.t('counter.taken-here')}>
        <LinkList links={taken.map((one) => ({ href: speech.path(`/counter/applications/${one.caseId}`), text: `${one.number} · ${names.get(one.service)}`, detail: `${speech.t(`casework.channel.${one.channel}`)} · ${speech.dateTime(one.filedAt)} · ${speech.t(`casework.status.${one.status}`)}` }))} />
      </Section> : null}
    </>,
  }
}
