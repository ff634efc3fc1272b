import { evaluate } from 'feelin'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileFeel, compileUnary, FeelError, toJson } from './index.ts'
import { value } from './testing/feel-value.ts'

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

describe('calls', () => {
  it.each([
    ['if to json(x) = "1" then 1 else 2', /^there is no function "to json" \(line 1, column 4\)/],
    ['round half even(value: 2.5, digits: 0)', /^there is no function "round half even"/],
    ['string join(["a"], ",", "[", "]")', /^string join\(\) never takes 4 values/],
    ['now(1)', /^now\(\) never takes 1 values/],
    ['name.startsWith("a")', /^values have no function "startsWith"/],
    ['people[1].names.size() > 0', /^values have no function "size"/],
    ['"a".trim()', /^values have no function "trim"/],
    ['123()', /^what is called is no function/],
    ['person["name"]', /^a text chooses nothing: write .name/],
  ])('of what there is not are no expression: %s', (expression, said) =>
    expect(() => compileFeel(expression)).toThrow(said),
  )
  it.each([
    ['not done', 'not\\(done\\)'],
    ['x is null', 'x = null'],
    ['x is not None', 'x != null'],
    ['vip = True', 'true'],
  ])('in words of other languages they are no names: %s', (expression, meant) => {
    expect(() => compileFeel(expression)).toThrow(new RegExp(`^there is no ".+": write ${meant}`))
  })
  it.each([
    ['x == 1', '=='],
    ['if x==1 then 1 else 2', '=='],
    ['x <> 1', '<>'],
    ['x => 1', '=>'],
    ['x =< 1', '=<'],
    ['x !== 1', '!=='],
  ])('signs of other languages are no comparison: %s', (expression, sign) =>
    expect(() => compileFeel(expression)).toThrow(`"${sign}" is no sign of FEEL: write "`),
  )
  it('a range in brackets may be compared', () => {
    expect(value('(>1) = (>1)')).toBe(true)
    expect(value('x in (< 1, > 5)', { x: 7 })).toBe(true)
    expect(value('x = -1', { x: -1 })).toBe(true)
  })
  it('such names are read where they are known', () => {
    expect(value('not done', { 'not done': 1 }, ['not done'])).toBe(1)
    expect(value('[{not ok: 1}, {not ok: 2}][not ok = 2].not ok')).toEqual([2])
    expect(value('{x is null: 1, r: x is null}.r')).toBe(1)
  })
  it('of functions in scope are', () => {
    expect(value('{twice: function(n) 2 * n, r: twice(2)}.r')).toBe(4)
    expect(value('(function(f) f(3))(function(n) n + 1)')).toBe(4)
    expect(value('{tools: {twice: function(n) 2 * n}, r: tools.twice(2)}.r')).toBe(4)
    expect(value('[{f: function(n) n > 1}][f(2)][1].f(1)')).toBe(false)
  })
  it('of what Camunda 8 has besides mean the same', () =>
    expect(
      [
        'is defined(a)',
        'is defined(b)',
        'is defined(a.x)',
        'get or else(b, 1)',
        'get or else(a, 1)',
        'is empty([])',
        'is empty([null])',
        'is empty(b)',
        'is blank(" ")',
        'is blank("x")',
        'trim("  x y ")',
        'cycle(3, duration("PT1H"))',
        'cycle(duration("P1M"))',
        'cycle(null, duration("P1D"))',
        'cycle("PT1H")',
      ].map((expression) => value(expression, { a: 5 })),
    ).toEqual([true, false, false, 1, 5, true, false, null, true, false, 'x y', 'R3/PT1H', 'R/P1M', 'R/P1D', null]))
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
