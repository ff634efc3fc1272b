import { addDuration, isDuration } from './timer.ts'

/** A hundred years of days, as legal terms have at most. */
const AMOUNT_AT_MOST = 36_525

/** Terms without a country's calendar: days of 24 hours, working days Monday to Friday. */
export function plainDueAt(term: string, from: string): string {
  if (isDuration(term)) return addDuration(from, term) as string
  const match = /^(\d+) (?:(working|calendar) )?(minute|hour|day|week|month)s?$/.exec(term)
  if (!match) throw new Error('it is neither an ISO 8601 duration nor a term such as "3 working days"')
  const [, amount, kind, unit] = match
  if (kind !== 'working' || unit !== 'day')
    return addDuration(
      from,
      { minute: `PT${amount}M`, hour: `PT${amount}H`, day: `P${amount}D`, week: `P${amount}W`, month: `P${amount}M` }[
        unit as 'day'
      ],
    ) as string
  if (Number(amount) > AMOUNT_AT_MOST) throw new Error(`it has more than ${AMOUNT_AT_MOST} working days`)
  const at = new Date(from)
  for (let left = Number(amount); left > 0; ) {
    at.setUTCDate(at.getUTCDate() + 1)
    if (at.getUTCDay() % 6 !== 0) left--
  }
  return at.toISOString()
}
