import { sendBytes } from '../../../../platform/files/index.ts'
import { page, type PageContext } from '../../../../platform/http/index.ts'
import { CheckList, Section, SummaryList } from '../../../../ui/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'
import { calendarFile } from '../../model/calendar-file.ts'
import { SLOT_MINUTES } from '../../model/slots.ts'
import { readAppointment } from '../../use/read-appointment.ts'

/** The hour as a file for the person's own calendar. */
export const appointmentFile = page(
  'GET /applications/:application/appointment.ics',
  ['country', 'published'],
  async (context) => {
    const { speech, world, parameters, origin, now } = context
    const id = parameters['application']!
    const agreed = await context.perform(readAppointment, { application: id })
    const { passport } = await world.published.get(agreed.service, agreed.version)
    const office = world.country.displayName(agreed.office, speech.language)
    const file = calendarFile({
      id: `${id}@${new URL(origin).host}`,
      sequence: agreed.sequence,
      cancelled: agreed.state === 'cancelled',
      at: agreed.at,
      minutes: SLOT_MINUTES,
      title: `${speech.t('applicant.slot.title')}: ${speech.text(passport.name)}`,
      place: office,
      description: speech.t('applicant.slot.about', { number: agreed.number, office }),
      url: `${origin}${speech.path(`/applications/${id}`)}`,
      madeAt: now,
    })
    return sendBytes(Buffer.from(file), { name: `${agreed.number}.ics`, type: 'text/calendar; charset=utf-8' })
  },
)

const APPOINTED = ['slot-chosen', 'appointment-moved', 'appointment-moved-by-office']

/**
 * When and with whom, what to have at hand, the way into one's own calendar, and how to choose otherwise; of an hour
 * that was given back the way to strike it out there.
 * @param here address of the case on the viewer's side
 */
export async function AppointmentTold({
  context,
  application,
  service,
  here,
}: {
  context: PageContext<'country'>
  application: { id: string; timeline: readonly { kind: string }[]; closedAt: string | null }
  service: RunnableService
  here: string
}) {
  const { speech, world, now } = context
  if (!application.timeline.some(({ kind }) => APPOINTED.includes(kind))) return null
  const { at, office, state, mayMove, mayCancel } = await context.perform(readAppointment, {
    application: application.id,
  })
  if (Date.parse(at) + SLOT_MINUTES * 60_000 < Date.parse(now)) return null
  const file = speech.path(`/applications/${application.id}/appointment.ics`)
  const when = `${speech.weekday(at)}, ${speech.date(at)}, ${speech.time(at)}`
  if (state === 'cancelled')
    return (
      <Section title={speech.t('applicant.slot.title')} id="appointment">
        <p>{speech.t('applicant.slot.given-back', { time: when })}</p>
        <p>
          <a href={file}>{speech.t('applicant.slot.calendar-strike')}</a>
        </p>
      </Section>
    )
  const brought = service.passport.evidence.filter(({ heldByState }) => !heldByState)
  return (
    <Section title={speech.t('applicant.slot.title')} id="appointment">
      <SummaryList
        rows={[
          { key: speech.t('applicant.slot.when'), value: <strong>{when}</strong> },
          {
            key: speech.t('applicant.slot.with'),
            value: <a href={speech.path(`/bodies/${office}`)}>{world.country.displayName(office, speech.language)}</a>,
          },
        ]}
      />
      <p>{speech.t('applicant.slot.bring')}</p>
      <CheckList
        items={[
          { text: speech.t('applicant.slot.identity'), tone: 'waits' },
          ...brought.map(({ name }) => ({ text: speech.text(name), tone: 'waits' as const })),
        ]}
      />
      <p class="row no-print">
        <a href={file}>{speech.t('applicant.slot.calendar')}</a>
        {mayMove ? <a href={`${here}/appointment`}>{speech.t('applicant.slot.move')}</a> : null}
        {mayCancel ? <a href={`${here}/appointment/cancel`}>{speech.t('applicant.slot.cancel')}</a> : null}
      </p>
    </Section>
  )
}
