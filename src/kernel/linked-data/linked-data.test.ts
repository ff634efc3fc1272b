import { describe, expect, it } from 'vitest'
import { writeTurtle } from './index.ts'

const context = { dct: 'http://purl.org/dc/terms/' }
const node = (value: object, id = 'https://a.example/x') => ({
  '@context': context,
  '@graph': [{ '@id': id, '@type': ['dct:Agent'], 'dct:title': [value] }] as never,
})

describe('Turtle', () => {
  it('writes links, texts in languages and values of a type', () => {
    expect(writeTurtle(node({ '@value': 'a "b"\\\n', '@language': 'uz-Latn' }))).toBe(
      '@prefix dct: <http://purl.org/dc/terms/> .\n\n<https://a.example/x> a dct:Agent ;\n  dct:title "a \\"b\\"\\\\\\n"@uz-Latn .\n',
    )
    expect(writeTurtle(node({ '@id': 'https://a.example/ў' }))).toContain('dct:title <https://a.example/ў>')
    expect(writeTurtle(node({ '@value': '1', '@type': 'dct:Number' }))).toContain('"1"^^dct:Number')
  })

  it.each<[string, object, string?]>([
    ['an address with a blank', { '@id': 'https://a.example/a b' }],
    ['an address that ends its brackets', { '@id': 'https://a.example/> .' }],
    ['no address', { '@value': 'x' }, ''],
    ['a prefix that is not there', { '@value': 'x', '@type': 'other:thing' }],
    ['no language', { '@value': 'x', '@language': 'en .' }],
  ])('refuses %s', (_what, value, id) => {
    expect(() => writeTurtle(node(value, id))).toThrow(RangeError)
  })
})
