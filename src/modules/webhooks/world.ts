import type { BlockList } from 'node:net'

declare module '../../platform/use-case/use-case.ts' {
  interface World {
    /** Networks that bodies' systems may be told in though they are not public. */
    webhookNetworks: BlockList
  }
}
