import type { Part, StartedInstance } from '../testing/start-instance.ts'

/** What is killed, in turns that are shuffled: each as often as the others. */
export const VICTIMS = ['web', 'worker', 'backend', 'postmaster'] as const satisfies readonly Part[]

export type Kills = Record<(typeof VICTIMS)[number], number>

export interface Killer {
  /** Tells how many cases were filed; kills what is due by then. */
  filed(count: number): void
  /** Waits for the last kill. @returns how many of which process were killed */
  end(): Promise<Kills>
}

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))

/**
 * Kills with signal 9, spread evenly over the cases filed, each at a random moment.
 * @param kills how many in all
 */
export function killer(instance: StartedInstance, { kills, cases }: { kills: number; cases: number }): Killer {
  const done: Kills = { web: 0, worker: 0, backend: 0, postmaster: 0 }
  const victims = shuffled(Array.from({ length: kills }, (_, at) => VICTIMS[at % VICTIMS.length]!))
  let begun = 0
  let last = Promise.resolve()
  const strike = async (victim: (typeof VICTIMS)[number]) => {
    await pause(Math.random() * 600)
    // one that is just starting again has no process yet
    for (const until = Date.now() + 60_000; Date.now() < until; await pause(50)) {
      if (instance.kill(victim) === undefined) continue
      done[victim]++
      return
    }
  }
  return {
    filed(count) {
      while (begun < victims.length && count >= ((begun + 1) * cases) / (victims.length + 1)) {
        const victim = victims[begun++]!
        last = last.then(() => strike(victim))
      }
    },
    async end() {
      await last
      return done
    },
  }
}

function shuffled<Item>(items: Item[]): Item[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((item, other) => item.at - other.at)
    .map(({ item }) => item)
}
