import { type BlockList, isIP } from 'node:net'
import { isListed, plainAddress } from './networks.ts'

/**
 * Who asks: the peer itself, or, when it is a trusted proxy, whom it names: read from the right, the first address in
 * `X-Forwarded-For` that is no proxy of ours. What stands left of it the client may have written itself.
 */
export function clientAddress(peer: string | undefined, forwardedFor: string | null, proxies: BlockList): string {
  let found = plainAddress(peer ?? '')
  if (!found) return 'unknown'
  for (const named of (forwardedFor ?? '').split(',').reverse()) {
    if (!isListed(found, proxies)) return found
    const next = plainAddress(named.trim())
    if (!next) return found
    found = next
  }
  return found
}

/** What is counted as one visitor: an IPv4 address, or the /64 of IPv6 that one line is given. */
export function visitorOf(address: string): string {
  if (isIP(address) !== 6) return address
  const [head = '', tail] = address.split('::') as [string, string | undefined]
  const groups = head === '' ? [] : head.split(':')
  const rest = tail === undefined || tail === '' ? [] : tail.split(':')
  const all =
    tail === undefined
      ? groups
      : [...groups, ...Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill('0'), ...rest]
  return `${all
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
