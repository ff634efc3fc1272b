import type { PageContext } from '../../../../platform/http/index.ts'
import { SummaryList } from '../../../../ui/index.ts'
import type { ApplicationView } from '../../use/get-application.ts'

/** Who asks, through which channel and since when: the frame of a case. */
export function CaseFacts({ context: { speech, world }, one }: { context: PageContext; one: ApplicationView }) {
  const text = (name: string, of: Record<string, unknown> = one.applicant) =>
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
        ...(one.representative
          ? [
              {
                key: speech.t('casework.representative'),
                value: text('name', one.representative),
                note: <span class="num">{text('number', one.representative)}</span>,
              },
            ]
          : []),
        {
          key: speech.t('casework.filed-on'),
          value: speech.dateTime(one.filedAt),
          note: speech.t(`casework.channel.${one.channel}`),
        },
        ...(one.fee && one.fee.amount > 0
          ? [
              {
                key: speech.t('form.check.fee'),
                value: <span class="num">{speech.money(one.fee.amount)}</span>,
                note: speech.t(
                  one.payments.some((payment) => payment.state === 'paid') ? 'casework.fee.paid' : 'casework.fee.open',
                ),
              },
            ]
          : []),
      ]}
    />
  )
}
