import { evaluate } from 'feelin'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileFeel, compileUnary, FeelError, toJson } from './index.ts'

const value = (expression: string, context: Record<string, unknown> = {}, names: string[] = []) =>
  toJson(compileFeel(expression, { names }).evaluate(context, { now: '2026-03-02T10:15:00+05:00' }))

/** FEEL has one zero (DMN 1.5, 10.3.2.3.1). */
const withoutNegativeZero = (given: unknown) => (given === 0 ? 0 : given)

describe('compileFeel', () => {
  it.each([
    ['age >= 60 and experience >= 7', { age: 61, experience: 8 }, true],
    ['if applicant.age > 18 then "adult" else "child"', { applicant: { age: 20 } }, 'adult'],
    ['sum(for line in lines return line.amount)', { lines: [{ amount: 2 }, { amount: 3 }] }, 5],
    ['answers.kind = "adult"', { answers: { kind: 'adult' } }, true],
    ['unknown + 1', {}, null],
    ['string length(name)', { name: 'Aziz' }, 4],
    ['reference.BRV * 0.2', { reference: { BRV: 412000 } }, 82400],
    ['{amount: 5, total: amount * 2}.total', {}, 10],
    ['count(list) = 2', { list: [1, 2] }, true],
    ['not(done)', { done: false }, true],
    ['some x in list satisfies x > 1', { list: [1, 2] }, true],
    ['list contains(list, item)', { list: [1, 2], item: 2 }, true],
    [
      'people[age >= 18].name',
      {
        people: [
          { name: 'Anvar', age: 20 },
          { name: 'Bola', age: 5 },
        ],
      },
      ['Anvar'],
    ],
    ['for i in 0..4 return if i = 0 then 1 else i * partial[-1]', {}, [1, 1, 2, 6, 24]],
    ['{fact: function(n) if n <= 1 then 1 else n * fact(n - 1), result: fact(10)}.result', {}, 3628800],
    ['sort(list, function(x, y) x > y)', { list: [1, 3, 2] }, [3, 2, 1]],
    ['1 + /* nothing */ 1 // and no more', {}, 2],
  ])('%s', (expression, context, expected) => {
    expect(value(expression, context)).toEqual(expected)
  })

  it.each([
    ['0.1 + 0.2', 0.3],
    ['1.1 * 1.1', 1.21],
    ['0.3 / 0.1', 3],
    ['1.15 * 100', 115],
    ['1 / 3 * 3', 1],
    ['-3 ** 2', 9],
    ['modulo(-10.1, 4.5)', 3.4],
    ['decimal(2.5, 0)', 2],
    ['round half up(2.675, 2)', 2.68],
    ['round down(-1.126, 2)', -1.12],
    ['1 / 0', null],
    ['string(0.00000001)', '0.00000001'],
  ])('counts in decimals: %s', (expression, expected) => {
    expect(value(expression)).toEqual(expected)
  })

  it('adds and multiplies decimals as whole numbers do', () => {
    const cents = fc.integer({ min: -1e6, max: 1e6 })
    fc.assert(
      fc.property(cents, cents, (a, b) => {
        expect(value('a + b', { a: a / 100, b: b / 100 })).toBe((a + b) / 100 + 0)
        expect(value('a * b', { a: a / 100, b: b / 100 })).toBe((a * b) / 10_000 + 0)
      }),
    )
  })

  it.each([
    ['@"2020-01-31" + @"P1M"', '2020-02-29'],
    ['@"2021-01-01" + @"PT36H"', '2021-01-02'],
    ['date and time("2026-03-02T09:00:00@Asia/Tashkent") = date and time("2026-03-02T04:00:00Z")', true],
    ['@"2021-03-28T01:30:00@Europe/Paris" + @"PT1H"', '2021-03-28T03:30:00@Europe/Paris'],
    ['years and months duration(date("2008-03-03"), today())', 'P17Y11M'],
    ['now() - date and time("2026-03-02T05:00:00Z")', 'PT15M'],
    ['date("2026-02-30")', null],
    ['@"P1Y" = @"P12M"', true],
    ['@"P1Y" = @"P365D"', null],
    ['week of year(date(2005, 1, 1))', 53],
  ])('knows times: %s', (expression, expected) => {
    expect(value(expression)).toEqual(expected)
  })

  it.each([
    ['Full Name + "!"', { 'Full Name': 'Aziz' }, 'Aziz!'],
    ['profit-loss - 1', { 'profit-loss': 3, profit: 10, loss: 1 }, 2],
    ["Applicant's age and more", { "Applicant's age and more": 7 }, 7],
    ['date of birth', { 'date of birth': '2000-01-01' }, '2000-01-01'],
    ['if  Full   Name = "x" then 1 else 2', { 'Full Name': 'x' }, 1],
    ['for my item in [1, 2] return my item + 1', {}, [2, 3]],
  ])('reads names with spaces and signs: %s', (expression, context, expected) => {
    expect(value(expression, context, Object.keys(context))).toEqual(expected)
  })

  it('gives what another engine gives', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100, max: 100 }), fc.integer({ min: -5, max: 5 }), fc.string(), (a, b, s) => {
        for (const expression of [
          'a + b * 2',
          'if a > b then s else string(a)',
          '[a, b, s][1]',
          'a / b',
          's = "x" or a between -10 and 10',
          'some x in [a, b] satisfies x > 3',
          '{x: a, y: x + b}.y',
          'upper case(s)',
          'a in [b..50]',
        ]) {
          expect(value(expression, { a, b, s })).toEqual(
            withoutNegativeZero(toJson(evaluate(expression, { a, b, s }).value)),
          )
        }
      }),
      { numRuns: 50 },
    )
  })

  it('says where an expression is no FEEL', () => {
    const failure = (expression: string): FeelError => {
      try {
        compileFeel(expression)
      } catch (error) {
        return error as FeelError
      }
      throw new Error('it was read')
    }
    expect(failure('a +')).toMatchObject({ name: 'FeelError', code: 'syntax', expression: 'a +', position: 3 })
    expect(failure('if a then\n  b').line).toBe(2)
    expect(failure('{a: 1 b').message).toContain('"," or "}" is expected (line 1, column 7)')
    for (const wrong of [') + (', '"abc', '@5', '1 2', '[1..', 'x instance of', '{: 1}', '', '  ', '/* open'])
      expect(failure(wrong)).toBeInstanceOf(FeelError)
  })

  it('stops for no text with anything but its own error', () => {
    const piece = fc.constantFrom(
      'a',
      ' ',
      '1',
      '.',
      '..',
      '"',
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      ':',
      ',',
      '-',
      '*',
      '**',
      'if ',
      'then ',
      'else ',
      'for ',
      'in ',
      'return ',
      'some ',
      'satisfies ',
      'function(',
      'not(',
      '<',
      '=',
      '@"P1D"',
      '?',
      'date and time',
      'instance of ',
      '\\',
      '/*',
      '\u{1F40E}',
    )
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }).map((all) => all.join('')),
        fc.jsonValue(),
        (expression, a) => {
          try {
            value(expression, { a })
            compileUnary(expression)(a, {}, { now: null })
          } catch (error) {
            expect(error).toBeInstanceOf(FeelError)
          }
        },
      ),
      { numRuns: 500 },
    )
  })

  it('reads deep and hostile brackets in reasonable time', () => {
    for (const hostile of [
      '['.repeat(5000),
      '[1..'.repeat(190),
      '('.repeat(150) + '1..'.repeat(10),
      `${'1+'.repeat(9000)}1`,
      `${'-'.repeat(19_000)}1`,
      'not('.repeat(180),
      '1 in ('.repeat(150),
      'a['.repeat(9_000),
    ]) {
      const started = performance.now()
      try {
        value(hostile)
      } catch (error) {
        expect(error).toBeInstanceOf(FeelError)
      }
      expect(performance.now() - started).toBeLessThan(2_000)
    }
    expect(value(`${'('.repeat(150)}1${')'.repeat(150)}`)).toBe(1)
  })
})

describe('lists of one', () => {
  it('are unwrapped once, and what is missing in them is missing', () => {
    const people = [{ role: 'boss' }, { role: 'clerk', email: 'a@b.uz' }]
    expect(value('contains(people[role = "boss"].email, "@")', { people })).toBe(null)
    expect(value('contains(people[role = "clerk"].email, "@")', { people })).toBe(true)
    expect(value('abs([null])')).toBe(null)
    expect(value('abs([-10])')).toBe(10)
    expect(value('abs([[-10]])')).toBe(null)
    expect(value('(function(x: number) x)([[10]])')).toBe(null)
    expect(value('(function(x: list<number>) x)([[10]])')).toEqual([10])
    expect(value('(function(x: list<number>) x)([[10], [20]])')).toBe(null)
    expect(value('10 in [[10]]')).toBe(false)
    expect(value('context put(context: {a: 1}, key: "b")')).toEqual({ a: 1, b: null })
  })
})

describe('words of the language', () => {
  it.each([
    'x = and',
    'and',
    'x + then',
    '[1, or]',
    'x in in',
    'x = function',
    'true false',
    'if and then 1 else 2',
    'x between and and 5',
    'for in in [1] return 1',
    'function(or) 1',
    'f(else)',
    'in progress',
  ])('are no names: %s', (expression) => {
    expect(() => compileFeel(expression)).toThrow(FeelError)
  })
  it('are named in the message', () =>
    expect(() => compileFeel('x = and')).toThrow(
      /a value is expected here, and "and" is a word of the language.*column 5/,
    ))
  it('stand in names that are known, after dots and as keys', () => {
    expect(value('in progress + 1', { 'in progress': 2 }, ['in progress'])).toBe(3)
    expect(value('file.return', { file: { return: 4 } })).toBe(4)
    expect(value('{in: 1}.in')).toBe(1)
    expect(value('android', { android: 5 })).toBe(5)
  })
})

describe('limits', () => {
  it('refuses an enormous loop before it runs', () => {
    expect(() => compileFeel('for x in 1..1000000000 return x')).toThrow(/loop/)
    expect(() => value('for x in 1..n return x', { n: 1e9 })).toThrow(/loop over more than 100000/)
  })
  it.each([
    ['too-many-steps', 'some x in 1..100000 satisfies some y in 1..100000 satisfies x * y < 0'],
    ['too-deep', '{f: function(x) f(x + 1), r: f(1)}.r'],
    ['text-too-long', '{d: function(s, n) if n = 0 then s else d(s + s, n - 1), r: d("xxxxxxxxxx", 40)}.r'],
    ['list-too-long', '{d: function(l, n) if n = 0 then l else d(concatenate(l, l), n - 1), r: d([1], 40)}.r'],
    [
      'list-too-long',
      '{d: function(l, n) if n = 0 then l else d([l, l], n - 1), r: d([1], 40) = d([2], 40), q: d([1], 40) = d([1], 40)}',
    ],
    ['text-too-long', '{d: function(l, n) if n = 0 then l else d([l, l], n - 1), r: string(d([1], 40))}'],
    ['too-many-steps', '{d: function(l, n) if n = 0 then l else d([l, l], n - 1), r: flatten(d([], 40))}'],
    ['text-too-long', String.raw`matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "(a+)+\1b")`],
    ['too-long', `"${'x'.repeat(30_000)}"`],
  ])('%s: %.80s', (code, expression) => {
    try {
      value(expression)
    } catch (error) {
      expect(error).toMatchObject({ name: 'FeelError', code })
      return
    }
    throw new Error('it ran')
  })
})

describe('JavaScript', () => {
  it.each([
    'constructor',
    '__proto__',
    'globalThis',
    'process.exit(1)',
    '{}.constructor',
    '"".constructor',
    '(function(x) x).constructor',
    'sum.constructor("return 1")()',
    '{a: 1}.__proto__.x',
    '[1].constructor',
    'toString()',
    'get value({}, "constructor")',
    'f(1)',
    'list.map',
    'this',
    'eval("1")',
  ])('is not reached by %s', (expression) => {
    expect([null, [null]]).toContainEqual(value(expression, { list: [1], f: (x: number) => x }))
  })
  it('is not changed by names it knows', () => {
    expect(value('context put({}, "__proto__", {x: 1}).x')).toBeNull()
    expect(value('{__proto__: {x: 1}}.x')).toBeNull()
    expect(value('context([{key: "__proto__", value: {polluted: true}}]).polluted')).toBeNull()
    expect(value('a', { a: JSON.parse('{"__proto__": {"x": 1}}') as unknown })).toEqual(
      JSON.parse('{"__proto__": {"x": 1}}'),
    )
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})

describe('compileUnary', () => {
  it.each([
    ['>= 60', 61, true],
    ['>= 60', 59, false],
    ['-', 1, true],
    ['', 1, true],
    ['"a","b"', 'b', true],
    ['not("a","b")', 'c', true],
    ['not("a","b")', 'a', false],
    ['[1..5]', 3, true],
    [']1..5[', 1, false],
    ['limit', 4, true],
    ['? > limit + 1', 6, true],
    ['count(?) > 1', [1, 2], true],
    ['true', true, true],
    ['false', false, true],
    ['false', true, false],
    ['null', null, true],
    ['< 18, >= 60', 70, true],
    ['not(null)', null, false],
    ['list contains(?, "x")', ['x'], true],
    ['limit > 3', 99, true],
    ['[1, 2, 3]', 2, true],
    ['contains(?, "z")', 'aziz', true],
    ['> "b"', 5, false],
    ['true', null, false],
    ['not(< 5)', null, false],
    ['not(< 5)', 7, true],
    ['not("a")', null, true],
    ['limit > 5', 99, false],
    ['? < 10', null, false],
    ['? > 10', null, false],
    ['string length(?) > 100', null, false],
    ['contains(?, "a")', null, false],
    ['not(contains(?, "a"))', null, false],
    ['starts with(?, "a") or ? = "b"', null, false],
    ['abs(?)', null, false],
    ['abs(?)', 4, true],
    ['null, ? > 10', null, true],
    ['? = null', null, true],
    ['? in [1, null]', null, true],
    ['absent > 5', null, false],
    ['contains(absent, "a")', null, false],
    ['[9..1]', null, false],
    ['vip', 'a comment', true],
    ['vip', null, true],
    ['not(vip)', 'a comment', false],
    ['absent', 'a comment', false],
    ['person.vip', 12, true],
    ['not(person.blocked)', 12, true],
    ['person.blocked', 12, false],
    ['people[1].vip', 12, true],
    ['vip', false, false],
    ['person.blocked', false, true],
    ['true', 'a comment', false],
    ['[[10]]', 10, false],
  ])('%s of %j', (test, given, expected) => {
    expect(
      compileUnary(test)(
        given,
        { limit: 4, vip: true, person: { vip: true, blocked: false }, people: [{ vip: true }] },
        { now: null },
      ),
    ).toBe(expected)
  })
})

describe('the clock', () => {
  it('is named by whoever evaluates, with its zone', () => {
    const today = compileFeel('string(today())')
    expect(today.evaluate({}, { now: '2026-03-02T22:00:00Z' })).toBe('2026-03-02')
    expect(today.evaluate({}, { now: '2026-03-03T03:00:00+05:00' })).toBe('2026-03-03')
    expect(compileFeel('now()').evaluate({}, { now: null })).toBe(null)
    expect(() => today.evaluate({}, { now: '2026-03-02T22:00:00' })).toThrow(/no date and time with an offset/)
  })

  it('is not left out by mistake', () => {
    // @ts-expect-error a clock or null is named at every evaluation
    expect(() => compileFeel('today()').evaluate({})).toThrow()
    // @ts-expect-error as above
    expect(() => compileFeel('today()').evaluate({}, {})).toThrow()
  })
})
