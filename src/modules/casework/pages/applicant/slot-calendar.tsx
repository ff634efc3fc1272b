import { dateOf, dayOf } from '../../../../kernel/terms/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'

/**
 * Free hours as a calendar: a column a day under its weekday, days without a free hour said as such. Radio buttons, so
 * that it works by keys and without scripts.
 * @param free instants, in their order
 */
export function SlotCalendar({
  context: { speech },
  legend,
  free,
  error,
  errorPrefix,
}: {
  context: PageContext
  legend: string
  free: readonly string[]
  error: string | undefined
  errorPrefix: string
}) {
  const days = new Map<string, string[]>()
  for (const at of free) days.set(speech.isoDate(at), [...(days.get(speech.isoDate(at)) ?? []), at])
  return (
    <fieldset class="slots" {...(error ? { 'aria-describedby': 'at-error' } : {})}>
      <legend>{legend}</legend>
      {error ? (
        <p class="ds-validation-message" id="at-error">
          <span class="hidden-visually">{errorPrefix}: </span>
          {error}
        </p>
      ) : null}
      <div class="days">
        {daysBetween([...days.keys()]).map((day) => {
          const hours = days.get(day)
          return (
            <div>
              <p>
                <span class="soft small">{speech.weekday(day)}</span>
                <br />
                <b>{speech.dayMonth(day)}</b>
              </p>
              {hours ? (
                hours.map((at) => (
                  <label>
                    <input
                      class="ds-input"
                      type="radio"
                      name="at"
                      value={at}
                      {...(at === free[0] ? { id: 'at' } : {})}
                      required
                    />{' '}
                    <span class="hidden-visually">
                      {speech.weekday(at)}, {speech.dayMonth(at)},{' '}
                    </span>
                    {speech.time(at)}
                  </label>
                ))
              ) : (
                <p class="soft small">{speech.t('applicant.slot.none-that-day')}</p>
              )}
            </div>
          )
        })}
      </div>
    </fieldset>
  )
}

/** All dates from the first to the last. */
function daysBetween(dates: readonly string[]): string[] {
  const [first, last] = [dates[0], dates.at(-1)]
  if (!first || !last) return []
  return Array.from({ length: dayOf(last) - dayOf(first) + 1 }, (_, at) => dateOf(dayOf(first) + at))
}
