import { BlockList, isIP } from 'node:net'

/**
 * A list of networks. @param cidrs `10.0.0.0/8`, `2001:db8::/32` or single addresses
 * @throws Error naming the part that is no address
 */
export function networkList(cidrs: readonly string[]): BlockList {
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

/** Whether an address, as `plainAddress` gives it, stands in one of the networks. */
export const isListed = (address: string, list: BlockList): boolean =>
  list.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6')

/** Without brackets, port, zone and the wrapping of IPv4 within IPv6; undefined when it is no address. */
export function plainAddress(text: string): string | undefined {
  const bare = text
    .replace(/^\[([^\]]*)\](:\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/%.*$/, '')
  const address = bare.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')
  return isIP(address) === 0 ? undefined : address
}
