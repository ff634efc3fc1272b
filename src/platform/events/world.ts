import type { EventBus } from './event-bus.ts'

declare module '../use-case/use-case.ts' {
  interface World {
    /** Where rooms tell what happened. */
    events: Pick<EventBus, 'tell'>
  }
}
export type {}
