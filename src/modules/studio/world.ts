import type { ExampleRan, ServiceCheck } from '../catalogue/index.ts'
import type { Files } from './model/draft.ts'
import type { Templates } from './model/templates.ts'

declare module '../../platform/use-case/use-case.ts' {
  interface World {
    /** Services to begin a new one with. */
    serviceTemplates: Templates
    /** Looks whether a service is whole, and runs its examples, as `darcha check` does. */
    serviceChecks: { check(files: Files, service: string): Promise<ServiceCheck & { runs: ExampleRan[] }> }
  }
}
export type {}
