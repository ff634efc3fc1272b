import type { Engine } from './model/engine.ts'

declare module '../../platform/use-case/use-case.ts' {
  interface World {
    /** Runs cases. */
    engine: Engine
  }
}
export type {}
