const DURATION =
  /^([+-])?P(?:(\d+(?:\.\d+)?)Y)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/

/** True for an ISO 8601 duration such as `P10D` or `PT5M`. */
export const isDuration = (text: string): boolean => DURATION.test(text) && /\d/.test(text) && !text.endsWith('T')

/** True for a duration that has hours, minutes or seconds: exact on the clock, whatever the calendar says. */
export const isExact = (text: string): boolean => isDuration(text) && text.includes('T')

/**
 * The instant a duration after another (ISO 8601; months are added in UTC, the day kept within the month).
 * @returns RFC 3339 in UTC, or undefined when the text is no duration
 */
export function addDuration(from: string, duration: string): string | undefined {
  const match = DURATION.exec(duration)
  if (!match || !isDuration(duration)) return undefined
  const [years, months, weeks, days, hours, minutes, seconds] = match.slice(2).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const sign = match[1] === '-' ? -1 : 1
  const at = new Date(from)
  const wantedMonths = sign * Math.trunc(years * 12 + months)
  if (wantedMonths !== 0) {
    const day = at.getUTCDate()
    at.setUTCDate(1)
    at.setUTCMonth(at.getUTCMonth() + wantedMonths)
    at.setUTCDate(Math.min(day, new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate()))
  }
  const result = at.getTime() + sign * ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
  return Number.isFinite(result) && Math.abs(result) <= 8.64e15 ? new Date(result).toISOString() : undefined
}

export interface Cycle {
  /** Undefined is without end. */ times?: number
  start?: string
  interval: string
  end?: string
}

/** A repeating interval of ISO 8601: `R3/PT10M`, `R/2026-01-01T00:00:00Z/P1D`, `R2/PT1H/2026-02-01T00:00:00Z`. */
export function parseCycle(text: string): Cycle | undefined {
  const [head, ...rest] = text.trim().split('/')
  const match = /^R(\d+)?$/.exec(head ?? '')
  if (!match || rest.length < 1 || rest.length > 2) return undefined
  const at = rest.findIndex((part) => isDuration(part))
  if (at < 0) return undefined
  const instant = rest.length === 2 ? parseInstant(rest[1 - at] as string) : undefined
  if (rest.length === 2 && instant === undefined) return undefined
  return {
    interval: rest[at] as string,
    ...(match[1] === undefined ? {} : { times: Number(match[1]) }),
    ...(instant === undefined ? {} : at === 1 ? { start: instant } : { end: instant }),
  }
}

/** An instant or date as RFC 3339 in UTC; a time without zone is taken as UTC. */
export function parseInstant(text: string): string | undefined {
  const trimmed = text.trim().replace(/@[^@]*$/, '')
  if (!/^\d{4}-\d{2}-\d{2}(T|$)/.test(trimmed)) return undefined
  const zoned = /T.*(Z|[+-]\d{2}:?\d{2})$/.test(trimmed)
    ? trimmed
    : trimmed.includes('T')
      ? `${trimmed}Z`
      : `${trimmed}T00:00:00Z`
  const time = Date.parse(zoned)
  return Number.isNaN(time) ? undefined : new Date(time).toISOString()
}
