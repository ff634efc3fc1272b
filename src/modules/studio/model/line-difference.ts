import { commonRuns } from '../../../kernel/difference/index.ts'

export interface DifferenceLine {
  kind: 'same' | 'gone' | 'new'
  /** Number in the text it stands in, from 1. */
  line: number
  text: string
}

/** Lines shown around each change. */
const AROUND = 2

/** Where two texts differ: groups of lines, each with what stands around it. */
export function lineDifference(before: string, after: string): DifferenceLine[][] {
  const [old, now] = [linesOf(before), linesOf(after)]
  const numbers = new Map<string, number>()
  const numbered = (lines: readonly string[]) =>
    Int32Array.from(lines, (line) => {
      if (!numbers.has(line)) numbers.set(line, numbers.size)
      return numbers.get(line)!
    })
  const all: DifferenceLine[] = []
  let [left, right] = [0, 0]
  const until = (oldEnd: number, newEnd: number) => {
    for (; left < oldEnd; left++) all.push({ kind: 'gone', line: left + 1, text: old[left]! })
    for (; right < newEnd; right++) all.push({ kind: 'new', line: right + 1, text: now[right]! })
  }
  for (const run of commonRuns(numbered(old), numbered(now))) {
    until(run.before, run.after)
    for (let at = 0; at < run.length; at++, left++, right++)
      all.push({ kind: 'same', line: right + 1, text: now[right]! })
  }
  until(old.length, now.length)
  return grouped(all)
}

const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'))

function grouped(lines: readonly DifferenceLine[]): DifferenceLine[][] {
  const groups: DifferenceLine[][] = []
  let last = Number.NEGATIVE_INFINITY
  for (const [at, { kind }] of lines.entries()) {
    if (kind === 'same') continue
    const from = Math.max(at - AROUND, 0)
    if (from > last + 1 || groups.length === 0) groups.push([])
    const group = groups.at(-1)!
    for (let next = Math.max(from, last + 1); next <= Math.min(at + AROUND, lines.length - 1); next++)
      group.push(lines[next]!)
    last = Math.max(last, Math.min(at + AROUND, lines.length - 1))
  }
  return groups
}
