import { parentPort, workerData } from 'node:worker_threads'
import type { CalendarData } from '../../../kernel/terms/index.ts'
import { replicate, type Plan } from './replicate.ts'
import type { Way, WaySimulated } from './simulate-apart.ts'

/** What the thread is started with. */
export interface SimulationSetup {
  ways: readonly Way[]
  plan: Plan
  calendar?: CalendarData | undefined
}

/** What it tells: how much of all is done (0 to 1), and in the end what came of it. */
export type SimulationMessage = { share: number } | { came: WaySimulated[] }

const { ways, plan, calendar } = workerData as SimulationSetup
const tell = (message: SimulationMessage) => parentPort?.postMessage(message)
const came: WaySimulated[] = []
let runs = 0
for (const { name, bpmn, rules, examples } of ways) {
  const ran = () => tell({ share: ++runs / (ways.length * plan.replications) })
  came.push({ name, came: await replicate(bpmn, plan, { ran, calendar, rules, examples }) })
}
tell({ came })
