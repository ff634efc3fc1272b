import type { Country } from '../../../platform/country/index.ts'

/** An instant as the country writes it: 2026-03-02T22:10:00+05:00. */
export function localInstant({ calendar }: Country, instant: string): string {
  const at = Date.parse(instant)
  const day = calendar.localDay(at)
  const minutes = Math.round((day * 86_400_000 - calendar.instantAt(day, 0)) / 60_000)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${new Date(at + minutes * 60_000).toISOString().slice(0, -1)}${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`
}
