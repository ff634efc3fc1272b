import type { Config } from '../../config/index.ts'
import type { Speech } from '../../i18n/index.ts'
import { PermanentFailure } from '../../jobs/index.ts'
import type { Message } from '../message.ts'

/** Where a person can be reached. */
export interface Reachable {
  email?: string | null | undefined
  phone?: string | null | undefined
  /** A chat with the bot, that the person began. */
  chat?: string | null | undefined
  /** The name of the channel that they chose to be told by first. */
  first?: string | null | undefined
}

/** The receiver ended it, for good: they are told by another channel from now on. */
export class ReceiverGone extends PermanentFailure {}

/** What channels are opened with: their settings, and what they write with. */
export interface ChannelParts {
  /** A channel reads its own settings of it. */
  config: Partial<Config>
  /** The country's reading of phone numbers. */
  readPhone(typed: string): string | undefined
  origin: string
}

/** A channel that is open. */
export interface Gateway {
  /**
   * @param message.id is the same for each try
   * @throws OutsideUnavailable when the other side is away; PermanentFailure when a new try can't mend it, as
   *   ReceiverGone does when the receiver left; else any error is worth another try
   */
  send(message: Message & { id: string }, speech: Speech): Promise<void>
  close?(): void
}

/** A way messages go to people, in one place: whom it reaches, whether it is set up, how it sends. */
export interface Channel<Name extends string = string> {
  name: Name
  /** The outside system that may be away. */
  system: string
  /** Whether it can be used here. */
  isSet(config: Partial<Config>): boolean
  /** The address that a person has for it. */
  addressOf(person: Reachable): string | null | undefined
  /** Its receiver can end it at any moment: a message says by which other channel it goes then. */
  receiverMayLeave?: true
  open(parts: ChannelParts): Gateway
}

/** Declares a channel. */
export const channel = <const Name extends string>(declared: Channel<Name>): Channel<Name> => declared
