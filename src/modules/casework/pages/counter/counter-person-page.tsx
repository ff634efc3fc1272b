import { standingKey, standingOf } from '../../../../kernel/case/index.ts'
import { answerPost, page, type PageContext, type View } from '../../../../platform/http/index.ts'
import {
  BackLink,
  Beside,
  Button,
  Buttons,
  EmptyState,
  ErrorSummary,
  Form,
  LinkList,
  Notice,
  PageHeading,
  Section,
  SummaryList,
  uiWords,
} from '../../../../ui/index.ts'
import { refusal } from '../../model/application.ts'
import { listPersonCases } from '../../use/find-person.ts'
import { prefillDraft } from '../../use/prefill-draft.ts'
import { startDraft } from '../../use/save-draft.ts'
import { takeOffer } from '../../use/take-offer.ts'
import { CaseTag } from '../case/case-tag.tsx'
import { counterOf } from './counter-office.ts'
import { newApplication } from './new-application.tsx'
import { readNew, type TypedNew } from './read-new-application.ts'

export const counterPersonPages = [
  page('GET /counter/people/:person', ['country', 'published'], (context) => show(context)),
  page('POST /counter/people/:person', ['country', 'published'], begin),
  page('POST /counter/people/:person/offers/:application', async (context) => {
    const { person, application } = context.parameters
    const posted = await context.form()
    await context.perform(
      takeOffer,
      { office: counterOf(context), person, application },
      posted.get('key') ?? undefined,
    )
    return context.redirect(`/counter/applications/${application}`)
  }),
]

/** Begins an application for the person at the counter, here with them or from the paper they brought. */
async function begin(context: PageContext<'country' | 'published'>): Promise<View | Response> {
  const form = await context.form()
  const office = counterOf(context)
  const { person } = await context.perform(listPersonCases, { office, person: context.parameters['person'] })
  const { typed, receivedAt } = readNew(context, form)
  if (Object.keys(typed.faults).length > 0) return show(context, typed)
  return answerPost(context, {
    form: 'new',
    async does(_posted, { key }) {
      const draft = await context.perform(
        startDraft,
        {
          service: typed.service,
          channel: typed.channel,
          office,
          applicant: { number: person.number, ...(typed.for !== 'self' ? { organisation: typed.for } : {}) },
          ...(receivedAt ? { receivedAt, sure: typed.sure } : {}),
          ...(typed.language ? { language: typed.language } : {}),
        },
        key,
      )
      await context.perform(prefillDraft, { draft: draft.id })
      return `/drafts/${draft.id}`
    },
    mends: ({ kind }) => [404, 409, 422].includes(kind.status),
    again({ faults }) {
      const [[field, text] = ['', '']] = Object.entries(faults)
      const asksSure = text === context.speech.t('casework.problem.received-long-ago')
      return show(context, {
        ...typed,
        asksSure,
        faults: { [field === 'receivedAt' ? 'receivedOn' : 'service']: text },
      })
    },
  })
}

async function show(context: PageContext<'country' | 'published'>, typed?: TypedNew): Promise<View> {
  const { speech, world, parameters } = context
  const office = counterOf(context)
  const { person, items } = await context.perform(listPersonCases, { office, person: parameters['person'] })
  const names = await world.published.names(
    items.map((item) => item.service),
    speech.language,
  )
  const faults = Object.entries(typed?.faults ?? {})
  const due = (item: { dueAt: string | null; status: string }) =>
    item.dueAt && ['new', 'in_progress', 'awaiting_payment'].includes(item.status)
      ? ` · ${speech.t('casework.clock.due', { date: speech.date(item.dueAt) })}`
      : ''
  const here = items.filter((item) => item.here)
  const elsewhere = items.filter((item) => !item.here)
  return {
    title: person.name,
    wide: true,
    status: faults.length > 0 ? 422 : 200,
    body: (
      <>
        <BackLink href={speech.path(`/counter?office=${office}`)} text={speech.t('counter.title')} />
        <ErrorSummary
          title={uiWords(speech.t)['error-title']}
          errors={faults.map(([field, text]) => ({ field, text }))}
        />
        {context.query.get('changed') ? <Notice tone="waits">{speech.t(refusal['draft-outdated'].text)}</Notice> : null}
        <PageHeading caption={speech.t('counter.person')} title={person.name} />
        <Beside
          sideLabel={speech.t('counter.new-application')}
          main={
            <>
              <SummaryList
                rows={[
                  { key: speech.t('counter.personal-number'), value: <span class="num">{person.number}</span> },
                  ...(person.birthDate
                    ? [{ key: speech.t('counter.born'), value: speech.date(person.birthDate) }]
                    : []),
                  ...(person.district
                    ? [
                        {
                          key: speech.t('counter.district'),
                          value: world.country.placeName(person.district, speech.language),
                        },
                      ]
                    : []),
                  ...(person.organisations.length > 0
                    ? [
                        {
                          key: speech.t('counter.organisations'),
                          value: (
                            <>
                              {person.organisations.map((organisation) => (
                                <div>
                                  {organisation.name} <span class="num soft">{organisation.number}</span>
                                </div>
                              ))}
                            </>
                          ),
                        },
                      ]
                    : []),
                ]}
              />
              <Section title={speech.t('counter.applications')}>
                {items.length === 0 ? <EmptyState title={speech.t('counter.nothing-open')} /> : null}
                {here.length > 0 ? (
                  <LinkList
                    links={here.map((item) => ({
                      href: speech.path(`/counter/applications/${item.id}`),
                      text: names.get(item.service),
                      detail: (
                        <>
                          <span class="num">{item.number}</span> · {speech.t(standingKey(standingOf(item)))}
                          {due(item)}
                        </>
                      ),
                    }))}
                  />
                ) : null}
                {elsewhere.length > 0 ? (
                  <SummaryList
                    rows={elsewhere.map((item) => ({
                      key: <span class="num">{item.number}</span>,
                      value: (
                        <>
                          {names.get(item.service)} <CaseTag speech={speech} of={item} />
                        </>
                      ),
                      note: item.offer ? (
                        <Form action={speech.path(`/counter/people/${person.id}/offers/${item.id}?office=${office}`)}>
                          <input type="hidden" name="key" value={context.formKey()} />
                          <Buttons>
                            <Button look="secondary">{speech.t('counter.take-offer')}</Button>
                          </Buttons>
                        </Form>
                      ) : (
                        `${speech.t('counter.elsewhere')}${due(item)}`
                      ),
                    }))}
                  />
                ) : null}
              </Section>
            </>
          }
          side={await newApplication({ context, person, office, typed })}
        />
      </>
    ),
  }
}
