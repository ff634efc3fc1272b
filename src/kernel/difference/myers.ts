/** Tokens that stand in both texts: `length` of them from `before` in the one and `after` in the other. */
export interface Run {
  before: number
  after: number
  length: number
}

/** Beyond so many differences two texts have nothing in common worth showing: what is left is called replaced. */
const MOST_DIFFERENCES = 3_000

/**
 * The runs that two rows of numbers have in common, in their order (E. Myers, An O(ND) Difference Algorithm, 1986,
 * greedy): the fewest removals and insertions.
 */
export function commonRuns(before: Int32Array, after: Int32Array): Run[] {
  let head = 0
  const least = Math.min(before.length, after.length)
  while (head < least && before[head] === after[head]) head++
  let tail = 0
  while (tail < least - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  const runs: Run[] = head > 0 ? [{ before: 0, after: 0, length: head }] : []
  for (const run of greedy(before.subarray(head, before.length - tail), after.subarray(head, after.length - tail)))
    runs.push({ before: run.before + head, after: run.after + head, length: run.length })
  if (tail > 0) runs.push({ before: before.length - tail, after: after.length - tail, length: tail })
  return joined(runs)
}

function greedy(before: Int32Array, after: Int32Array): Run[] {
  const [n, m] = [before.length, after.length]
  if (n === 0 || m === 0) return []
  const most = Math.min(n + m, MOST_DIFFERENCES)
  const reach = new Int32Array(2 * most + 2)
  const steps: Int32Array[] = []
  for (let d = 0; d <= most; d++) {
    // what is needed to go back: the furthest points before this step, of the diagonals -d … d
    steps.push(reach.slice(most - d, most + d + 2))
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && reach[most + k - 1]! < reach[most + k + 1]!)
      let x = down ? reach[most + k + 1]! : reach[most + k - 1]! + 1
      let y = x - k
      while (x < n && y < m && before[x] === after[y]) {
        x++
        y++
      }
      reach[most + k] = x
      if (x >= n && y >= m) return wayBack(steps, d, n, m)
    }
  }
  return []
}

function wayBack(steps: readonly Int32Array[], last: number, n: number, m: number): Run[] {
  const runs: Run[] = []
  let [x, y] = [n, m]
  for (let d = last; d > 0; d--) {
    const reach = steps[d]!
    const at = (k: number) => reach[k + d]!
    const k = x - y
    const down = k === -d || (k !== d && at(k - 1) < at(k + 1))
    const from = down ? k + 1 : k - 1
    const startX = at(from)
    const startY = startX - from
    const length = Math.min(x - startX, y - startY)
    const snake = down ? x - startX : y - startY
    if (Math.min(length, snake) > 0)
      runs.push({
        before: x - Math.min(length, snake),
        after: y - Math.min(length, snake),
        length: Math.min(length, snake),
      })
    ;[x, y] = [startX, startY]
  }
  if (x > 0) runs.push({ before: 0, after: 0, length: x })
  return runs.reverse()
}

function joined(runs: readonly Run[]): Run[] {
  const all: Run[] = []
  for (const run of runs) {
    const last = all.at(-1)
    if (last && last.before + last.length === run.before && last.after + last.length === run.after)
      last.length += run.length
    else if (run.length > 0) all.push({ ...run })
  }
  return all
}
