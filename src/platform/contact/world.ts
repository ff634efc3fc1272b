import type { Tx } from '../database/index.ts'
import type { ChannelName } from '../notify/index.ts'
import type { Ways } from './store.ts'

declare module '../use-case/use-case.ts' {
  interface World {
    ways: {
      /** Channels that are set up here, in the order in which people are told. */
      channels: readonly ChannelName[]
      /** Address that begins a chat with the bot by a code; undefined where no bot is set up. */
      chatLink(code: string): string | undefined
      /** What a person said of how to be told: for `reachedBy`, beside their addresses. */
      of(tx: Tx, person: string): Promise<Pick<Ways, 'chat' | 'first'>>
      /** Keeps, in a transaction of its own, that an address of a channel reaches nobody any more. */
      forget(channel: ChannelName, to: string): Promise<void>
    }
  }
}
export type {}
