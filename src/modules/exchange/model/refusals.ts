import { refusals } from '../../../platform/use-case/index.ts'

/** All that this room says no to, beside what every room does. */
export const refusal = refusals('exchange', {
  /** The register has not told of such a service. */
  'not-told': 410,
  /** No public key of the kind that the exchange signs by. */
  'bad-key': 422,
  /** A private key, which is nobody's but its owner's. */
  'private-key': 422,
  /** Given before, to this system or another: a key is given once. */
  'key-known': 409,
  /** A key that a head gave would get more than a head gives. */
  'key-of-head': 409,
  /** The address belongs to another body. */
  'client-taken': 409,
  /** There is no such key or right that holds. */
  'not-given': 409,
  /** The same registers were asked too often today for what they hold of the same person. */
  'asked-too-often': 429,
  /** No register of that name is asked for such as whoever asks: a person, or an organisation. */
  'unknown-register': 422,
  /** The number of the account is not known: registers are asked by it. */
  'no-number': 409,
  /** The system takes part no longer. */
  'system-ended': 410,
})
