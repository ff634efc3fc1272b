import { typedIn, type PageContext, type Typed } from '../../../../platform/http/index.ts'
import { Button, Buttons, Field, Form, Notice, Stack, uiWords } from '../../../../ui/index.ts'
import { lawInWords, lawShown, type RunnableService } from '../../../catalogue/index.ts'
import type { ApplicationView } from '../../use/get-application.ts'
import { lawOfGround } from '../desk/law-of-ground.ts'

type Told = ApplicationView['hearings'][number]

/** The ground of a hearing, with the act it stands in. */
export function groundTold(context: PageContext<'country'>, service: RunnableService, id: string) {
  const ground = service.passport.refusalGrounds.find((candidate) => candidate.id === id)
  if (!ground) return null
  const law = lawOfGround(context, service.passport, ground)
  return (
    <p>
      {context.speech.text(ground.text)}
      {law ? <span class="soft small"> ({law})</span> : null}
    </p>
  )
}

/** A law with its number and, as people who are heard may never have heard of it, its title. */
function lawWithTitle({ speech, world }: PageContext<'country'>, law: Parameters<typeof lawInWords>[1]): string {
  const { title, ...numbered } = lawInWords({ speech, country: world.country }, law)
  return [lawShown(speech, numbered), title ? `“${title}”` : ''].filter(Boolean).join(' ')
}

interface HearingToldProps {
  context: PageContext<'country'>
  service: RunnableService
  application: Pick<ApplicationView, 'hearings'>
  /** Where the answer is posted. */
  action: string
  typed: Typed
}

/** What the office means to refuse on, for the person: ground, facts, until when they may answer, and the answer. */
export function HearingTold({ context, service, application, action, typed }: HearingToldProps) {
  const open = application.hearings.find((hearing) => hearing.state === 'open')
  const { speech, world } = context
  if (!open) return null
  const { values, faults } = typedIn(typed, 'hearing')
  const { hearing: procedure } = world.country.procedure
  return (
    <Notice
      tone="waits"
      title={speech.t('casework.hearing.title', { office: world.country.displayName(open.office, speech.language) })}
    >
      <p>{speech.t('casework.hearing.lead', { date: speech.dateTime(open.until) })}</p>
      {groundTold(context, service, open.ground)}
      <blockquote>
        <p dir="auto">{open.facts}</p>
      </blockquote>
      <Form action={action}>
        <input type="hidden" name="key" value={context.formKey()} />
        <Field
          kind="textarea"
          name="hearing"
          label={speech.t('casework.hearing.answer')}
          hint={speech.t('casework.hearing.answer-hint')}
          value={values['hearing'] ?? ''}
          error={faults['hearing'] ?? faults['form']}
          words={uiWords(speech.t)}
        />
        <Buttons>
          <Button>{speech.t('casework.hearing.send')}</Button>
        </Buttons>
      </Form>
      {procedure ? (
        <p class="soft small">
          {speech.t('casework.hearing.law', {
            law: lawWithTitle(context, procedure.law),
          })}
          {world.country.procedure.provenance['hearing.term'] === 'demo'
            ? ` ${speech.t('casework.hearing.term-demo')}`
            : ''}
        </p>
      ) : null}
    </Notice>
  )
}

/** Hearings that are over or last, as they went: for the office, and for the person once they are over. */
export const HearingsHeld = ({
  context,
  service,
  hearings,
  side,
}: {
  context: PageContext<'country'>
  service: RunnableService
  hearings: readonly Told[]
  /** Who reads it: whoever answered is told of their own answer. */
  side: 'applicant' | 'office'
}) => (
  <>
    {hearings.map((hearing) => (
      <Stack gap="small">
        {groundTold(context, service, hearing.ground)}
        <blockquote>
          <p dir="auto">{hearing.facts}</p>
        </blockquote>
        <p class="soft small">{howItWent(context, hearing)}</p>
        {hearing.answer ? (
          <>
            <p class="soft small">
              {context.speech.t(`casework.hearing.${side === 'applicant' ? 'your' : 'their'}-answer`)}
            </p>
            <blockquote>
              <p dir="auto">{hearing.answer}</p>
            </blockquote>
          </>
        ) : null}
      </Stack>
    ))}
  </>
)

const howItWent = ({ speech }: PageContext<'country'>, { state, openedAt, until, answeredAt }: Told): string =>
  speech.t(`casework.hearing.${state}`, {
    opened: speech.dateTime(openedAt),
    until: speech.dateTime(until),
    answered: answeredAt ? speech.dateTime(answeredAt) : '',
  })
