import { spreadOf } from '../../../kernel/mining/index.ts'

/** Fewer ended cases tell nothing yet. */
const CASES_AT_LEAST = 10
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
  /** More than one in twenty took longer, of at least ten. */
  worse: boolean
}

/** Sets a promise beside how long cases took. @param spans begin and end of ended cases */
export function comparePromise(
  promisedDays: number | undefined,
  spans: readonly { startedAt: string; endedAt: string }[],
): PromiseKept {
  const days = spans.map(({ startedAt, endedAt }) => (Date.parse(endedAt) - Date.parse(startedAt)) / DAY_MILLISECONDS)
  const { p50, p95 } = spreadOf(days)
  const over = promisedDays === undefined ? 0 : days.filter((each) => Math.floor(each) > promisedDays).length
  return {
    promisedDays: promisedDays ?? null,
    cases: days.length,
    medianDays: p50,
    days95: p95,
    over,
    worse: days.length >= CASES_AT_LEAST && over / days.length > SHARE_AT_MOST,
  }
}
