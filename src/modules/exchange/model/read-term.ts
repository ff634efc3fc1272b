import { dayOf } from '../../../kernel/terms/index.ts'
import type { Country } from '../../../platform/country/index.ts'
import { general, Refusal } from '../../../platform/use-case/index.ts'

/**
 * The term that somebody gives: from the beginning of its first day, no earlier than now, to the end of its last.
 * @param within a certificate's own term: no longer than that
 * @throws Refusal when it ends before it begins, or has ended
 */
export function readTerm(
  { since, until }: { since?: string | undefined; until?: string | undefined },
  { calendar }: Pick<Country, 'calendar'>,
  now: string,
  within: { since?: string; until?: string } = {},
): { since: string; until: string | null } {
  const from = [now, ...(since ? [startOf(calendar, dayOf(since))] : []), ...(within.since ? [within.since] : [])]
    .sort()
    .at(-1)!
  const to =
    [...(until ? [startOf(calendar, dayOf(until) + 1)] : []), ...(within.until ? [within.until] : [])].sort()[0] ?? null
  if (to !== null && to <= from)
    throw new Refusal(general['invalid-input'], {
      problems: [
        until
          ? { path: 'until', text: 'systems.problem.until' }
          : { path: 'publicKey', text: 'systems.problem.expired' },
      ],
    })
  return { since: from, until: to }
}

const startOf = (calendar: Country['calendar'], day: number): string =>
  new Date(calendar.instantAt(day, 0)).toISOString()
