import type { Config } from '../../config/index.ts'
import type { Channel, Reachable } from './channel.ts'
import { email } from './email.ts'
import { sms } from './sms.ts'

/** All channels; a person is told by the first that reaches them. */
export const CHANNELS = [email, sms] as const

/** What messages call a channel. */
export type ChannelName = (typeof CHANNELS)[number]['name']

/** The channel of a message. */
export const channelNamed = (name: ChannelName): Channel => CHANNELS.find((channel) => channel.name === name)!

/** By which channel a person is reached here, and at which address; undefined: by none. */
export function reachedBy(
  config: Partial<Config>,
  person: Reachable,
): { channel: ChannelName; to: string } | undefined {
  for (const channel of CHANNELS) {
    const to = channel.addressOf(person)
    if (to && channel.isSet(config)) return { channel: channel.name, to }
  }
  return undefined
}
