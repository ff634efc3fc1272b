import type { Times } from '../simulation/times.ts'

/** Fewer times than this have any shape. */
const TIMES_AT_LEAST = 20
/** As many are looked at, evenly spread over the sorted ones: more change no choice. */
const LOOKED_AT = 2_000
/** Times that differ by less than this share of their mean are the same. */
const SAME = 0.02
const PHASES_AT_MOST = 20

/** A distribution, and how far it lies from what was measured: the greatest distance of the two (Kolmogorov–Smirnov). */
export interface FittedTimes {
  times: Times
  distance: number
}

/**
 * The distribution that lies nearest to times, of those that a model can name: fixed, exponential, Erlang and lognormal by
 * mean and deviation, uniform by its ends.
 * @param minutes none below 0
 * @returns undefined where there are too few, or nothing took any time
 */
export function fitTimes(minutes: readonly number[]): FittedTimes | undefined {
  if (minutes.length < TIMES_AT_LEAST) return undefined
  const sorted = Float64Array.from(minutes).sort()
  const every = Math.max(1, sorted.length / LOOKED_AT)
  const seen = Array.from({ length: Math.floor(sorted.length / every) }, (_, at) => sorted[Math.floor(at * every)]!)
  const mean = minutes.reduce((sum, each) => sum + each, 0) / minutes.length
  const variance = minutes.reduce((sum, each) => sum + (each - mean) ** 2, 0) / minutes.length
  if (mean <= 0) return undefined
  if (Math.sqrt(variance) < SAME * mean) return { times: { kind: 'fixed', mean }, distance: 0 }
  const deviation = Math.sqrt(variance)
  const phases = Math.min(PHASES_AT_MOST, Math.round(mean ** 2 / variance))
  const [least, most] = [sorted[0]!, sorted.at(-1)!]
  const tried: Times[] = [
    { kind: 'exponential', mean },
    ...(phases > 1 ? [{ kind: 'erlang' as const, mean, phases }] : []),
    { kind: 'lognormal', mean, deviation },
    { kind: 'uniform', least, most },
  ]
  // of two that lie as near the simpler one, which stands first
  return tried
    .map((times) => ({ times, distance: distanceOf(seen, chanceOf(times)) }))
    .reduce((best, other) => (other.distance < best.distance - 1e-3 ? other : best))
}

function distanceOf(sorted: readonly number[], chance: (value: number) => number): number {
  let most = 0
  for (const [at, value] of sorted.entries()) {
    const expected = chance(value)
    most = Math.max(most, Math.abs(expected - at / sorted.length), Math.abs(expected - (at + 1) / sorted.length))
  }
  return most
}

/** The chance that a time is at most so long. */
function chanceOf(times: Times): (value: number) => number {
  switch (times.kind) {
    case 'exponential':
      return (value) => 1 - Math.exp(-value / times.mean)
    case 'erlang': {
      const rate = times.phases / times.mean
      return (value) => {
        let [term, sum] = [1, 1]
        for (let at = 1; at < times.phases; at++) sum += term *= (rate * value) / at
        return 1 - Math.exp(-rate * value) * sum
      }
    }
    case 'lognormal': {
      const variance = Math.log(1 + (times.deviation / times.mean) ** 2)
      return (value) =>
        value <= 0 ? 0 : normal((Math.log(value) - Math.log(times.mean) + variance / 2) / Math.sqrt(variance))
    }
    case 'uniform':
      return (value) => Math.min(1, Math.max(0, (value - times.least) / (times.most - times.least)))
    default:
      return (value) => (value >= ('mean' in times ? times.mean : 0) ? 1 : 0)
  }
}

/** The chance of a standard normal number to be at most so great: Abramowitz and Stegun 26.2.17, within 7.5e-8. */
function normal(value: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(value))
  const tail =
    0.3989422804014327 *
    Math.exp((-value * value) / 2) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return value >= 0 ? 1 - tail : tail
}
