/** A close one as a register lists them; a marriage that has ended, by divorce or death, says when. */
interface Listed {
  number?: unknown
  endedOn?: unknown
  diedOn?: unknown
}

/**
 * Numbers of those whom a register shows as close to somebody today. Whom a marriage no longer binds is a stranger.
 * @param attributes of the answer in which close ones stand, one or many each
 * @param today local date
 */
export function numbersOfRelatives(
  data: Readonly<Record<string, unknown>> | null | undefined,
  attributes: readonly string[],
  today: string,
): string[] {
  const listed = attributes.flatMap((attribute) => data?.[attribute] ?? []) as (Listed | null)[]
  return listed.flatMap((relative) =>
    typeof relative?.number === 'string' && ![relative.endedOn, relative.diedOn].some((day) => isPast(day, today))
      ? [relative.number]
      : [],
  )
}

const isPast = (day: unknown, today: string): boolean => typeof day === 'string' && day.slice(0, 10) <= today
