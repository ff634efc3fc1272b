import type { Variables } from '../../../../kernel/process/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import { SummaryList } from '../../../../ui/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'
import type { ApplicationView } from '../../use/get-application.ts'
import { personsOf } from './persons.ts'

/** Who it is about, by name and role, through which channel and since when: the frame of a case. */
export function CaseFacts({
  context,
  service,
  application: item,
  variables,
}: {
  context: PageContext<'country'>
  service: RunnableService
  application: ApplicationView
  variables: Variables
}) {
  const { speech, world } = context
  return (
    <SummaryList
      rows={[
        ...personsOf(context, service, item, variables).all.map(({ number, name, role, birthDate, district }) => ({
          key: role,
          value: name,
          note: (
            <>
              {birthDate ? `${speech.t('casework.born', { date: speech.date(birthDate) })} · ` : ''}
              <span class="num">{number}</span>
              {district ? ` · ${world.country.placeName(district, speech.language)}` : ''}
            </>
          ),
        })),
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
