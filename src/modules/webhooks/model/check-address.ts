import { lookup as resolve } from 'node:dns'
import { type BlockList, isIP, type LookupFunction } from 'node:net'
import { isListed, networkList, plainAddress } from '../../../platform/http/index.ts'

/** No host of the public internet: IANA's registries of special addresses (RFC 6890 and what followed it). */
const SPECIAL = networkList([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
])

/** An address that nothing is sent to. */
export class ForbiddenAddress extends Error {}

/**
 * Whether an IP address may be sent to.
 * @param within networks that were set for it though they are not public
 */
export const mayReach = (address: string, within: BlockList): boolean => {
  const plain = plainAddress(address)
  return plain !== undefined && (isListed(plain, within) || !isListed(plain, SPECIAL))
}

/**
 * Reads where a system is to be told: https, and http only to a literal address in a network that was set; no name and
 * password in it.
 * @returns undefined when nothing may be sent there, whatever it resolves to
 */
export function readAddress(written: string, within: BlockList): URL | undefined {
  if (!URL.canParse(written)) return undefined
  const url = new URL(written)
  if (url.username || url.password || url.hash) return undefined
  const host = hostOf(url)
  if (isIP(host) !== 0 && !mayReach(host, within)) return undefined
  if (url.protocol === 'http:') return isIP(host) !== 0 && isListed(host, within) ? url : undefined
  return url.protocol === 'https:' ? url : undefined
}

/** The host of an address without the brackets of IPv6. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1')

/**
 * Resolves a name at the moment of connecting, so that the address that was looked at is the one that is reached.
 * @throws ForbiddenAddress by its callback when any address of the name may not be sent to
 */
export const lookupWithin =
  (within: BlockList): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '')
      const forbidden = addresses.find(({ address }) => !mayReach(address, within))
      const [first] = addresses
      if (forbidden || !first)
        return callback(new ForbiddenAddress(`${hostname} is no address of the public internet`), '')
      if (options.all) return callback(null, addresses)
      callback(null, first.address, first.family)
    })
  }
