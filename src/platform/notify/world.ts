import type { Reachable } from './channels/channel.ts'
import type { Reached } from './channels/index.ts'

declare module '../use-case/use-case.ts' {
  interface World {
    /** By which channel a person is reached here, and at which address; undefined: by none. */
    reachedBy(person: Reachable): Reached | undefined
  }
}
export type {}
