import type { z } from 'zod'
import { isFavourable } from '../../kernel/case/index.ts'
import { CaseTag, datumOf } from '../../modules/casework/index.ts'
import { askOwnData, listOwnData } from '../../modules/exchange/index.ts'
import { answerPost, NOTHING_TYPED, page, typedIn, type PageContext, type Typed } from '../../platform/http/index.ts'
import {
  Alert,
  Button,
  Buttons,
  Card,
  Disclosure,
  ErrorSummary,
  Form,
  Progress,
  Section,
  Stack,
  SummaryList,
  type SummaryRow,
  Tag,
  uiWords,
} from '../../ui/index.ts'
import { cabinetFrame } from './cabinet-frame.tsx'
import { correctionOf, correctionsSaid, factsTold } from './corrections.ts'

type Context = PageContext<'country' | 'published'>
type Item = z.output<typeof listOwnData.output>['items'][number]
type Said = Awaited<ReturnType<typeof correctionsSaid>>
type Register = Context['world']['country']['registers'][number]

const HERE = '/cabinet/data/held'

/** What each register holds of whoever looks: asked by their own press, and never by looking at the page. */
export const heldPages = [
  page(`GET ${HERE}`, ['country', 'published'], (context) => show(context)),
  page(`POST ${HERE}`, ['country', 'published'], (context) =>
    answerPost(context, {
      form: 'ask',
      async does(posted, { key }) {
        const register = posted.get('register')
        const { asked } = await context.perform(askOwnData, register ? { register } : {}, key)
        const often = asked.flatMap((item) => (item.status === 'too-often' ? [item.register] : []))
        return `${HERE}${often.length > 0 ? `?often=${often.join('.')}` : ''}${register ? `#${register}` : ''}`
      },
      mends: (refusal) => [409, 422, 429].includes(refusal.kind.status),
      again: (typed) => show(context, typed),
    }),
  ),
]

async function show(context: Context, typed: Typed = NOTHING_TYPED) {
  const { speech, query, principal, world } = context
  const [{ items }, said] = await Promise.all([context.perform(listOwnData, {}), correctionsSaid(context)])
  const often = new Set((query.get('often') ?? '').split('.'))
  const registers = items.flatMap((item) => {
    const register = world.country.registers.find(({ id }) => id === item.register)
    return register ? [{ item, register }] : []
  })
  const down = registers.filter(({ item }) => item.trouble === 'silent').length
  // those of the last press: it is they that one waits for
  const pressed = items
    .flatMap(({ asked }) => asked ?? [])
    .sort()
    .at(-1)
  const round = items.filter(({ asked }) => asked === pressed)
  const waited = items.filter(({ trouble }) => trouble === 'asking').length
  const { faults } = typedIn(typed, 'ask')
  const basis = world.country.ownLook
  const view = await cabinetFrame(
    context,
    <>
      {waited > 0 ? <Asking context={context} all={Math.max(round.length, waited)} waited={waited} /> : null}
      {down > 0 && waited === 0 ? (
        <Alert tone="waits" title={speech.t('portal.held.silent-count', { count: down })}>
          {speech.t('portal.held.silent-do')}
        </Alert>
      ) : null}
      <ErrorSummary title={uiWords(speech.t)['error-title']} errors={Object.values(faults).map((text) => ({ text }))} />
      <Section title={speech.t('portal.held.title')}>
        <p>{speech.t('portal.held.lead')}</p>
        <p class="soft">
          {speech.t('portal.held.kept')}
          {basis ? ` ${speech.t('portal.held.basis', { basis: speech.text(basis.name) })}` : null}
        </p>
        {principal.actingFor ? <p>{speech.t('portal.held.firm', { name: principal.actingFor.name })}</p> : null}
        <Form action={speech.path(HERE)}>
          <input type="hidden" name="key" value={context.formKey()} />
          <Buttons>
            <Button>{speech.t('portal.held.ask-all')}</Button>
          </Buttons>
        </Form>
        <Stack gap="small">
          {registers.map(({ item, register }) => (
            <RegisterCard
              context={context}
              item={item}
              register={register}
              said={said}
              trouble={item.trouble ?? (often.has(register.id) ? 'often' : undefined)}
            />
          ))}
        </Stack>
      </Section>
    </>,
  )
  return {
    ...view,
    ...(typed.status === 200 ? {} : { status: typed.status }),
    // with no script too the answers come by themselves
    ...(waited > 0 && typed.status === 200 ? { headers: { refresh: '2' } } : {}),
  }
}

/** How many registers have answered, while others have not: nothing has to be done but to wait. */
const Asking = ({ context: { speech }, all, waited }: { context: Context; all: number; waited: number }) => {
  const text = speech.t('portal.held.asking-count', { done: all - waited, all })
  return (
    <div role="status">
      <Progress value={all - waited} max={all} label={text} text={text} />
      <p class="soft">
        {speech.t('portal.held.asking-do')} <a href={speech.path(HERE)}>{speech.t('portal.held.asking-see')}</a>
      </p>
    </div>
  )
}

/** A register: whose it is, what it told and when, what is the matter with it, and the way to ask it. */
const RegisterCard = ({
  context,
  item: { told, asked },
  register,
  said,
  trouble,
}: {
  context: Context
  item: Item
  register: Register
  said: Said
  trouble: 'asking' | 'silent' | 'often' | undefined
}) => {
  const { speech, world } = context
  const name = world.country.registerName(register.id, speech.language)
  return (
    <div id={register.id}>
      <Card title={name}>
        {register.keeper ? (
          <p class="soft small">
            {speech.t('portal.held.keeper', { body: world.country.displayName(register.keeper, speech.language) })}
          </p>
        ) : null}
        {trouble ? (
          <p>
            <Tag tone="waits">{speech.t(`portal.held.${trouble}`)}</Tag>
            {/* it may answer again by now: when it was that it did not */}
            {trouble === 'silent' && asked
              ? ` ${speech.t('portal.held.asked', { time: speech.dateTime(asked) })}.`
              : null}
            {trouble === 'asking' ? null : ` ${speech.t(`portal.held.${trouble}-do`)}`}
          </p>
        ) : null}
        {told ? <Told context={context} told={told} register={register} said={said} /> : null}
        {told === null && !trouble ? <p class="soft small">{speech.t('portal.held.never')}</p> : null}
        <Form action={speech.path(HERE)}>
          <input type="hidden" name="key" value={context.formKey()} />
          <input type="hidden" name="register" value={register.id} />
          <Buttons>
            <Button look="secondary">
              {speech.t(told ? 'portal.held.again' : 'portal.held.ask')}
              <span class="hidden-visually">: {name}</span>
            </Button>
          </Buttons>
        </Form>
      </Card>
    </div>
  )
}

/** What was told: facts by name, folded where they are nobody else's business, with when it was asked and its proof. */
const Told = ({
  context,
  told,
  register,
  said,
}: {
  context: Context
  told: NonNullable<Item['told']>
  register: Register
  said: Said
}) => {
  const { speech, principal } = context
  const mayBeWrong = correctionOf(context, register.id) !== undefined
  const rows = factsTold(context, register.id, told).map(({ of, name, text }): SummaryRow => {
    const application = said.get(datumOf(register.id, of))
    return {
      key: name,
      value: text,
      ...(application ? { note: <SaidWrong context={context} application={application} /> } : {}),
      ...(mayBeWrong && (!application || application.outcome !== null)
        ? {
            change: {
              href: speech.path(`${HERE}/wrong?${new URLSearchParams({ register: register.id, fact: of })}`),
              text: speech.t('portal.held.wrong'),
              about: name,
            },
          }
        : {}),
    }
  })
  const { localDate } = context.world.country
  const isOlder = told.asOf !== null && localDate(told.asOf) < localDate(told.at)
  const nothing = principal.actingFor ? 'nothing-firm' : 'nothing'
  return (
    <>
      {rows.length === 0 ? (
        <p>{speech.t(`portal.held.${told.status === 'missing' ? nothing : told.data ? nothing : 'gone'}`)}</p>
      ) : register.sensitive ? (
        // on paper too it stands there when whoever prints it has opened it
        <div class="fact-lines">
          <Disclosure summary={speech.t('portal.held.sensitive')}>
            <SummaryList rows={rows} />
          </Disclosure>
        </div>
      ) : (
        <SummaryList rows={rows} />
      )}
      {rows.length === 0 && mayBeWrong && (told.data || told.status === 'missing') ? (
        <p>
          <a href={speech.path(`/services/${correctionOf(context, register.id)}`)}>{speech.t('portal.held.missing')}</a>
        </p>
      ) : null}
      {rows.length > 0 && register.keeper === undefined ? (
        <p>{register.writeTo ? speech.text(register.writeTo) : speech.t('portal.held.no-keeper')}</p>
      ) : null}
      <p class="soft small">
        {isOlder
          ? speech.t('portal.held.asked-as-of', { time: speech.dateTime(told.at), date: speech.date(told.asOf!) })
          : speech.t('portal.held.asked', { time: speech.dateTime(told.at) })}
      </p>
    </>
  )
}

/** How it stands with what the person said of a datum; after a correction they look again by themselves. */
const SaidWrong = ({
  context: { speech },
  application,
}: {
  context: Context
  application: NonNullable<ReturnType<Said['get']>>
}) => (
  <>
    {speech.t('portal.held.said-wrong')} <CaseTag speech={speech} of={application} />{' '}
    <a class="num" href={speech.path(`/applications/${application.id}`)}>
      {application.number}
    </a>
    {application.outcome === null && application.dueAt
      ? ` · ${speech.t('portal.held.answer-by', { date: speech.date(application.dueAt) })}`
      : application.outcome !== null && isFavourable(application.outcome)
        ? ` · ${speech.t('portal.held.look-again')}`
        : null}
  </>
)
