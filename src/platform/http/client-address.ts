import { BlockList, isIP } from 'node:net'

/**
 * The proxies in front of this instance. @param cidrs `10.0.0.0/8`, `2001:db8::/32` or single addresses
 * @throws Error naming the part that is no address
 */
export function proxyList(cidrs: readonly string[]): BlockList {
  const list = new BlockList()
  for (const cidr of cidrs) {
    const [address = '', length, more] = cidr.split('/')
    const family = isIP(address)
    const most = family === 4 ? 32 : 128
    if (
      family === 0 ||
      more !== undefined ||
      (length !== undefined && !(/^\d{1,3}$/.test(length) && Number(length) <= most))
    )
      throw new Error(`"${cidr}" is no address and no network`)
    list.addSubnet(address, length === undefined ? most : Number(length), family === 4 ? 'ipv4' : 'ipv6')
  }
  return list
}

/**
 * Who asks: the peer itself, or, when it is a trusted proxy, whom it names: read from the right, the first address in
 * `X-Forwarded-For` that is no proxy of ours. What stands left of it the client may have written itself.
 */
export function clientAddress(peer: string | undefined, forwardedFor: string | null, proxies: BlockList): string {
  let found = plain(peer ?? '')
  if (!found) return 'unknown'
  for (const named of (forwardedFor ?? '').split(',').reverse()) {
    if (!isListed(found, proxies)) return found
    const next = plain(named.trim())
    if (!next) return found
    found = next
  }
  return found
}

const isListed = (address: string, list: BlockList): boolean =>
  list.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6')

/** Without brackets, port, zone and the wrapping of IPv4 within IPv6; undefined when it is no address. */
function plain(text: string): string | undefined {
  const bare = text
    .replace(/^\[([^\]]*)\](:\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/%.*$/, '')
  const address = bare.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')
  return isIP(address) === 0 ? undefined : address
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
