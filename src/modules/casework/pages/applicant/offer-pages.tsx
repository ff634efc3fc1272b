import { textKey } from '../../../../kernel/case/index.ts'
import {
  answerPost,
  faultsOf,
  NOTHING_TYPED,
  page,
  retryAfter,
  type PageContext,
  type Typed,
  type View,
} from '../../../../platform/http/index.ts'
import { Refusal } from '../../../../platform/use-case/index.ts'
import {
  Button,
  Buttons,
  ErrorSummary,
  Field,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  Panel,
  uiWords,
} from '../../../../ui/index.ts'
import {
  answerByLink,
  openOffer,
  readOffer,
  readOfferLink,
  renewOfferLink,
  sendOfferCode,
} from '../../use/answer-by-link.ts'
import { refusal } from '../../model/application.ts'
import { OFFER_FIELDS, offerForm, readOfferAnswer } from './offer-form.tsx'
import { applicantTaskTitle } from './task-title.ts'

type OfferContext = PageContext<'country' | 'published'>

/** What bears a secret of a letter is kept by nobody on the way, and found by no search engine. */
const HEADERS = { 'cache-control': 'no-store', 'x-robots-tag': 'noindex', 'referrer-policy': 'same-origin' }

/**
 * The link of a letter about an offer, for who does not sign in: a code by another way or one's own number, then the offer
 * itself and its four answers.
 */
export const offerPages = [
  page('GET /offers/:link', ['country', 'published'], (context) => ask(context)),
  page('POST /offers/:link/code', ['country', 'published'], (context) =>
    answerPost(context, {
      form: 'code',
      async does() {
        await context.perform(sendOfferCode, { link: context.parameters['link'] })
        return `/offers/${context.parameters['link']}`
      },
      again: ({ faults }) => ask(context, Object.values(faults)[0]),
    }),
  ),
  page('POST /offers/:link/renew', ['country', 'published'], async (context) => {
    const { speech, parameters } = context
    try {
      await context.perform(renewOfferLink, { link: parameters['link'] })
    } catch (error) {
      return over(context, error)
    }
    return {
      title: speech.t('applicant.offer-link.renewed'),
      headers: HEADERS,
      body: (
        <Panel title={speech.t('applicant.offer-link.renewed')}>{speech.t('applicant.offer-link.renewed-text')}</Panel>
      ),
    }
  }),
  page('POST /offers/:link', ['country', 'published'], async (context) => {
    const code = (await context.form()).get('code')?.trim() ?? ''
    const { speech, parameters } = context
    try {
      const { pass, triesLeft } = await context.perform(openOffer, {
        link: parameters['link'],
        code: code.slice(0, 40),
      })
      if (pass !== null) return await show(context, pass)
      return await ask(context, speech.t('applicant.offer-link.wrong', { count: triesLeft }))
    } catch (error) {
      return over(context, error)
    }
  }),
  page('POST /offers/:link/answer', ['country', 'published'], async (context) => {
    const posted = await context.form()
    const pass = posted.get('pass') ?? ''
    const { speech, parameters } = context
    return answerPost(context, {
      form: 'offer',
      async does(form, { key }) {
        const given = readOfferAnswer(form)
        await context.perform(answerByLink, { link: parameters['link'], pass: pass.slice(0, 40), ...given }, key)
        const said = ['accepted', 'postponed', 'disputed', 'refused'].includes(given.outcome)
          ? given.outcome
          : 'accepted'
        return {
          title: speech.t('applicant.offer-link.done'),
          headers: HEADERS,
          body: (
            <>
              <Panel title={speech.t('applicant.offer-link.done')}>{speech.t(`applicant.offer-link.${said}`)}</Panel>
              <p>{speech.t('applicant.offer-link.where')}</p>
            </>
          ),
        }
      },
      mends: ({ kind }) => [409, 422].includes(kind.status) && kind !== refusal['offer-pass-over'],
      fields: OFFER_FIELDS,
      again: (typed) => show(context, pass, typed),
    }).catch((error: unknown) =>
      error instanceof Refusal && error.kind === refusal['offer-pass-over']
        ? ask(context, speech.t(error.kind.text))
        : over(context, error),
    )
  }),
]

/** Says what an ended or locked link leaves to do; anything else is thrown on. */
function over({ speech, parameters, now }: OfferContext, error: unknown): View {
  if (
    !(error instanceof Refusal) ||
    ![refusal['offer-link-over'], refusal['offer-link-locked']].includes(error.kind as never)
  )
    throw error
  const locked = error.kind === refusal['offer-link-locked']
  const title = speech.t(`applicant.offer-link.${locked ? 'locked' : 'over'}`)
  const until = new Date(Date.parse(now) + (error.retryAfter ?? 0) * 1000).toISOString()
  return {
    title,
    status: error.kind.status,
    headers: { ...retryAfter(error.kind.status, error.retryAfter), ...HEADERS },
    body: (
      <>
        <PageHeading title={title} lead={speech.t(error.kind.text)} />
        {locked ? (
          <>
            <p>{speech.t('applicant.offer-link.locked-until', { time: speech.dateTime(until) })}</p>
            <Form action={speech.path(`/offers/${parameters['link']}/renew`)}>
              <p>{speech.t('applicant.offer-link.renew-lead')}</p>
              <Buttons>
                <Button look="secondary">{speech.t('applicant.offer-link.renew')}</Button>
              </Buttons>
            </Form>
          </>
        ) : null}
        <p>
          <LinkButton href={speech.path('/cabinet')}>{speech.t('applicant.offer-link.sign-in')}</LinkButton>
        </p>
      </>
    ),
  }
}

/** Asks for the second factor; of the person and of the offer nothing is said before it. */
async function ask(context: OfferContext, fault?: string): Promise<View> {
  const { speech, world, parameters } = context
  const words = uiWords(speech.t)
  const told = await context
    .perform(readOfferLink, { link: parameters['link'] })
    .catch((error: unknown) => over(context, error))
  if ('title' in told) return told
  const service = await world.published.get(told.service, told.version)
  const here = speech.path(`/offers/${parameters['link']}`)
  const title = speech.text(service.passport.name)
  const waits = told.factor === 'number' || told.codeSent
  return {
    title,
    secret: true,
    status: fault ? 422 : 200,
    headers: HEADERS,
    body: (
      <>
        {fault ? (
          <ErrorSummary
            title={words['error-title']}
            errors={[waits ? { field: 'code', text: fault } : { text: fault }]}
          />
        ) : null}
        <PageHeading title={title} lead={speech.t('applicant.offer-link.lead')} />
        {waits ? (
          <Form action={here}>
            <Field
              kind="text"
              name="code"
              label={speech.t(`applicant.offer-link.${told.factor === 'number' ? 'number' : 'code'}`)}
              hint={
                told.factor === 'number'
                  ? speech.t('applicant.offer-link.number-hint')
                  : speech.t('applicant.offer-link.code-hint', { to: told.sentTo ?? '' })
              }
              {...(told.factor === 'number' ? {} : { autocomplete: 'one-time-code' })}
              maxLength={40}
              error={fault}
              words={words}
            />
            <Buttons>
              <Button>{speech.t('applicant.offer-link.open')}</Button>
            </Buttons>
          </Form>
        ) : null}
        {told.factor === 'number' ? null : (
          <Form action={`${here}/code`}>
            {told.codeSent ? null : <p>{speech.t('applicant.offer-link.send-lead', { to: told.sentTo ?? '' })}</p>}
            <Buttons>
              <Button {...(told.codeSent ? { look: 'secondary' as const } : {})}>
                {speech.t(told.codeSent ? 'applicant.offer-link.send-again' : 'applicant.offer-link.send')}
              </Button>
            </Buttons>
          </Form>
        )}
        <p>
          <a href={speech.path('/cabinet')}>{speech.t('applicant.offer-link.sign-in')}</a>
        </p>
      </>
    ),
  }
}

/** The offer itself, line by line. */
async function show(context: OfferContext, pass: string, typed: Typed = NOTHING_TYPED): Promise<View> {
  const { speech, world, parameters } = context
  const words = uiWords(speech.t)
  const errors = faultsOf(typed)
  const { task, variables, filedAt, number, ...of } = await context.perform(readOffer, {
    link: parameters['link'],
    pass,
  })
  const service = await world.published.get(of.service, of.version)
  const title = applicantTaskTitle(context, service, { fee: null }, task, variables)
  const hint = textKey.taskHint(task.element)
  return {
    title,
    secret: true,
    status: typed.status,
    headers: HEADERS,
    body: (
      <>
        {errors.length > 0 ? <ErrorSummary title={words['error-title']} errors={errors} /> : null}
        <PageHeading
          caption={`№ ${number}`}
          title={title}
          {...(task.dueAt ? { lead: speech.t('casework.task.by', { date: speech.date(task.dueAt) }) } : {})}
        />
        {service.has(hint) ? <p>{service.say(speech.language, hint, variables)}</p> : null}
        <Form action={speech.path(`/offers/${parameters['link']}/answer`)}>
          <input type="hidden" name="key" value={context.formKey()} />
          <input type="hidden" name="pass" value={pass} />
          {offerForm(context, service, task.act, { variables, filedAt, openedAt: task.openedAt }, typed)}
        </Form>
        <Notice tone="neutral" title={speech.t('applicant.offer-link.private')}>
          <p>{speech.t('applicant.offer-link.private-text')}</p>
        </Notice>
      </>
    ),
  }
}
