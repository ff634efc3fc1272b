/** How long something takes, in minutes: a distribution by the parameters that people know of it. */
export type Times =
  | { kind: 'exponential'; mean: number }
  | { kind: 'fixed'; mean: number }
  | { kind: 'uniform'; least: number; most: number }
  | { kind: 'triangular'; least: number; usual: number; most: number }
  | { kind: 'erlang'; mean: number; phases: number }
  | { kind: 'lognormal'; mean: number; deviation: number }

/** What a model may say: the kind, and how many numbers follow it. */
const SHAPES = { exponential: 1, fixed: 1, uniform: 2, triangular: 3, erlang: 2, lognormal: 2 } as const
const PHASES_AT_MOST = 50

/**
 * Reads how long a step takes as a model says it (`darcha:minutes`, `darcha:wait`): `30` is the mean of an exponential
 * time; else `fixed 30`, `uniform 10 60`, `triangular 10 20 60` (least, usual, most), `erlang 30 3` (mean, phases),
 * `lognormal 30 25` (mean, standard deviation).
 * @returns undefined for what is nothing of these
 */
export function readTimes(text: string | undefined): Times | undefined {
  const [first, ...rest] = (text ?? '').trim().split(/[\s,;]+/)
  const named = first !== undefined && Object.hasOwn(SHAPES, first)
  const kind = named ? (first as keyof typeof SHAPES) : 'exponential'
  const numbers = (named ? rest : [first, ...rest]).map((part) => (part ? Number(part) : Number.NaN))
  if (numbers.length !== SHAPES[kind] || !numbers.every((value) => Number.isFinite(value) && value >= 0))
    return undefined
  const [one, two, three] = numbers as [number, number, number]
  switch (kind) {
    case 'uniform':
      return one <= two && two > 0 ? { kind, least: one, most: two } : undefined
    case 'triangular':
      return one <= two && two <= three && three > 0 ? { kind, least: one, usual: two, most: three } : undefined
    case 'erlang':
      return one > 0 && Number.isInteger(two) && two >= 1 && two <= PHASES_AT_MOST
        ? { kind, mean: one, phases: two }
        : undefined
    case 'lognormal':
      return one > 0 && two > 0 ? { kind, mean: one, deviation: two } : undefined
    default:
      return one > 0 ? { kind, mean: one } : undefined
  }
}

/** The same as a model writes it. */
export function timesText(times: Times): string {
  const short = (value: number) => String(Number(value.toPrecision(4)))
  switch (times.kind) {
    case 'exponential':
      return short(times.mean)
    case 'fixed':
      return `fixed ${short(times.mean)}`
    case 'uniform':
      return `uniform ${short(times.least)} ${short(times.most)}`
    case 'triangular':
      return `triangular ${short(times.least)} ${short(times.usual)} ${short(times.most)}`
    case 'erlang':
      return `erlang ${short(times.mean)} ${times.phases}`
    case 'lognormal':
      return `lognormal ${short(times.mean)} ${short(times.deviation)}`
  }
}

/** Mean minutes. */
export function meanOf(times: Times): number {
  if (times.kind === 'uniform') return (times.least + times.most) / 2
  if (times.kind === 'triangular') return (times.least + times.usual + times.most) / 3
  return times.mean
}

/** The same kind of time with another mean. */
export function scaled(times: Times, by: number): Times {
  switch (times.kind) {
    case 'uniform':
      return { ...times, least: times.least * by, most: times.most * by }
    case 'triangular':
      return { ...times, least: times.least * by, usual: times.usual * by, most: times.most * by }
    case 'lognormal':
      return { ...times, mean: times.mean * by, deviation: times.deviation * by }
    default:
      return { ...times, mean: times.mean * by }
  }
}

/**
 * A time by numbers from 0 to 1, each the same for the same case and visit. One number is enough for all but Erlang,
 * whose phases need one each.
 * @param uniform number by its place
 */
export function drawTime(times: Times, uniform: (place: number) => number): number {
  switch (times.kind) {
    case 'exponential':
      return -times.mean * Math.log(uniform(0))
    case 'fixed':
      return times.mean
    case 'uniform':
      return times.least + (times.most - times.least) * uniform(0)
    case 'triangular': {
      const { least, usual, most } = times
      const [u, width] = [uniform(0), most - least]
      if (width === 0) return least
      return u < (usual - least) / width
        ? least + Math.sqrt(u * width * (usual - least))
        : most - Math.sqrt((1 - u) * width * (most - usual))
    }
    case 'erlang': {
      let sum = 0
      for (let phase = 0; phase < times.phases; phase++) sum -= Math.log(uniform(phase))
      return (sum * times.mean) / times.phases
    }
    case 'lognormal': {
      // scaled to nothing
      if (times.mean === 0) return 0
      const variance = Math.log(1 + (times.deviation / times.mean) ** 2)
      return Math.exp(Math.log(times.mean) - variance / 2 + Math.sqrt(variance) * normalAt(uniform(0)))
    }
  }
}

/** The value below which a standard normal number lies with this chance: P. J. Acklam's approximation, within 1.2e-9. */
export function normalAt(chance: number): number {
  const a = [
    -39.6968302866538, 220.946098424521, -275.928510446969, 138.357751867269, -30.6647980661472, 2.50662827745924,
  ]
  const b = [-54.4760987982241, 161.585836858041, -155.698979859887, 66.8013118877197, -13.2806815528857]
  const c = [
    -0.00778489400243029, -0.322396458041136, -2.40075827716184, -2.54973253934373, 4.37466414146497, 2.93816398269878,
  ]
  const d = [0.00778469570904146, 0.32246712907004, 2.445134137143, 3.75440866190742]
  const poly = (of: readonly number[], x: number) => of.reduce((sum, each) => sum * x + each, 0)
  const tail = (q: number) => poly(c, q) / (poly(d, q) * q + 1)
  const low = 0.02425
  if (chance < low) return tail(Math.sqrt(-2 * Math.log(chance)))
  if (chance > 1 - low) return -tail(Math.sqrt(-2 * Math.log(1 - chance)))
  const q = chance - 0.5
  const r = q * q
  return (poly(a, r) * q) / (poly(b, r) * r + 1)
}
