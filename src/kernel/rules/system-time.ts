import { FeelDateTime } from './values/date-time.ts'
import { offsetZone } from './values/zone.ts'

/**
 * The clock of the machine, in its own zone: for a form in a browser, or an expression tried by hand.
 * What must come out alike another day or on another machine is given its time by the caller.
 */
export function systemTime(): FeelDateTime {
  const date = new Date()
  return FeelDateTime.ofMoment(BigInt(date.getTime()) * 1_000_000n, offsetZone(-date.getTimezoneOffset() * 60))!
}
