import type { z } from 'zod'
import type { PageContext } from '../../../platform/http/index.ts'
import { SummaryList } from '../../../ui/index.ts'
import type { Contact } from '../use/show-body.ts'

export type ContactShown = z.output<typeof Contact>

/** Address, hours, telephone and site of a body, each as far as it is known, and where that stands. */
export function ContactRows({ context, contact }: { context: PageContext<'country'>; contact: ContactShown | null }) {
  const { speech } = context
  const demo = contact !== null && contact.source === null
  const note = demo ? { note: speech.t('ui.demo-value') } : {}
  const week = workingWeek(context)
  const unknown = speech.t('portal.body.unknown')
  const { phone, site } = contact ?? {}
  return (
    <>
      <SummaryList
        rows={[
          {
            key: speech.t('portal.body.address'),
            value: contact?.address ?? unknown,
            ...(contact?.address ? note : {}),
          },
          ...(contact?.hours
            ? [{ key: speech.t('portal.body.hours'), value: contact.hours, ...note }]
            : week
              ? [{ key: speech.t('portal.service.hours'), value: week, note: speech.t('portal.body.hours-of-country') }]
              : []),
          {
            key: speech.t('portal.body.phone'),
            // a made-up number is nobody's: it is not dialled by a touch
            value: phone ? demo ? phone : <a href={`tel:${phone.replace(/[^+\d]/g, '')}`}>{phone}</a> : unknown,
            ...(phone ? note : {}),
          },
          ...(site
            ? [
                {
                  key: speech.t('portal.body.site'),
                  value: demo ? (
                    site
                  ) : (
                    <a href={site} rel="external noopener">
                      {site}
                    </a>
                  ),
                  ...note,
                },
              ]
            : []),
        ]}
      />
      {contact?.source ? (
        <p class="soft small">
          {contact.sourceDate
            ? speech.t('portal.body.source-dated', { source: contact.source, date: speech.date(contact.sourceDate) })
            : speech.t('portal.body.source', { source: contact.source })}
        </p>
      ) : null}
      {contact?.phone || contact?.address ? null : <p class="soft">{speech.t('portal.body.whom-to-ask')}</p>}
    </>
  )
}

/** Working hours of a plain day, where all days of the week have the same. */
function workingWeek({ world }: PageContext<'country'>): string | undefined {
  const days = Object.values(world.country.calendarData.week).map((hours) =>
    hours.map(({ from, to }) => `${from}–${to}`).join(', '),
  )
  return new Set(days).size === 1 ? days[0] : undefined
}
