import { datePart } from '../../../../kernel/text/index.ts'
import { isKnown } from '../../../../kernel/terms/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'

/** What was chosen for a new application, with what was wrong. */
export interface TypedNew {
  service: string
  channel: 'counter' | 'paper'
  for: string
  /** In which the person is written to. */
  language: string
  date: string
  time: string
  /** The operator says that a stamp of long ago is right. */
  sure: boolean
  /** The stamp is of long ago, and the operator is asked. */
  asksSure?: boolean
  faults: Record<string, string>
}

/** Reads the form; for paper also when it was received. */
export function readNew(
  context: PageContext<'country'>,
  form: URLSearchParams,
): { typed: TypedNew; receivedAt: string | undefined } {
  const { speech } = context
  const channel = form.get('channel') === 'paper' ? 'paper' : 'counter'
  const [day, month, year] = ['day', 'month', 'year'].map((part) => datePart(form.get(`receivedOn.${part}`) ?? '')) as [
    string,
    string,
    string,
  ]
  const typed: TypedNew = {
    service: form.get('service') ?? '',
    channel,
    for: form.get('for') || 'self',
    language: form.get('language') ?? '',
    date: day || month || year ? `${year}-${month}-${day}` : '',
    time: datePart(form.get('receivedTime') ?? ''),
    sure: form.get('sure') === 'true',
    faults: {},
  }
  const receivedAt = channel === 'paper' ? instantOf(context, { day, month, year, time: typed.time }) : undefined
  if (!typed.service) typed.faults['service'] = speech.t('form.error.choose', { label: speech.t('casework.service') })
  if (channel === 'paper' && !receivedAt) typed.faults['receivedOn'] = speech.t('counter.received-wrong')
  return { typed, receivedAt }
}

/** Local date and time of the paper's stamp as an instant; undefined when there is no such moment. */
export function instantOf(
  { world }: Pick<PageContext<'country'>, 'world'>,
  at: { day: string; month: string; year: string; time: string },
): string | undefined {
  const time = /^(\d{1,2})[:.](\d{2})$/.exec(at.time)
  if (
    !/^\d{1,2}$/.test(at.day) ||
    !/^\d{1,2}$/.test(at.month) ||
    !/^\d{4}$/.test(at.year) ||
    !time ||
    Number(time[1]) > 23 ||
    Number(time[2]) > 59
  )
    return undefined
  const date = `${at.year}-${at.month.padStart(2, '0')}-${at.day.padStart(2, '0')}`
  const midnight = Date.parse(`${date}T00:00:00Z`)
  if (!isKnown(date)) return undefined
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(date)) return undefined
  return new Date(
    world.country.calendar.instantAt(midnight / 86_400_000, Number(time[1]) * 60 + Number(time[2])),
  ).toISOString()
}
