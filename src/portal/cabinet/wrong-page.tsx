import {
  datumAnswers,
  datumOf,
  discardDraft,
  getDraft,
  recordOf,
  saveAnswers,
  showCabinet,
  startDraft,
} from '../../modules/casework/index.ts'
import { listOwnData } from '../../modules/exchange/index.ts'
import { answerPost, NOTHING_TYPED, page, typedIn, type PageContext, type Typed } from '../../platform/http/index.ts'
import { general, Refusal } from '../../platform/use-case/index.ts'
import { Alert, BackLink, Button, Buttons, ErrorSummary, Form, Section, SummaryList, uiWords } from '../../ui/index.ts'
import { cabinetFrame } from './cabinet-frame.tsx'
import { correctionOf, factsTold } from './corrections.ts'

type Context = PageContext<'country' | 'published'>

const HELD = '/cabinet/data/held'
const HERE = `${HELD}/wrong`

/** "This is wrong": what is said of one datum goes to whoever keeps the register, as an application with a term. */
export const wrongPages = [
  page(`GET ${HERE}`, ['country', 'published'], (context) =>
    show(context, context.query.get('register') ?? '', context.query.get('fact') ?? ''),
  ),
  page(`POST ${HERE}`, ['country', 'published'], (context) => {
    let [register, fact] = ['', '']
    return answerPost(context, {
      form: 'wrong',
      async does(posted) {
        ;[register, fact] = [posted.get('register') ?? '', posted.get('fact') ?? '']
        return begin(context, register, fact, posted.get('instead'))
      },
      mends: (refusal) => refusal.kind.status === 409,
      again: (typed) => show(context, register, fact, typed),
    })
  }),
]

/** The datum as the register told it to the person themselves: what an address or a form says of it is not believed. */
async function datum(context: Context, register: string, fact: string) {
  const { items } = await context.perform(listOwnData, {})
  const told = items.find((item) => item.register === register)?.told
  const said = told && factsTold(context, register, told).find(({ of }) => of === fact)
  const service = correctionOf(context, register)
  if (!told?.message || !said || service === undefined) throw new Refusal(general['not-found'])
  return { told, message: told.message, said, service }
}

/** What the page itself writes into the application. */
const FILLED = ['register', 'fact', 'told', 'toldOn', 'record']

/** What somebody wrote, or attached, of another datum and has not sent: one application is begun at a time. */
async function begunOfAnother(context: Context, service: string, of: string) {
  const { drafts } = await context.perform(showCabinet, {})
  const begun = drafts.find((draft) => draft.service === service)
  if (!begun) return undefined
  const draft = await context.perform(getDraft, { draft: begun.id })
  const { record, ...answers } = draft.answers
  const isOfThis = String(record ?? '').split('/')[0] === of
  // what the page filled in by itself is nobody's work
  const typed = Object.keys(answers).filter((field) => !record || !FILLED.includes(field))
  return isOfThis || (typed.length === 0 && draft.files.length === 0) ? undefined : draft
}

/**
 * Begins the application, or goes on with one that was begun of this datum. One that was begun of another is thrown
 * away, with its files, when the person said so of that very draft; else they are asked.
 */
async function begin(context: Context, register: string, fact: string, instead: string | null): Promise<string> {
  const { told, message, said, service } = await datum(context, register, fact)
  const another = await begunOfAnother(context, service, datumOf(register, fact))
  if (another && another.id !== instead) return addressOf(register, fact)
  if (another) await context.perform(discardDraft, { draft: another.id })
  const organisation = context.principal.actingFor?.number
  const { id } = await context.perform(startDraft, {
    service,
    applicant: { number: '', ...(organisation ? { organisation } : {}) },
  })
  await context.perform(saveAnswers, {
    draft: id,
    answers: {
      ...datumAnswers(context.world.country, register, said, told.at),
      record: recordOf(register, fact, message),
    },
  })
  return `/drafts/${id}`
}

const addressOf = (register: string, fact: string): string => `${HERE}?${new URLSearchParams({ register, fact })}`

async function show(context: Context, register: string, fact: string, typed: Typed = NOTHING_TYPED) {
  const { speech, world } = context
  const { told, said, service } = await datum(context, register, fact)
  const { passport } = await world.published.get(service)
  const keeper = world.country.registers.find(({ id }) => id === register)!.keeper!
  const { faults } = typedIn(typed, 'wrong')
  const another = await begunOfAnother(context, service, datumOf(register, fact))
  const view = await cabinetFrame(
    context,
    <>
      <BackLink href={speech.path(`${HELD}#${register}`)} text={uiWords(speech.t).back} />
      <ErrorSummary title={uiWords(speech.t)['error-title']} errors={Object.values(faults).map((text) => ({ text }))} />
      <Section title={speech.t('portal.held.wrong-title')}>
        <SummaryList
          rows={[
            { key: speech.t('portal.held.register'), value: world.country.registerName(register, speech.language) },
            { key: said.name, value: said.text },
            { key: speech.t('portal.held.told-at'), value: speech.dateTime(told.at) },
          ]}
        />
        {another ? <Another context={context} draft={another} /> : null}
        <p>
          {speech.t('portal.held.wrong-way', {
            body: world.country.displayName(keeper, speech.language),
            within: passport.term ? speech.t(`ui.within.${passport.term.unit}`, { count: passport.term.amount }) : '',
          })}
        </p>
        <Form action={speech.path(HERE)}>
          <input type="hidden" name="register" value={register} />
          <input type="hidden" name="fact" value={fact} />
          {another ? <input type="hidden" name="instead" value={another.id} /> : null}
          <Buttons>
            {another ? (
              <Button danger>{speech.t('portal.held.wrong-instead')}</Button>
            ) : (
              <Button>{speech.t('portal.held.wrong-go')}</Button>
            )}
          </Buttons>
        </Form>
      </Section>
    </>,
  )
  return { ...view, ...(typed.status === 200 ? {} : { status: typed.status }) }
}

/** What was begun of another datum and not sent, before it is thrown away: of what, in the person's own words, with what. */
const Another = ({
  context: { speech, world },
  draft: { id, answers, files },
}: {
  context: Context
  draft: NonNullable<Awaited<ReturnType<typeof begunOfAnother>>>
}) => {
  const register = world.country.registers.find((known) => known.id === answers['register'])
  const rows = [
    ...(register
      ? [{ key: speech.t('portal.held.register'), value: world.country.registerName(register.id, speech.language) }]
      : []),
    ...(['fact', 'wrong', 'right'] as const).flatMap((field) =>
      answers[field] ? [{ key: speech.t(`portal.held.begun-${field}`), value: String(answers[field]) }] : [],
    ),
    ...(files.length > 0
      ? [{ key: speech.t('portal.held.begun-files'), value: files.map(({ name }) => name).join(', ') }]
      : []),
  ]
  return (
    <Alert tone="waits" title={speech.t('portal.held.begun')}>
      <SummaryList rows={rows} />
      <p>
        <a href={speech.path(`/drafts/${id}`)}>{speech.t('portal.held.begun-go-on')}</a>
      </p>
      <p>{speech.t('portal.held.begun-lost')}</p>
    </Alert>
  )
}
