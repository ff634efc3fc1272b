/** Fewer cases tell nothing of how often people come. */
const CASES_AT_LEAST = 20
/** Share of the cases at either end that is left out: one that was begun a year before the others says nothing of now. */
const LEFT_OUT = 0.05
const MINUTE = 60_000

/**
 * How often cases began, in whole working minutes: a case that was sent at night begins the work of the next morning.
 * @param starts when cases began, RFC 3339 @param workBefore milliseconds of working time before an instant
 * @returns null where too few began, or all at once
 */
export function minutesBetween(starts: readonly string[], workBefore: (instant: number) => number): number | null {
  if (starts.length < CASES_AT_LEAST) return null
  const work = starts.map((start) => workBefore(Date.parse(start))).sort((first, second) => first - second)
  const ends = Math.floor(work.length * LEFT_OUT)
  const minutes = (work.at(-1 - ends)! - work[ends]!) / (work.length - 1 - 2 * ends) / MINUTE
  return minutes >= 0.5 ? Math.round(minutes) : null
}
