import { discoverTree } from './discover-tree.ts'
import { drawTree } from './draw-tree.ts'
import type { EventLog } from './log.ts'
import { variantsOf } from './variants.ts'

/**
 * A model that a log goes by: sound by construction, and without noise every case of the log goes through it.
 * @param called what the process is called
 * @param noise share of the commonest successor below which what follows what is left out; from 0 to 1
 * @returns BPMN with its drawing
 */
export function discover(log: EventLog, called: string, noise = 0): string {
  const traces = variantsOf(log).map(({ activities, count }) => ({ activities: [...activities], count }))
  return drawTree(discoverTree(traces, noise), log.activities, called)
}
