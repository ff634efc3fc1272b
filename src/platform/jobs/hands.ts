import type { Job } from './claim.ts'

/** What does claimed jobs one by one, some at a time; those that have not been begun wait in their order. */
export interface Hands {
  run(jobs: readonly Job[]): void
  /** True when no hand is free. */
  full(): boolean
  /** Until a hand is free, or somebody wakes. */
  turn(): Promise<void>
  wake(): void
  /** @returns what was not begun, when all that was begun is over */
  end(): Promise<Job[]>
  /** Until all that was given is over. */
  done(): Promise<void>
}

/**
 * @param most jobs at once; one that waits for somebody outside puts its hand down, and does not count
 * @param held jobs whose lease is prolonged: each leaves it when it is over
 */
export function openHands(most: number, work: (job: Job, putDown: () => void) => Promise<void>, held: Set<Job>): Hands {
  const waiting: Job[] = []
  const busy = new Set<Promise<void>>()
  let hands = 0
  let tell = () => {}
  const begin = () => {
    while (hands < most && waiting.length > 0) {
      hands++
      const working: Promise<void> = hand().finally(() => {
        busy.delete(working)
        tell()
      })
      busy.add(working)
    }
  }
  const hand = async () => {
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      let down = false
      const putDown = () => {
        if (down) return
        down = true
        hands--
        begin()
        tell()
      }
      // the database went away: none of the others could be ended either, they come back when their lease is over
      await work(job, putDown).catch(() => {
        for (const other of waiting.splice(0)) held.delete(other)
      })
      held.delete(job)
      if (down) return
    }
    hands--
  }
  return {
    run(jobs) {
      waiting.push(...jobs)
      begin()
    },
    full: () => hands >= most,
    turn: () =>
      new Promise<void>((done) => {
        tell = done
      }),
    wake: () => tell(),
    async end() {
      const unbegun = waiting.splice(0)
      await Promise.all(busy)
      return unbegun
    },
    async done() {
      while (busy.size > 0) await Promise.all(busy)
    },
  }
}
