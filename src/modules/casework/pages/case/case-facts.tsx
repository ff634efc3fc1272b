import type { PageContext } from '../../../../platform/http/index.ts'
import { SummaryList } from '../../../../ui/index.ts'
import type { ApplicationView } from '../../use/get-application.ts'

/** Who asks, through which channel and since when: the frame of a case. */
export function CaseFacts({
  context: { speech, world },
  application: item,
}: {
  context: PageContext<'country'>
  application: ApplicationView
}) {
  const text = (name: string, of: Record<string, unknown> = item.applicant) =>
    of[name] === undefined || of[name] === null ? '' : String(of[name])
  const born = text('birthDate')
  const district = text('district')
  return (
    <SummaryList
      rows={[
        {
          key: speech.t('casework.applicant'),
          value: text('name'),
          note: (
            <>
              <span class="num">{text('number')}</span>
              {born ? ` · ${speech.date(born)}` : ''}
              {district ? ` · ${world.country.placeName(district, speech.language)}` : ''}
            </>
          ),
        },
        ...(item.representative
          ? [
              {
                key: speech.t('casework.representative'),
                value: text('name', item.representative),
                note: <span class="num">{text('number', item.representative)}</span>,
              },
            ]
          : []),
        {
          key: speech.t('casework.filed-on'),
          value: speech.dateTime(item.filedAt),
          note: speech.t(`casework.channel.${item.channel}`),
        },
        ...(item.fee && item.fee.amount > 0
          ? [
              {
                key: speech.t('form.check.fee'),
                value: <span class="num">{speech.money(item.fee.amount)}</span>,
                note: speech.t(
                  item.payments.some((payment) => payment.state === 'paid') ? 'casework.fee.paid' : 'casework.fee.open',
                ),
              },
            ]
          : []),
      ]}
    />
  )
}
