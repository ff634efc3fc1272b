import type { Reachable } from './channels/channel.ts'
import type { ChannelName } from './channels/index.ts'

declare module '../use-case/use-case.ts' {
  interface World {
    /** By which channel a person is reached here, and at which address; undefined: by none. */
    reachedBy(person: Reachable): { channel: ChannelName; to: string } | undefined
  }
}
export type {}
