import { textKey, actKey, findAct } from '../../../../kernel/case/index.ts'
import { typedIn, type PageContext, type Typed } from '../../../../platform/http/index.ts'
import { Button, Buttons, Disclosure, Field, Form, Notice, Section, uiWords } from '../../../../ui/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'
import { listSlots } from '../../use/choose-slot.ts'
import type { CaseRead } from '../../use/read-case.ts'
import { offerForm } from '../applicant/offer-form.tsx'
import { HearingTold } from '../case/hearing-told.tsx'
import { appealTold } from '../applicant/refusal-told.tsx'

interface PersonToDoProps {
  context: PageContext<'country'>
  service: RunnableService
  application: Pick<
    CaseRead,
    | 'id'
    | 'hearings'
    | 'answers'
    | 'appeal'
    | 'applicant'
    | 'filedAt'
    | 'payments'
    | 'questions'
    | 'tasks'
    | 'toCorrect'
    | 'variables'
  >
  typed: Typed
}

/**
 * What waits for the person, done here with them: the fee in cash, answers, corrections, an hour, a yes or no, an
 * appeal.
 */
export async function personToDo({ context, service, application, typed }: PersonToDoProps) {
  const { speech, world } = context
  const words = uiWords(speech.t)
  const key = <input type="hidden" name="key" value={context.formKey()} />
  const here = speech.path(`/counter/applications/${application.id}`)
  const of = (form: string) => typedIn(typed, form)
  const open = application.payments.find((payment) => payment.state === 'created')
  const tasks = application.tasks.filter((task) => task.performer === 'applicant')
  const answer = of('answer')
  return (
    <>
      {open ? (
        <Section title={speech.t(actKey.task('pay'), { amount: speech.money(open.amount) })}>
          <Form action={`${here}/cash`}>
            {key}
            <Field
              kind="text"
              name="receipt"
              label={speech.t('counter.cash-receipt')}
              hint={speech.t('counter.cash-hint')}
              value={of('cash').values['receipt'] ?? ''}
              error={of('cash').faults['receipt']}
              words={words}
            />
            <Buttons>
              <Button>{speech.t('counter.cash')}</Button>
            </Buttons>
          </Form>
        </Section>
      ) : null}
      <HearingTold
        context={context}
        service={service}
        application={application}
        action={`${here}/hearing`}
        typed={typed}
      />
      {application.questions.map((question) => {
        const asked = answer.values['question'] === question.id
        return (
          <Notice
            tone="waits"
            title={
              question.office
                ? world.country.displayName(question.office, speech.language)
                : speech.t('casework.task.answer')
            }
          >
            <p dir="auto">{question.text}</p>
            <Form action={`${here}/answer`}>
              {key}
              <input type="hidden" name="question" value={question.id} />
              <Field
                kind="textarea"
                name="text"
                id={`answer-${question.id}`}
                label={speech.t('casework.task.answer')}
                value={asked ? (answer.values['text'] ?? '') : ''}
                error={asked ? answer.faults['text'] : undefined}
                words={words}
              />
              <Buttons>
                <Button look="secondary">{speech.t('casework.messages.send')}</Button>
              </Buttons>
            </Form>
          </Notice>
        )
      })}
      {
        await Promise.all(
          tasks.map(async (task) => {
            const hidden = (
              <>
                {key}
                <input type="hidden" name="task" value={task.id} />
              </>
            )
            const own = textKey.taskTitle(task.element)
            const title = service.has(own)
              ? service.say(speech.language, own, { answers: application.answers, applicant: application.applicant })
              : speech.t(actKey.task(task.act), { amount: '' })
            if (task.act === 'choose-slot') {
              const { items, office } = await context.perform(listSlots, { task: task.id })
              return (
                <Section title={title}>
                  {items.length === 0 ? (
                    <p>{speech.t('applicant.slot.none')}</p>
                  ) : (
                    <Form action={`${here}/slot`}>
                      {hidden}
                      <Field
                        kind="choice"
                        name="at"
                        asList
                        label={speech.t('applicant.slot.label', {
                          office: world.country.displayName(office, speech.language),
                        })}
                        options={items.map((at) => ({
                          value: at,
                          text: `${speech.weekday(at)}, ${speech.dayMonth(at)}, ${speech.time(at)}`,
                        }))}
                        error={of('slot').faults['at']}
                        words={words}
                      />
                      <Buttons>
                        <Button look="secondary">{speech.t('applicant.slot.choose')}</Button>
                      </Buttons>
                    </Form>
                  )}
                </Section>
              )
            }
            if (task.act === 'correct') {
              const note = application.toCorrect
              return (
                <Section title={title}>
                  {note ? (
                    <blockquote>
                      <p dir="auto">{note}</p>
                    </blockquote>
                  ) : null}
                  <Form action={`${here}/correct`}>
                    {hidden}
                    <Buttons>
                      <Button look="secondary">{speech.t('applicant.correct.start')}</Button>
                    </Buttons>
                  </Form>
                </Section>
              )
            }
            if (task.act === 'answer-offer')
              return (
                <Section title={title}>
                  <Form action={`${here}/confirm`}>
                    {hidden}
                    {offerForm(context, service, task.act, { ...application, openedAt: task.openedAt }, of('confirm'))}
                  </Form>
                </Section>
              )
            if (!findAct(task.act)?.ownWay)
              return (
                <Section title={title}>
                  <Form action={`${here}/confirm`}>
                    {hidden}
                    <Buttons>
                      {Object.entries(findAct(task.act)?.outcomes ?? {}).map(([outcome, { against }]) => (
                        <Button look="secondary" {...(against ? { danger: true } : {})} name="outcome" value={outcome}>
                          {speech.t(actKey.do(task.act, outcome))}
                        </Button>
                      ))}
                    </Buttons>
                  </Form>
                </Section>
              )
            return null
          }),
        )
      }
      {application.appeal ? (
        <Disclosure summary={speech.t('casework.appeal.start')} open={typed.form === 'appeal'}>
          <p>{appealTold(context, application.appeal)}</p>
          <Form action={`${here}/appeal`}>
            {key}
            <Field
              kind="textarea"
              name="grounds"
              label={speech.t('applicant.appeal.grounds')}
              value={of('appeal').values['grounds'] ?? ''}
              error={of('appeal').faults['grounds']}
              words={words}
            />
            <Buttons>
              <Button look="secondary">{speech.t('casework.appeal.start')}</Button>
            </Buttons>
          </Form>
        </Disclosure>
      ) : null}
    </>
  )
}
