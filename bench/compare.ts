import type { BenchmarkRun, Measure } from '../src/commands/benchmark.ts'

/** The middle of the values; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((value, other) => value - other)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** @param share 0 to 1: 0.99 is the value that 99 of 100 do not pass */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((value, other) => value - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
}

/** Puts two figures side by side and says whether the goal is met. */
export function compare(item: {
  name: string
  value: number
  unit: string
  reference: { name: string; value: number }
  goal: number
  better: Measure['better']
  note?: string
}): Measure {
  // a goal of nothing at all has no share
  const ratio = item.reference.value === 0 ? item.value : item.value / item.reference.value
  return {
    name: item.name,
    value: round(item.value),
    unit: item.unit,
    reference: { name: item.reference.name, value: round(item.reference.value) },
    ratio: round(ratio),
    goal: item.goal,
    better: item.better,
    holds: item.better === 'higher' ? ratio >= item.goal : ratio <= item.goal,
    ...(item.note ? { note: item.note } : {}),
  }
}

const round = (value: number) => Number(value.toPrecision(5))

/**
 * Measures the sides in turn, round after round, so that what else the machine does disturbs all of them alike.
 * @returns the median of each side
 */
export async function inTurn<Side extends string>(
  { rounds, tell }: Pick<BenchmarkRun, 'rounds' | 'tell'>,
  sides: Record<Side, () => Promise<number>>,
): Promise<Record<Side, number>> {
  const found = Object.fromEntries(Object.keys(sides).map((name) => [name, []])) as unknown as Record<Side, number[]>
  for (let round = 1; round <= rounds; round++) {
    for (const name of Object.keys(sides) as Side[]) {
      const value = await sides[name]()
      found[name].push(value)
      tell(`${round}/${rounds} ${name} ${value >= 100 ? Math.round(value) : Number(value.toPrecision(3))}`)
    }
  }
  return Object.fromEntries(
    (Object.entries(found) as [Side, number[]][]).map(([name, values]) => [name, median(values)]),
  ) as Record<Side, number>
}

/** How often a second `work` runs, in batches long enough that the clock costs nothing. */
export async function perSecond(seconds: number, work: () => unknown, batch = 200): Promise<number> {
  const begun = performance.now()
  const until = begun + seconds * 1000
  let done = 0
  do {
    for (let n = 0; n < batch; n++) work()
    done += batch
  } while (performance.now() < until)
  return done / ((performance.now() - begun) / 1000)
}
