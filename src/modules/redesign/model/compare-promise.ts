import { spreadOf } from '../../../kernel/mining/index.ts'

/** Fewer ended cases tell nothing yet. */
const CASES_AT_LEAST = 10
/** Open cases that are counted at most. */
export const OPEN_AT_MOST = 1_000
/** Share of cases over the promise from which a service is called worse than promised: no term is kept to the last one. */
const SHARE_AT_MOST = 0.05
const DAY_MILLISECONDS = 86_400_000

/** What a service promised, beside what people lived. */
export interface PromiseKept {
  /** Calendar days of the passport (`now.days`); null: it promises none. */
  promisedDays: number | null
  /** Ended cases that are counted. */
  cases: number
  /** Calendar days from begin to end, waiting for the applicant too. */
  medianDays: number | null
  days95: number | null
  /** How many took longer than promised, in whole days: none promises hours. */
  over: number
  /** Cases that are not over yet and are older than promised: they will have taken longer, whenever they end. */
  openOver: number
  /** More than one in twenty took longer or is older, of at least ten. */
  worse: boolean
}

/** Cases that are open and began at this instant or before it are older than promised. */
export const lateSince = (promisedDays: number, now: string): string =>
  new Date(Date.parse(now) - (Math.floor(promisedDays) + 1) * DAY_MILLISECONDS).toISOString()

/**
 * Sets a promise beside how long cases took. Of a case that is open it is known only that it takes longer than it is old
 * (it is censored): one that is older than promised counts as one that took longer, a younger one tells nothing yet.
 * Without the former a service whose cases never end would keep every promise.
 * @param spans begin and end of ended cases
 * @param openOver open cases that are older than promised
 */
export function comparePromise(
  promisedDays: number | undefined,
  spans: readonly { startedAt: string; endedAt: string }[],
  openOver = 0,
): PromiseKept {
  const days = spans.map(({ startedAt, endedAt }) => (Date.parse(endedAt) - Date.parse(startedAt)) / DAY_MILLISECONDS)
  const { p50, p95 } = spreadOf(days)
  const over = promisedDays === undefined ? 0 : days.filter((each) => Math.floor(each) > promisedDays).length
  const known = days.length + openOver
  return {
    promisedDays: promisedDays ?? null,
    cases: days.length,
    medianDays: p50,
    days95: p95,
    over,
    openOver,
    worse: known >= CASES_AT_LEAST && (over + openOver) / known > SHARE_AT_MOST,
  }
}
