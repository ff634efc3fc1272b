import { NOTHING_TYPED, type PageContext, type Typed } from '../../../../platform/http/index.ts'
import { Button, Buttons, Disclosure, Field, Form, LinkList, Section, uiWords } from '../../../../ui/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'
import type { ApplicationView } from '../../use/get-application.ts'
import { OfficialFacts } from './official-facts.tsx'

interface Asked {
  id: string
  application: string
  number: string
  fromOffice: string
  question: string
  dueAt: string
}

/** What other bodies ask this office, due first; renders nothing when nobody asks. */
export const InquiriesToAnswer = ({
  context: { speech, world, now },
  inquiries,
}: {
  context: PageContext<'country'>
  inquiries: readonly Asked[]
}) =>
  inquiries.length === 0 ? null : (
    <Section title={speech.t('desk.inquiries-to-answer', { count: inquiries.length })}>
      <LinkList
        links={inquiries.map((inquiry) => ({
          href: speech.path(`/desk/cases/${inquiry.application}#inquiry-${inquiry.id}`),
          text: <span dir="auto">{shortened(inquiry.question)}</span>,
          detail: (
            <>
              {world.country.displayName(inquiry.fromOffice, speech.language)} ·{' '}
              <span class="num">{inquiry.number}</span> ·{' '}
              <span class={inquiry.dueAt < now ? 'late' : ''}>
                {speech.t('casework.task.by', { date: speech.date(inquiry.dueAt) })}
                {inquiry.dueAt < now ? ` · ${speech.t('desk.late')}` : ''}
              </span>
            </>
          ),
        }))}
      />
    </Section>
  )

const shortened = (text: string) => (text.length > 160 ? `${text.slice(0, 160)}…` : text)

/** Questions between bodies in a case: those to one's own office with the form of their answer. */
export function Inquiries({
  context,
  service,
  application: item,
  typed,
}: {
  context: PageContext<'country'>
  service: RunnableService
  application: ApplicationView
  typed: Typed
}) {
  const { speech, world } = context
  if (item.inquiries.length === 0) return null
  const name = (office: string) => world.country.displayName(office, speech.language)
  // many registers may be read for at once: then each form opens on request
  const many = item.inquiries.filter(({ evidence, mayAnswer }) => evidence && mayAnswer).length > 1
  const answer = (asked: ApplicationView['inquiries'][number], here: boolean) => (
    <Form action={speech.path(`/desk/cases/${item.id}/answer-body`)}>
      <input type="hidden" name="key" value={context.formKey()} />
      <input type="hidden" name="inquiry" value={asked.id} />
      {asked.evidence ? (
        <OfficialFacts
          context={context}
          service={service}
          inquiry={{ id: asked.id, evidence: asked.evidence, about: asked.about }}
          typed={here ? typed : NOTHING_TYPED}
          action={speech.path(`/desk/cases/${item.id}/answer-body`)}
        />
      ) : null}
      <Field
        kind="textarea"
        name="text"
        id={`answer-${asked.id}`}
        label={speech.t('casework.task.answer')}
        rows={3}
        value={here ? (typed.values['text'] ?? '') : ''}
        error={here ? typed.faults['text'] : undefined}
        words={uiWords(speech.t)}
      />
      <Buttons>
        <Button look="secondary">{speech.t('casework.messages.send')}</Button>
      </Buttons>
    </Form>
  )
  return (
    <Section title={speech.t('desk.inquiries')}>
      {item.inquiries.map((asked) => {
        const here = typed.form === 'answer-body' && typed.values['inquiry'] === asked.id
        return (
          <div id={`inquiry-${asked.id}`} class="stack" data-gap="small">
            <p class="small soft">
              {speech.t('desk.asks', { from: name(asked.fromOffice), to: name(asked.office) })} ·{' '}
              {speech.dateTime(asked.askedAt)}
            </p>
            <p dir="auto">{asked.question}</p>
            {asked.answer ? (
              <blockquote>
                <p class="small soft">{asked.answeredAt ? speech.dateTime(asked.answeredAt) : ''}</p>
                <p dir="auto">{asked.answer}</p>
              </blockquote>
            ) : null}
            {!asked.answer ? (
              <p class={asked.dueAt < context.now ? 'late' : 'soft'}>
                {speech.t('casework.task.by', { date: speech.date(asked.dueAt) })}
              </p>
            ) : null}
            {asked.mayAnswer ? (
              asked.evidence && many ? (
                <Disclosure summary={speech.t('desk.answer-in-place')} open={here}>
                  {answer(asked, here)}
                </Disclosure>
              ) : (
                answer(asked, here)
              )
            ) : null}
          </div>
        )
      })}
    </Section>
  )
}
