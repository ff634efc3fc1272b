import type { Move } from '../../../kernel/process/index.ts'
import type { MoveRow } from '../store/moves-text.ts'

/** One step of a case as the audit chain tells it: the chain is the history, there is no second one. */
export interface StepEvent {
  seq: number
  at: string
  kind: string
  actor: string
  body: StepBody
}

/** What `process.apply_step` was given to keep. */
export interface StepBody {
  by?: string
  moves?: MoveRow[]
  incident?: { element: string; code: string; message: string }
  [fact: string]: unknown
}

/** One movement of a token with its instant and who brought it about. */
export interface Passage {
  element: string
  type: string
  move: Move['move']
  round?: number
  at: string
  actor: string
}

/** Movements in order. Only what a person ended is theirs; where the token went on by itself it was the system. */
export function passagesOf(events: readonly StepEvent[]): Passage[] {
  return events.flatMap(({ at, actor, body }) =>
    (body.moves ?? []).map(
      ([element, type, move, round]): Passage => ({
        element,
        type,
        move,
        at,
        actor: element === body.by && move !== 'entered' ? actor : 'system',
        ...(round === undefined ? {} : { round }),
      }),
    ),
  )
}

/** How a case or many went through one element. */
export interface ElementRecord {
  element: string
  type: string
  entered: number
  left: number
  cancelled: number
  firstAt: string
  lastAt: string /** Milliseconds of the visits that ended, all together. */
  spent: number
  ended: number
}

/** Visits of each element, in the order of the first; a visit ends when its round is left or cancelled. */
export function recordsOf(passages: readonly Passage[]): ElementRecord[] {
  const records = new Map<string, ElementRecord>()
  const open = new Map<string, string[]>()
  for (const { element, type, move, round, at } of passages) {
    const record = records.get(element) ?? {
      element,
      type,
      entered: 0,
      left: 0,
      cancelled: 0,
      firstAt: at,
      lastAt: at,
      spent: 0,
      ended: 0,
    }
    records.set(element, record)
    record.lastAt = at
    const visit = `${element} ${round ?? ''}`
    if (move === 'entered') {
      record.entered++
      open.set(visit, [...(open.get(visit) ?? []), at])
      continue
    }
    if (move === 'left') record.left++
    else record.cancelled++
    const since = open.get(visit)?.shift()
    if (since === undefined) continue
    record.spent += Date.parse(at) - Date.parse(since)
    record.ended++
  }
  return [...records.values()]
}

/** The records of many cases in one. */
export function mergeRecords(cases: Iterable<readonly ElementRecord[]>): ElementRecord[] {
  const all = new Map<string, ElementRecord>()
  for (const records of cases) {
    for (const record of records) {
      const sum = all.get(record.element)
      if (!sum) {
        all.set(record.element, { ...record })
        continue
      }
      for (const name of ['entered', 'left', 'cancelled', 'spent', 'ended'] as const) sum[name] += record[name]
      if (record.firstAt < sum.firstAt) sum.firstAt = record.firstAt
      if (record.lastAt > sum.lastAt) sum.lastAt = record.lastAt
    }
  }
  return [...all.values()]
}
