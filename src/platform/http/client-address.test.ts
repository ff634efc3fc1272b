import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clientAddress, visitorOf } from './client-address.ts'
import { networkList } from './networks.ts'

describe('who asks', () => {
  const proxies = networkList(['10.0.0.0/8', '127.0.0.1', '2001:db8:1::/48'])

  it.each([
    ['a stranger who names another', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['behind one proxy', '10.1.2.3', '198.51.100.1', '198.51.100.1'],
    ['behind two proxies', '127.0.0.1', '198.51.100.1, 10.9.9.9', '198.51.100.1'],
    ['who writes the header before the proxy does', '10.1.2.3', '1.2.3.4, 198.51.100.7', '198.51.100.7'],
    ['IPv4 within IPv6', '::ffff:10.1.2.3', '198.51.100.1', '198.51.100.1'],
    ['IPv6 with brackets and port', '2001:db8:1::5', '[2001:db8:9::7]:443', '2001:db8:9::7'],
    ['IPv4 with port', '10.0.0.1', '198.51.100.1:5555', '198.51.100.1'],
    ['a proxy that names nobody', '10.1.2.3', null, '10.1.2.3'],
    ['a proxy that names nonsense', '10.1.2.3', 'unknown', '10.1.2.3'],
    ['nobody', undefined, '1.2.3.4', 'unknown'],
  ])('%s', (_, peer, header, expected) => {
    expect(clientAddress(peer, header, proxies)).toBe(expected)
  })

  it('believes nobody unless told to', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.string(), (peer, header) => {
        expect(clientAddress(peer, header, networkList([]))).toBe(peer)
      }),
    )
  })

  it('counts one line of IPv6 as one visitor', () => {
    expect(visitorOf('2001:db8:1:2:3:4:5:6')).toBe(visitorOf('2001:db8:1:2::9'))
    expect(visitorOf('2001:db8:1:2::9')).not.toBe(visitorOf('2001:db8:1:3::9'))
    expect(visitorOf('203.0.113.9')).toBe('203.0.113.9')
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        expect(visitorOf(address)).toMatch(/^[0-9a-f]+(:[0-9a-f]+){3}::\/64$/)
      }),
    )
  })

  it('says which part of the setting is wrong', () => {
    for (const wrong of ['10.0.0.0/33', 'proxy.example', '10.0.0.0/8/9', '', '::1/200'])
      expect(() => networkList([wrong])).toThrow(JSON.stringify(wrong))
  })
})
