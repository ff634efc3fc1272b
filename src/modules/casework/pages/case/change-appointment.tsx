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
  Button,
  Buttons,
  EmptyState,
  ErrorSummary,
  Field,
  Form,
  LinkButton,
  PageHeading,
  uiWords,
} from '../../../../ui/index.ts'
import { cancelAppointment, listHours, moveAppointment } from '../../use/change-appointment.ts'
import { readAppointment } from '../../use/read-appointment.ts'
import { SlotCalendar } from '../applicant/slot-calendar.tsx'

type Context = PageContext<'country'>

/**
 * Moving and giving back an agreed hour: by the person, at the counter for them, and, moving only, by the office.
 * @param at address of the case on that side
 * @param after what stands behind the case's address once it is done
 */
export const changeAppointmentPages = (at: `/${string}`, after: { moved: string; cancelled: string }) => [
  page(`GET ${at}/appointment`, ['country'], (context) => showMove(context, at)),
  page(`POST ${at}/appointment`, ['country'], (context) => {
    const application = context.parameters['application']!
    return answerPost(context, {
      form: 'appointment',
      fields: ['at', 'reason'],
      async does(posted, { key }) {
        const reason = posted.get('reason')?.trim()
        await context.perform(
          moveAppointment,
          { application, at: posted.get('at') ?? '', ...(reason ? { reason } : {}) },
          key,
        )
        return `${at.replace(':application', application)}${after.moved}`
      },
      again: (typed) => showMove(context, at, typed),
    })
  }),
  page(`GET ${at}/appointment/cancel`, ['country'], (context) => askCancelling(context, at)),
  page(`POST ${at}/appointment/cancel`, ['country'], (context) => {
    const application = context.parameters['application']!
    return answerPost(context, {
      form: 'cancel',
      fields: [],
      async does(_posted, { key }) {
        await context.perform(cancelAppointment, { application }, key)
        return `${at.replace(':application', application)}${after.cancelled}`
      },
      again: (typed) => askCancelling(context, at, typed),
    })
  }),
]

async function showMove(context: Context, at: string, typed: Typed = NOTHING_TYPED): Promise<View> {
  const { speech, world } = context
  const words = uiWords(speech.t)
  const application = context.parameters['application']!
  const here = speech.path(at.replace(':application', application))
  const agreed = await context.perform(readAppointment, { application })
  const { items, office } = await context.perform(listHours, { application })
  return {
    title: speech.t('applicant.slot.move'),
    status: typed.status,
    body: (
      <>
        <BackLink href={here} text={words.back} />
        <ErrorSummary title={words['error-title']} errors={faultsOf(typed)} />
        <PageHeading
          caption={`№ ${agreed.number}`}
          title={speech.t('applicant.slot.move')}
          lead={speech.t('applicant.slot.now', {
            time: `${speech.weekday(agreed.at)}, ${speech.date(agreed.at)}, ${speech.time(agreed.at)}`,
          })}
        />
        {items.length === 0 ? (
          <EmptyState title={speech.t('applicant.slot.none')}>{speech.t('applicant.slot.none-move')}</EmptyState>
        ) : (
          <Form action={`${here}/appointment`}>
            <input type="hidden" name="key" value={context.formKey()} />
            {agreed.asOffice ? (
              <Field
                kind="textarea"
                name="reason"
                label={speech.t('applicant.slot.why-moved')}
                hint={speech.t('applicant.slot.why-moved-hint')}
                value={typed.values['reason'] ?? ''}
                error={typed.faults['reason']}
                words={words}
              />
            ) : null}
            <SlotCalendar
              context={context}
              legend={speech.t('applicant.slot.label', { office: world.country.displayName(office, speech.language) })}
              free={items}
              error={typed.faults['at']}
              errorPrefix={words['error-prefix']}
            />
            <p class="soft">{speech.t('applicant.slot.kept')}</p>
            <Buttons>
              <Button>{speech.t('applicant.slot.move-do')}</Button>
              <LinkButton look="secondary" href={here}>
                {speech.t('applicant.slot.keep')}
              </LinkButton>
            </Buttons>
          </Form>
        )}
        {agreed.mayCancel ? (
          <p>
            <a href={`${here}/appointment/cancel`}>{speech.t('applicant.slot.cancel')}</a>
          </p>
        ) : null}
      </>
    ),
  }
}

async function askCancelling(context: Context, at: string, typed: Typed = NOTHING_TYPED): Promise<View> {
  const { speech } = context
  const words = uiWords(speech.t)
  const application = context.parameters['application']!
  const here = speech.path(at.replace(':application', application))
  const agreed = await context.perform(readAppointment, { application })
  return {
    title: speech.t('applicant.slot.cancel-asked'),
    status: typed.status,
    body: (
      <>
        <BackLink href={here} text={words.back} />
        <ErrorSummary title={words['error-title']} errors={faultsOf(typed)} />
        <PageHeading
          caption={`№ ${agreed.number}`}
          title={speech.t('applicant.slot.cancel-asked')}
          lead={`${speech.weekday(agreed.at)}, ${speech.date(agreed.at)}, ${speech.time(agreed.at)}`}
        />
        <p>{speech.t('applicant.slot.cancel-means')}</p>
        <Form action={`${here}/appointment/cancel`}>
          <input type="hidden" name="key" value={context.formKey()} />
          <Buttons>
            <Button danger>{speech.t('applicant.slot.cancel-do')}</Button>
            <LinkButton look="secondary" href={`${here}/appointment`}>
              {speech.t('applicant.slot.move')}
            </LinkButton>
          </Buttons>
        </Form>
      </>
    ),
  }
}
