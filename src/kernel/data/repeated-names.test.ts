import fc from 'fast-check'
import { expect, it } from 'vitest'
import { repeatedNames } from './repeated-names.ts'

it('names what stands twice in one object, and nothing else', () => {
  expect(repeatedNames('{"a":1,"b":{"a":2},"c":[{"a":1},{"a":1}],"d":"a"}')).toEqual([])
  expect(repeatedNames('{"a":1,"b":{"x":"\\"a","x":2},"\\u0061":3,"c":[[],{"y":"y","y":1}]}')).toEqual([
    ['b', 'x'],
    ['a'],
    ['c', '1', 'y'],
  ])
  expect(repeatedNames('{"__proto__":1,"__proto__":2}')).toEqual([['__proto__']])
  // nothing that was written from a value has a name twice
  fc.assert(fc.property(fc.jsonValue(), (value) => repeatedNames(JSON.stringify(value, null, 1)).length === 0))
})
