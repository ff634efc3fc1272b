import { isAppealed, isEnded, isFavourable, isRefusal } from '../../../../kernel/case/index.ts'
import {
  answerPost,
  faultsOf,
  NOTHING_TYPED,
  page,
  type PageContext,
  type Typed,
  type View,
} from '../../../../platform/http/index.ts'
import {
  BackLink,
  Beside,
  Button,
  Buttons,
  Card,
  Disclosure,
  ErrorSummary,
  Field,
  Form,
  LinkButton,
  LinkList,
  Notice,
  PageHeading,
  Section,
  SummaryList,
  Tag,
  uiWords,
} from '../../../../ui/index.ts'
import { visiblePages } from '../../../../kernel/forms/index.ts'
import type { Variables } from '../../../../kernel/process/index.ts'
import { appealDecision } from '../../use/appeal-decision.ts'
import { answerQuestion } from '../../use/ask-applicant.ts'
import { getApplicationView } from '../../use/get-application.ts'
import { openDecision } from '../../use/know-decision.ts'
import { answerHearingOf } from '../../use/hear-applicant.ts'
import { readCase } from '../../use/read-case.ts'
import { allowRegisters } from '../../use/allow-registers.ts'
import { withdrawApplication } from '../../use/withdraw-application.ts'
import { answerRows } from '../case/answer-rows.tsx'
import { CaseTag } from '../case/case-tag.tsx'
import { courtTold } from '../case/court-told.ts'
import { BodiesSaid } from '../case/bodies-said.tsx'
import { CaseEvidence } from '../case/case-evidence.tsx'
import { HearingsHeld, HearingTold } from '../case/hearing-told.tsx'
import { CaseClock } from '../case/case-clock.tsx'
import { CaseFiles } from '../case/case-files.tsx'
import { CaseMessages } from '../case/case-messages.tsx'
import { CaseTimeline } from '../case/case-timeline.tsx'
import { withdrawWords } from '../case/withdraw-words.ts'
import { rulesTrace } from '../case/rules-trace.tsx'
import { AppointmentTold } from './appointment.tsx'
import { Done, Suspended, waitsForApplicant, type Confirmed } from './act-done.tsx'
import { decisionMade } from './decision-made.ts'
import { appealTold, RefusalGround } from './refusal-told.tsx'
import { RegistersAllowed } from './registers-allowed.tsx'
import { ToDo, type PartProps } from './to-do.tsx'

const at = '/applications/:application'

export const applicationPages = [
  page(`GET ${at}`, ['country', 'published'], (context) => show(context)),
  page(`POST ${at}/answer`, ['country', 'published'], (context) =>
    act(context, 'text', (id, form, key) =>
      context.perform(
        answerQuestion,
        { application: id, question: form.get('question'), text: form.get('text') ?? '' },
        key,
      ),
    ),
  ),
  page(`POST ${at}/hearing`, ['country', 'published'], (context) =>
    act(context, 'hearing', (id, form, key) =>
      context.perform(answerHearingOf, { application: id, text: form.get('hearing') ?? '' }, key),
    ),
  ),
  page(`POST ${at}/appeal`, ['country', 'published'], (context) =>
    act(context, 'grounds', (id, form, key) =>
      context.perform(appealDecision, { application: id, grounds: form.get('grounds') ?? '' }, key),
    ),
  ),
  page(`POST ${at}/registers`, ['country', 'published'], (context) =>
    act(context, 'registers', (id, form, key) =>
      context.perform(allowRegisters, { application: id, given: form.get('given') === 'true' }, key),
    ),
  ),
  page(`GET ${at}/withdraw`, ['published'], async (context) => {
    const { speech, world } = context
    const item = await context.perform(getApplicationView, { application: context.parameters['application'] })
    const says = withdrawWords(item)
    const { passport } = await world.published.get(item.service, item.version)
    return {
      title: speech.t(says.start),
      body: (
        <>
          <BackLink href={speech.path(`/applications/${item.id}`)} text={uiWords(speech.t).back} />
          <PageHeading
            caption={`№ ${item.number} · ${speech.text(passport.name)}`}
            title={speech.t(says.question)}
            lead={speech.t(says.warning)}
          />
          <Form action={speech.path(`/applications/${item.id}/withdraw`)}>
            <input type="hidden" name="key" value={context.formKey()} />
            <Buttons>
              <Button danger>{speech.t(says.start)}</Button>
            </Buttons>
          </Form>
        </>
      ),
    }
  }),
  page(`POST ${at}/withdraw`, ['country', 'published'], (context) =>
    act(context, 'withdraw', async (id, _form, key) => {
      const { status } = await context.perform(withdrawApplication, { application: id }, key)
      return status === 'refused' ? 'appeal-withdrawn' : undefined
    }),
  ),
]

/** What the next page confirms, by the form that was sent. */
const DONE: Record<string, Confirmed> = { text: 'answer', hearing: 'hearing', grounds: 'appeal', withdraw: 'withdraw' }

/** Does something and shows the case again. */
const act = (
  context: PageContext<'country' | 'published'>,
  form: string,
  /** @returns what the next page confirms, where it is not what the form says */
  work: (application: string, posted: URLSearchParams, key: string | undefined) => Promise<unknown>,
): Promise<View | Response> => {
  const id = context.parameters['application']!
  return answerPost(context, {
    form,
    fields: [form],
    async does(posted, { key }) {
      const given = await work(id, posted, key)
      const done = given === 'appeal-withdrawn' ? given : DONE[form]
      return `/applications/${id}${done ? `?done=${done}` : ''}`
    },
    // what is wrong is said at the one field of the form
    again: ({ faults, ...typed }) => show(context, { ...typed, faults: { [form]: Object.values(faults)[0]! } }),
  })
}

async function show(context: PageContext<'country' | 'published'>, typed: Typed = NOTHING_TYPED): Promise<View> {
  const { speech, world } = context
  const words = uiWords(speech.t)
  const item = await context.perform(readCase, { application: context.parameters['application'] })
  // whoever reads a decision knows of it: recorded as it is answered, once
  if (item.own && item.decisions.some(({ servedAt }) => servedAt === null))
    await context.perform(openDecision, { application: item.id })
  const service = await world.published.get(item.service, item.version)
  const title = speech.text(service.passport.name)
  const over = item.hearings.filter((hearing) => hearing.state === 'answered' || hearing.state === 'lapsed')
  const variables: Variables = {
    ...item.variables,
    answers: item.answers,
    applicant: item.applicant,
  }
  return {
    title: `${title} · ${item.number}`,
    status: typed.status,
    body: (
      <>
        <BackLink href={speech.path('/cabinet')} text={speech.t('portal.cabinet.title')} />
        <ErrorSummary title={words['error-title']} errors={faultsOf(typed)} />
        <PageHeading caption={`№ ${item.number}`} title={title}>
          {item.suspended ? (
            <Tag tone="waits">{speech.t('portal.cabinet.suspended')}</Tag>
          ) : waitsForApplicant(item) ? (
            <Tag tone="waits">{speech.t('casework.status.waits-for-you')}</Tag>
          ) : (
            <CaseTag speech={speech} of={item} />
          )}
        </PageHeading>
        <Done context={context} application={item} />
        <Suspended context={context} suspended={item.suspended} />
        <Beside
          sideLabel={speech.t('casework.clock.title')}
          main={
            <>
              <ToDo context={context} application={item} service={service} variables={variables} />
              <HearingTold
                context={context}
                service={service}
                application={item}
                action={speech.path(`/applications/${item.id}/hearing`)}
                typed={typed}
              />
              {item.questions.map((question) => (
                <Notice
                  tone="waits"
                  title={
                    question.office
                      ? speech.t('casework.messages.asks', {
                          office: world.country.displayName(question.office, speech.language),
                        })
                      : speech.t('casework.task.answer')
                  }
                >
                  <p dir="auto">{question.text}</p>
                  <Form action={speech.path(`/applications/${item.id}/answer`)}>
                    <input type="hidden" name="key" value={context.formKey()} />
                    <input type="hidden" name="question" value={question.id} />
                    <Field
                      kind="textarea"
                      name="text"
                      label={speech.t('casework.task.answer')}
                      value={typed.values['text'] ?? ''}
                      error={typed.faults['text']}
                      words={words}
                    />
                    <Buttons>
                      <Button>{speech.t('casework.messages.send')}</Button>
                    </Buttons>
                  </Form>
                </Notice>
              ))}
              {
                await AppointmentTold({
                  context,
                  application: item,
                  service,
                  here: speech.path(`/applications/${item.id}`),
                })
              }
              {outcome({ context, application: item, service })}
              {over.length > 0 ? (
                <Section title={speech.t('casework.hearing.held')}>
                  <HearingsHeld context={context} service={service} hearings={over} side="applicant" />
                </Section>
              ) : null}
              {item.opinions.length > 0 ? (
                <Section title={speech.t('casework.said.title')} id="opinions">
                  <BodiesSaid context={context} service={service} application={item} />
                </Section>
              ) : null}
              {item.evidence.length > 0 ? (
                <Disclosure summary={speech.t('casework.said.registers')}>
                  <CaseEvidence context={context} service={service} application={item} />
                </Disclosure>
              ) : null}
              {item.decidedAt
                ? await rulesTrace({ context, service, application: item.id, variables, side: 'applicant' })
                : null}
              {item.registersAllowed !== null ? <RegistersAllowed context={context} application={item} /> : null}
              <Section title={speech.t('casework.timeline.title')}>
                <CaseTimeline context={context} application={item} side="applicant" />
              </Section>
              {item.appeal ? (
                <Section title={speech.t('casework.appeal.title')} id="appeal">
                  <p>{appealTold(context, item.appeal)}</p>
                  <Form action={speech.path(`/applications/${item.id}/appeal`)}>
                    <input type="hidden" name="key" value={context.formKey()} />
                    <Field
                      kind="textarea"
                      name="grounds"
                      label={speech.t('applicant.appeal.grounds')}
                      value={typed.values['grounds'] ?? ''}
                      error={typed.faults['grounds']}
                      words={words}
                    />
                    <Buttons>
                      <Button look="secondary">{speech.t('casework.appeal.start')}</Button>
                    </Buttons>
                  </Form>
                </Section>
              ) : null}
              {item.messages.length > 0 ? (
                <Section title={speech.t('casework.messages.title')}>
                  <CaseMessages context={context} application={item} side="applicant" />
                </Section>
              ) : null}
              <Disclosure summary={speech.t('applicant.answers')}>
                <SummaryList
                  rows={visiblePages(service.form!, variables).flatMap((shown) =>
                    answerRows(context, service, shown.fields, item.answers, variables, item.disputed),
                  )}
                />
              </Disclosure>
            </>
          }
          side={
            <>
              {item.dueAt && !item.closedAt && !item.decidedAt ? (
                <Card title={speech.t('casework.clock.title')}>
                  <CaseClock context={context} service={service} clocked={item} side="applicant" />
                </Card>
              ) : null}
              <SummaryList
                rows={[
                  ...(item.representative
                    ? [
                        {
                          key: speech.t('casework.applicant'),
                          value: String(item.applicant['name']),
                          note: `${speech.t('casework.representative')}: ${String(item.representative['name'])}`,
                        },
                      ]
                    : []),
                  {
                    key: speech.t('casework.filed-on'),
                    value: speech.dateTime(item.filedAt),
                    note: speech.t(`casework.channel.${item.channel}`),
                  },
                  {
                    key: speech.t('casework.office'),
                    // where it is, when it is open, whom to call
                    value: (
                      <a href={speech.path(`/bodies/${item.owner}`)}>
                        {world.country.displayName(item.owner, speech.language)}
                      </a>
                    ),
                  },
                  ...(item.fee && item.fee.amount > 0
                    ? [{ key: speech.t('form.check.fee'), value: speech.money(item.fee.amount) }]
                    : []),
                ]}
              />
              <div class="no-print">
                <LinkList
                  links={[
                    { href: speech.path(`/applications/${item.id}/receipt`), text: speech.t('applicant.receipt.open') },
                    ...(item.mayWithdraw
                      ? [
                          {
                            href: speech.path(`/applications/${item.id}/withdraw`),
                            text: speech.t(withdrawWords(item).start),
                          },
                        ]
                      : []),
                  ]}
                />
              </div>
              <CaseFiles context={context} service={service} application={item} />
            </>
          }
        />
      </>
    ),
  }
}

/** What came of it: the document, and the ground when it says no. */
const outcome = ({ context, application, service }: Omit<PartProps, 'variables'>) => {
  const { speech } = context
  const ready = application.results.filter((result) => result.status === 'valid')
  if (application.outcome === null) return null
  const refused = isRefusal(application.outcome)
  const decision = application.decisions.findLast((each) => each.outcome === application.outcome)
  // a refusal that was appealed stays one until the body above has decided
  const appealed = isAppealed(application)
  const examined = application.timeline.find(({ kind }) => kind === 'at-office')
  return (
    <Notice
      tone={isFavourable(application.outcome) ? 'done' : refused ? (appealed ? 'waits' : 'refused') : 'neutral'}
      title={speech.t(`casework.outcome-told.${appealed ? 'appealed' : application.outcome}`)}
    >
      {refused ? <RefusalGround context={context} service={service} ground={application.ground} /> : null}
      {decision?.note && refused ? <p dir="auto">{decision.note}</p> : null}
      {decision ? <p class="soft small">{decisionMade(context, decision, application)}</p> : null}
      {appealed && examined?.office && examined.facts['due'] ? (
        <p>
          {speech.t('casework.appeal.examined', {
            office: context.world.country.displayName(examined.office, speech.language),
            date: speech.date(examined.facts['due']),
          })}
        </p>
      ) : null}
      {isEnded(application.outcome) ? (
        <p>
          {service.passport.channels.length > 0 ? (
            <a href={speech.path(`/services/${application.service}`)}>{speech.t('casework.result.apply-again')}</a>
          ) : (
            // what the state begins by itself nobody can apply for
            speech.t('casework.result.ask-office', {
              office: context.world.country.displayName(application.owner, speech.language),
            })
          )}
        </p>
      ) : null}
      {application.outcome === 'upheld' && courtTold(context) ? <p>{courtTold(context)}</p> : null}
      {ready.map((result) => (
        <p class="row">
          <LinkButton href={speech.path(`/results/${result.code}/document`)}>
            {speech.t('casework.result.download')}
          </LinkButton>{' '}
          <span>{result.title}</span> <span class="num soft">{result.code}</span>
        </p>
      ))}
      {application.mayAppeal ? (
        <p>
          <a href="#appeal">{speech.t('casework.appeal.start')}</a>
        </p>
      ) : null}
    </Notice>
  )
}
