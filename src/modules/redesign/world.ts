import type { PaperWay } from '../../kernel/diagnosis/index.ts'
import type { Mined } from '../../kernel/mining/index.ts'
import type { Plan } from './model/replicate.ts'
import type { Way, WaySimulated } from './model/simulate-apart.ts'

declare module '../../platform/use-case/use-case.ts' {
  interface World {
    /** What the steps of a drafted way on paper are called, by language. */
    paperWords: (language: string) => PaperWay['words']
    /** Simulations that are answered while one waits. @throws SimulationStopped */
    simulations: {
      whatIf(ways: readonly Way[], plan: Plan): Promise<WaySimulated[]>
      /** Figures of a log, kept for a few minutes under a key that names who looks and at what. */
      figures(key: string, make: () => Promise<Mined>): Promise<Mined>
    }
  }
}
export type {}
