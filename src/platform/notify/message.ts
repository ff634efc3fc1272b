import { PermanentFailure } from '../jobs/index.ts'
import type { ChannelName } from './channels/index.ts'

/** What is to be said to someone, written when it is sent. */
export interface Message {
  channel: ChannelName
  /** Address, phone number or chat. */
  to: string
  /** Where it goes when the receiver has left the channel. */
  otherwise?: { channel: ChannelName; to: string }
  /** Name for the greeting; empty where only the address is known. */
  name: string
  language: string
  /** Text key: `<text>.subject` and `<text>.body` are its subject and body; of a short message the subject alone goes. */
  text: string
  parameters?: Record<string, string | number>
  /** Path or whole address of the page to open. */
  link?: string
  /** The page is what it is about: a short message bears its address too. */
  linkInShort?: true
}

/** One line without control and bidirectional characters: CR and LF can't begin a header of their own. */
export const oneLine = (text: string, most = 300): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim()
    .slice(0, most)

const EMAIL = /^[^\s@<>(),;:"\\[\]]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}.-]{0,250}[\p{L}\p{N}])?$/u

/**
 * An address that can hold nothing but itself: no second address, no display name, no line break.
 * @throws PermanentFailure: a new try won't mend it
 */
export function checkedEmail(address: string): string {
  if (!EMAIL.test(address) || /[\p{Cc}]/u.test(address)) throw new PermanentFailure('the e-mail address is not valid')
  return address
}

/**
 * A phone number as the gateway takes it: `+` and digits (ITU-T E.164).
 * @param readPhone the country's own reading
 * @throws PermanentFailure
 */
export function checkedPhone(number: string, readPhone: (typed: string) => string | undefined): string {
  const read = readPhone(number)
  if (read === undefined) throw new PermanentFailure('the phone number is not valid')
  return read
}
