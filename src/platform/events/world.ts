import type { EventBus } from './event-bus.ts'

declare module '../use-case/use-case.ts' {
  interface World {
    /** Where rooms tell what happened, and what of it is said on timelines. */
    events: Pick<EventBus, 'tell' | 'lineOf'>
  }
}
export type {}
