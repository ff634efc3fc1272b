import type { Config } from '../../config/index.ts'
import type { Channel, Reachable } from './channel.ts'
import { email } from './email.ts'
import { sms } from './sms.ts'
import { telegram } from './telegram.ts'

/** All channels; a person is told by the first that reaches them, unless they chose another. */
export const CHANNELS = [email, sms, telegram] as const

/** What messages call a channel. */
export type ChannelName = (typeof CHANNELS)[number]['name']

/** The channel of a message. */
export const channelNamed = (name: ChannelName): Channel => CHANNELS.find((channel) => channel.name === name)!

/** Names of the channels that can be used here. */
export const channelsSet = (config: Partial<Config>): ChannelName[] =>
  CHANNELS.filter((channel) => channel.isSet(config)).map(({ name }) => name)

/** By which channel a person is told, and at which address. */
export interface Reached {
  channel: ChannelName
  to: string
  /** Where it goes when the receiver has left the channel; absent: no other reaches them, or nobody can leave it. */
  otherwise?: { channel: ChannelName; to: string }
}

/**
 * By which channel a person is reached here: the one they chose, where it reaches them, else the first that does;
 * undefined: by none.
 */
export function reachedBy(config: Partial<Config>, person: Reachable): Reached | undefined {
  const reaching = CHANNELS.flatMap((channel) => {
    const to = channel.addressOf(person)
    return to && channel.isSet(config) ? [{ channel: channel.name, to }] : []
  })
  const found = reaching.find(({ channel }) => channel === person.first) ?? reaching[0]
  if (!found || !channelNamed(found.channel).receiverMayLeave) return found
  const otherwise = reaching.find(({ channel }) => channel !== found.channel)
  return { ...found, ...(otherwise ? { otherwise } : {}) }
}
