import { getDraft, saveAnswers, startDraft } from '../../modules/casework/index.ts'
import { listOwnData } from '../../modules/exchange/index.ts'
import { answerPost, NOTHING_TYPED, page, typedIn, type PageContext, type Typed } from '../../platform/http/index.ts'
import { general, Refusal } from '../../platform/use-case/index.ts'
import { BackLink, Button, Buttons, ErrorSummary, Form, Section, SummaryList, uiWords } from '../../ui/index.ts'
import { cabinetFrame } from './cabinet-frame.tsx'
import { correctionOf, datumOf, factsTold, recordOf } from './corrections.ts'

type Context = PageContext<'country' | 'published'>

const HELD = '/cabinet/data/held'
const HERE = `${HELD}/wrong`
/** No longer than the form of the service takes. */
const TOLD_AT_MOST = 500

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
        return begin(context, register, fact)
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
  if (!told || !said || service === undefined) throw new Refusal(general['not-found'])
  return { told, said, service }
}

/** Begins the application, or goes on with one that was begun; of another datum what was typed goes. */
async function begin(context: Context, register: string, fact: string): Promise<string> {
  const { told, said, service } = await datum(context, register, fact)
  const { id } = await context.perform(startDraft, { service, applicant: { number: '' } })
  const before = String((await context.perform(getDraft, { draft: id })).answers['record'] ?? '').split('/')[0]
  const isOfAnother = before !== datumOf(register, fact)
  await context.perform(saveAnswers, {
    draft: id,
    answers: {
      register,
      fact: said.name,
      told: said.text.slice(0, TOLD_AT_MOST),
      toldOn: context.world.country.localDate(told.at),
      record: recordOf(register, fact, told.message),
      ...(isOfAnother ? { wrong: null, right: null } : {}),
    },
  })
  return `/drafts/${id}`
}

async function show(context: Context, register: string, fact: string, typed: Typed = NOTHING_TYPED) {
  const { speech, world } = context
  const { told, said, service } = await datum(context, register, fact)
  const { passport } = await world.published.get(service)
  const keeper = world.country.registers.find(({ id }) => id === register)!.keeper!
  const { faults } = typedIn(typed, 'wrong')
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
        <p>
          {speech.t('portal.held.wrong-way', {
            body: world.country.displayName(keeper, speech.language),
            within: passport.term ? speech.t(`ui.within.${passport.term.unit}`, { count: passport.term.amount }) : '',
          })}
        </p>
        <Form action={speech.path(HERE)}>
          <input type="hidden" name="register" value={register} />
          <input type="hidden" name="fact" value={fact} />
          <Buttons>
            <Button>{speech.t('portal.held.wrong-go')}</Button>
          </Buttons>
        </Form>
      </Section>
    </>,
  )
  return { ...view, ...(typed.status === 200 ? {} : { status: typed.status }) }
}
