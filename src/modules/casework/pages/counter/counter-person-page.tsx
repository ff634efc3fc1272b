import { listServices } from '../../../catalogue/index.ts'
import { page, type PageContext, type View } from '../../../../platform/http/index.ts'
import { inLanguage } from '../../../../platform/i18n/index.ts'
import { Refusal } from '../../../../platform/use-case/index.ts'
import { BackLink, Beside, Button, Buttons, EmptyState, ErrorSummary, Field, Form, LinkList, PageHeading, Section, SummaryList, uiWords } from '../../../../ui/index.ts'
import { listPersonCases } from '../../use/find-person.ts'
import { startDraft } from '../../use/save-draft.ts'
import { counterOf } from './counter-office.ts'

export const counterPersonPages = [
  page('GET /counter/people/:person', (context) => show(context)),
  page('POST /counter/people/:person', begin),
]

interface Typed { service?: string; channel?: string; for?: string; date?: string; time?: string; faults: Record<string, string> }

async function begin(context: PageContext): Promise<View | Response> {
  const form = await context.form()
  const office = counterOf(context)
  const { person } = await context.perform(listPersonCases, { office, person: context.parameters['person'] })
  const channel = form.get('channel') === 'paper' ? 'paper' : 'counter'
  const [day, month, year] = ['day', 'month', 'year'].map((part) => (form.get(`receivedOn.${part}`) ?? '').trim())
  const typed: Typed = { service: form.get('service') ?? '', channel, for: form.get('for') ?? '', date: day || month || year ? `${year}-${month}-${day}` : '', time: (form.get('receivedTime') ?? '').trim(), faults: {} }
  const receivedAt = channel === 'paper' ? instantOf(context, { day: day!, month: month!, year: year!, time: typed.time! }) : undefined
  if (!typed.service) typed.faults['service'] = context.speech.t('form.error.choose', { label: context.speech.t('casework.service') })
  if (channel === 'paper' && !receivedAt) typed.faults['receivedOn'] = context.speech.t('counter.received-wrong')
  if (Object.keys(typed.faults).length > 0) return show(context, typed)
  try {
    const draft = await context.perform(startDraft, {
      service: typed.service, channel, office, applicant: { number: person.number, ...(typed.for && typed.for !== 'self' ? { organisation: typed.for } : {}) }, ...(receivedAt ? { receivedAt } : {}),
    })
    return context.redirect(`/drafts/${draft.id}`)
  } catch (error) {
    if (!(error instanceof Refusal) || ![409, 422].includes(error.kind.status)) throw error
    return show(context, { ...typed, faults: { [error.problems[0]?.path === 'receivedAt' ? 'receivedOn' : 'service']: context.speech.t(error.kind.text, error.parameters) } })
  }
}

/** Local date and time of the paper's stamp as an instant; undefined when there is no such moment. */
function instantOf({ world }: PageContext, at: { day: string; month: string; year: string; time: string }): string | undefined {
  const time = /^(\d{1,2})[:.](\d{2})$/.exec(at.time)
  if (!/^\d{1,2}$/.test(at.day) || !/^\d{1,2}$/.test(at.month) || !/^\d{4}$/.test(at.year) || !time || Number(time[1]) > 23 || Number(time[2]) > 59) return undefined
  const date = `${at.year}-${at.month.padStart(2, '0')}-${at.day.padStart(2, '0')}`
  const noon = Date.parse(`${date}T12:00:00Z`)
  if (Number.isNaN(noon) || !new Date(noon).toISOString().startsWith(date)) return undefined
  const { calendar } = world.country
  return new Date(calendar.instantAt(calendar.localDay(noon), Number(time[1]) * 60 + Number(time[2]))).toISOString()
}

async function show(context: PageContext, typed: Typed = { faults: {} }): Promise<View> {
  const { speech, world, database, parameters } = context
  const words = uiWords(speech.t)
  const office = counterOf(context)
  const { person, items } = await context.perform(listPersonCases, { office, person: parameters['person'] })
  const services = (await listServices(database)).map((line) => ({ id: line.id, runs: line.runs, name: inLanguage(line.passport.name, speech.language) })).sort((a, b) => a.name.localeCompare(b.name))
  const nameOf = (id: string) => services.find((one) => one.id === id)?.name ?? id
  const faults = Object.entries(typed.faults)
  return {
    title: person.name, wide: true, status: faults.length > 0 ? 422 : 200,
    body: <>
      <BackLink href={speech.path(`/counter?office=${office}`)} text={speech.t('counter.title')} />
      {faults.length > 0 ? <ErrorSummary title={words['error-title']} errors={faults.map(([field, text]) => ({ field, text }))} /> : null}
      <PageHeading caption={speech.t('counter.person')} title={person.name} />
      <Beside
        sideLabel={speech.t('counter.new-application')}
        main={<>
          <SummaryList rows={[
            { key: speech.t('counter.personal-number'), value: <span class="num">{person.number}</span> },
            ...(person.birthDate ? [{ key: speech.t('counter.born'), value: speech.date(person.birthDate) }] : []), ...(person.district ? [{ key: speech.t('counter.district'), value: world.country.placeName(person.district, speech.language) }] : []),
          ]} />
          <Section title={speech.t('counter.open-applications')}>
            {items.length === 0 ? <EmptyState title={speech.t('counter.nothing-open')} /> : <LinkList links={items.map((one) => ({ href: one.here ? speech.path(`/counter/applications/${one.id}`) : '#', text: `${one.number} · ${nameOf(one.service)}`, detail: `${speech.t(`casework.status.${one.status}`)}${one.dueAt ? ` · ${speech.t('casework.task.by', { date: speech.date(one.dueAt) })}` : ''}` })).filter((link) => link.href !== '#')} />}
            {items.some((one) => !one.here) ? <SummaryList rows={items.filter((one) => !one.here).map((one) => ({ key: one.number, value: nameOf(one.service), note: speech.t(`casework.status.${one.status}`) }))} /> : null}
          </Section>
        </>}
        side={<Section title={speech.t('counter.new-application')}>
          <Form action={speech.path(`/counter/people/${person.id}?office=${office}`)}>
            <Field kind="choice" name="service" label={speech.t('casework.service')} asList value={typed.service ?? ''} error={typed.faults['service']} options={services.filter((one) => one.runs).map((one) => ({ value: one.id, text: one.name }))} words={words} />
            {person.organisations.length > 0 ? <Field kind="choice" name="for" label={speech.t('portal.sign-in.act-for')} value={typed.for || 'self'} options={[{ value: 'self', text: person.name }, ...person.organisations.map((one) => ({ value: one.number, text: one.name, hint: one.number }))]} words={words} /> : null}
            <Field kind="choice" name="channel" label={speech.t('counter.channel')} value={typed.channel ?? 'counter'} options={[{ value: 'counter', text: speech.t('counter.channel-counter') }, { value: 'paper', text: speech.t('counter.paper-intake'), hint: speech.t('counter.paper-hint') }]} words={words} />
            <Field kind="date" name="receivedOn" label={speech.t('counter.received-at')} optional value={typed.date || speech.isoDate(context.now)} error={typed.faults['receivedOn']} words={words} />
            <Field kind="text" name="receivedTime" label={speech.t('counter.received-time')} optional value={typed.time || speech.time(context.now)} words={words} />
            <Buttons><Button>{words.next}</Button></Buttons>
          </Form>
        </Section>}
      />
    </>,
  }
}
