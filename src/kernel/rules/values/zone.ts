/** Where a local time is: an offset in seconds, or a region of the time zone database. */
export type Zone = { readonly offset: number } | { readonly region: string }

export const UTC: Zone = { offset: 0 }

const OFFSET_AT_MOST = 18 * 3600

/** Reads `Z`, `+05:00`, `@Europe/Paris`. @returns undefined when it is none */
export function parseZone(text: string): Zone | undefined {
  if (text === 'Z' || text === 'z') return UTC
  if (text.startsWith('@')) return regionZone(text.slice(1))
  const match = /^([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(text)
  if (!match) return undefined
  const [hours, minutes, seconds] = [Number(match[2]), Number(match[3]), Number(match[4] ?? 0)]
  const offset = (hours * 3600 + minutes * 60 + seconds) * (match[1] === '-' ? -1 : 1)
  return minutes < 60 && seconds < 60 && Math.abs(offset) <= OFFSET_AT_MOST ? { offset: offset + 0 } : undefined
}

export const offsetZone = (offset: number): Zone | undefined =>
  Number.isInteger(offset) && Math.abs(offset) <= OFFSET_AT_MOST ? { offset } : undefined

export function zoneText(zone: Zone): string {
  if ('region' in zone) return `@${zone.region}`
  if (zone.offset === 0) return 'Z'
  const pad = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const size = Math.abs(zone.offset)
  return `${zone.offset < 0 ? '-' : '+'}${pad(size / 3600)}:${pad((size / 60) % 60)}${size % 60 === 0 ? '' : `:${pad(size % 60)}`}`
}

// making a formatter takes thousands of times longer than using one
const formatters = new Map<string, Intl.DateTimeFormat | undefined>()
const REGIONS_AT_MOST = 1_000

function formatterOf(region: string): Intl.DateTimeFormat | undefined {
  if (formatters.has(region)) return formatters.get(region)
  let formatter: Intl.DateTimeFormat | undefined
  try {
    formatter = new Intl.DateTimeFormat('en-US', { timeZone: region, timeZoneName: 'longOffset' })
  } catch {
    // no such region
  }
  if (formatters.size >= REGIONS_AT_MOST) formatters.clear()
  formatters.set(region, formatter)
  return formatter
}

function regionZone(region: string): Zone | undefined {
  return /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(region) && formatterOf(region) ? { region } : undefined
}

/** Offset of the zone in seconds at a moment, given in seconds since 1970-01-01T00:00:00Z. */
export function offsetAt(zone: Zone, moment: number): number {
  if ('offset' in zone) return zone.offset
  const name =
    formatterOf(zone.region)
      ?.formatToParts(within(moment) * 1000)
      .find((part) => part.type === 'timeZoneName')?.value ?? 'GMT'
  const match = /([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(name)
  return match
    ? (Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0)) * (match[1] === '-' ? -1 : 1)
    : 0
}

const MOMENT_AT_MOST = 8.64e12
/** JavaScript's clock ends in the year 275760; the calendar repeats every 400 years. */
const FOUR_CENTURIES = 146_097 * 86_400
const within = (moment: number): number =>
  Math.abs(moment) <= MOMENT_AT_MOST
    ? moment
    : moment > 0
      ? (moment % FOUR_CENTURIES) + FOUR_CENTURIES * 2
      : (moment % FOUR_CENTURIES) - FOUR_CENTURIES * 12

/**
 * Offset of the zone at a local time, given in seconds as if it were UTC. A time that a spring change skips takes the
 * offset before it.
 */
export function offsetAtLocal(zone: Zone, local: number): number {
  if ('offset' in zone) return zone.offset
  const before = offsetAt(zone, local - 86_400)
  if (offsetAt(zone, local - before) === before) return before
  const after = offsetAt(zone, local - offsetAt(zone, local))
  return offsetAt(zone, local - after) === after ? after : before
}
