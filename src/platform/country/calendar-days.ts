import type { Tx } from '../database/index.ts'
import type { Country } from './country.ts'

export const DAY_KINDS = ['day-off', 'feast', 'working-day', 'plain'] as const

/** A day of the calendar as an administrator set it: it takes the place of what the pack says of that day. */
export interface SetDay {
  date: string
  kind: (typeof DAY_KINDS)[number]
  name: string
  language: string
  source: string
  sourceDate: string
  setBy: string | null
  setAt: string
}

/** All days that were set, by date. */
async function setDays(tx: Tx): Promise<SetDay[]> {
  return (
    await tx.query<SetDay>(
      `select date::text as date, kind, name, language, source, source_date::text as "sourceDate", set_by as "setBy", set_at as "setAt" from country.day order by date`,
      [],
    )
  ).rows
}

/** Sets a day; a later decision takes the place of the one before. */
export async function setDay(tx: Tx, day: SetDay): Promise<void> {
  await tx.query(
    `insert into country.day (date, kind, name, language, source, source_date, set_by, set_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (date) do update set kind = excluded.kind, name = excluded.name, language = excluded.language, source = excluded.source, source_date = excluded.source_date, set_by = excluded.set_by, set_at = excluded.set_at`,
    [day.date, day.kind, day.name, day.language, day.source, day.sourceDate, day.setBy, day.setAt],
  )
}

/** Takes the days that were set into the calendar that this process reckons with. */
export async function refreshCalendar(tx: Tx, country: Pick<Country, 'amendCalendar'>): Promise<void> {
  country.amendCalendar(await setDays(tx))
}

const EVERY_MILLISECONDS = 10_000

/** Keeps the calendar of a running process as the database has it: another process may have changed it. */
export function followCalendar(database: Tx, country: Pick<Country, 'amendCalendar'>): void {
  // away for a moment: it is asked again
  setInterval(() => refreshCalendar(database, country).catch(() => undefined), EVERY_MILLISECONDS).unref()
}
