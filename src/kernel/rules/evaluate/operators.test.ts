import { describe, expect, it } from 'vitest'
import { wrongExamples as wrong } from '../testing/wrong-examples.ts'

describe('operators', () => {
  it('are told when an example is wrong', () =>
    expect(wrong('1 + 1 => 3\n1 => 1\n[1..2] => [1..3]')).toEqual([
      '1 + 1 => 3, not 2',
      '[1..2] => [1..3], not [1..2]',
    ]))

  it('compares', () =>
    expect(
      wrong(String.raw`
    0.1+0.2 = 0.3 => true
    (<10).end => 10
    1 between 1 and 3 => true
    1 between 2 and 3 => false
    null between 1 and 3 => null
    1 between null and 3 => null
    1 between 1 and null => null
    1 between "a" and 3 => null
    "b" between "a" and "c" => true
    1 in [2..3] => false
    1 in (1,2) => true
    1 in (<2) => true
    1 in [1,2] => true
    1 in [[1..2]] => true
    1 in ([2..3],[0..1]) => true
    1 in 1 => true
    null in [null] => true
    null in null => true
    null in (1) => false
    "a" in ["a".."c"] => true
    if not(true) then 1 else if true then 3 else 4 => 3
    1 = 1.0 => true
    1 = "1" => null
    "a" = "a" => true
    null = null => true
    1 = null => false
    1 != null => true
    null != null => false
    [1] = [1] => true
    [1] = [2] => false
    [1,2]=[2,1] => false
    [] = [] => true
    [] = null => false
    [1..2] = [1..2] => true
    [1..2] = (1..2) => false
    1 < 2 => true
    "a" < "b" => true
    "a" < 1 => null
    null < 1 => null
    true < false => null
    [1] < [2] => null
    true and false => false
    true and null => null
    false and null => false
    null and null => null
    true or null => true
    false or null => null
    true and "a" => null
    false and "a" => false
    true or 1 => true
    not(1) => null
    not("a") => null
    not(null) => null
    not(negand: true) => false
    not() => null
    not(true, false) => null
    "a\tb" = "a	b" => true
    [1..3] = [1..3] => true
    1 in ([1,2]) => true
    1 in ([2,3]) => false
    [1,2] in [[1,2],[3]] => true
    "x" in ("x", "y") => true
    5 in (> 3) => true
    5 in > 3 => true
    5 in (> 3, < 2) => true
    5 in (<= 5) => true
    5 in (= 5) => true
    5 in (!= 5) => false
    (> 3) = (> 3) => true
    5 in null => false
    null in [1] => false
    null in (> 1) => null
    "a" in (> 1) => null
    1 in [] => false
    [1,2,[3]] = [1,2,[3]] => true
    true = true => true
    true = "true" => null
    1 = = 1 => null
    1 == 1 => null
    if 1 > 0 then "a" => null
    1 in (1..3) => false
    1 in [(1..3), [1..2]] => true
    not(1 in (2)) => true
    not ( true ) => false
    if some x in [1] satisfies x = 1 then 1 else 2 => 1
    "a" in ["a","b"] => true
    1 + 2 in (3) => true
    1 + 2 = 3 => true
    1 = 1 and 2 = 2 => true
    1 between 0 and 2 and true => true
    1 between 0 and 2 or false => true
    5 between 1 + 1 and 2 * 3 => true
    not(1 between 2 and 3) => true
    1.005 * 1000 = 1005 => true
    0.07 * 100 = 7 => true
    1.1 + 2.2 = 3.3 => true
    3 * 1.1 = 3.3 => true
    4.35 * 100 = 435 => true
    1.15 + 2.30 = 3.45 => true
    0.1 * 3 = 0.3 => true
    1 - 0.9 = 0.1 => true
    100 - 99.99 = 0.01 => true
    412000 * 0.2 = 82400 => true
    375000.55 * 12 / 100 = 45000.066 => true
    1/3*3 = 1 => true
    1.1 ** 2 = 1.21 => true
    1e-7 + 1e-8 = 1.1e-7 => true
    1.21 / 1.1 = 1.1 => true
    0.1 / 3 * 3 = 0.1 => true
    [1 .. 2] = [1..2] => true
    [ 1..2 ) = [1..2) => true
    [1+1..2*3] = [2..6] => true
    ["a".."b"] = ["a".."b"] => true
    1 in [5..1] => false
    1 in ["a".."b"] => null
    "b" in ["a".."c"] and 1 in [1..2] => true
    [null] = [null] => true
    [1, "a"] = [1, "a"] => true
    [1] != [2] => true
    "a" != "b" => true
    "a" != 1 => null
    "a" > "A" => true
    "" < "a" => true
    "я" > "a" => true
    "10" < "9" => true
    5 = 5.0 and "5" = string(5) => true
    not(list contains([1,2], 3)) => true
    1 in (null, 1) => true
    null in (null) => true
    [1,2,3] = (for i in 1..3 return i) => true
    5 > 3 and "a" < "b" or false => true
    true or false and false => true
    not(true or false) and true => false
  `),
    ).toEqual([]))

  it('counts and writes', () =>
    expect(
      wrong(String.raw`
    -5 => 0-5
    --5 => 5
    -(5+2) => 0-7
    -null => null
    -"foo" => null
    -true => null
    -[1] => null
    -{a: 1} => null
    10**-5 => 0.00001
    (5+2)**5 => 16807
    5+2**5 => 37
    5+2**5+3 => 40
    -5**2 => 25
    2**3**2 => 64
    10+null => null
    10-null => null
    null*10 => null
    10/null => null
    null**2 => null
    "a"*2 => null
    "a"-"b" => null
    "foo"+"bar" => "foobar"
    "foo"+null => null
    "foo"+5 => null
    1.2e3 => 1200
    1.2E-3 => 0.0012
    .5 => 0.5
    -.5 => 0-0.5
    5. => null
    01 => 1
    0.00 => 0
    1/3 => 0.3333333333333333333
    [1..10].start => 1
    [1..10].start included => true
    (1..10].start included => false
    [1..10].end included => true
    if true then 1 else 2 => 1
    if null then 1 else 2 => 2
    null.a => null
    "\u0041" => "A"
    "\U000041" => "A"
    "\U01F40E" => "🐎"
    "\uD83D\uDC0E" => "🐎"
    "\"" => "\""
    "a" + "b" => "ab"
    (if true then 1 else 2) + 1 => 2
    if true then 1 else 2 + 1 => 1
    "a".b => null
    1+/* a */1 => 2
    1 // c => 1
    /* a /* b */ 1 => 1
    [1,2,] => null
    f(1,) => null
    a && b => null
    [1..3].foo => null
    (1)+(2) => 3
    ((1)) => 1
    [((1))] => [1]
    2 * {a: 5}.a => 10
    -{a: 5}.a => -5
    1.005 * 100 => 100.5
    0 ** 0 => 1
    0 ** -1 => null
    5 / 0.05 => 100
    1e400 => null
    -1e400 => null
    1e308 * 10 => null
    10 ** 400 => null
    "Total: " + string(1.5) => "Total: 1.5"
    -2 ** 2 => 4
    2 - -2 => 4
    2--2 => 4
    10 / 4 * 2 => 5
    10 - 4 - 2 => 4
    1 + 2 * 3 ** 2 => 19
    (1 + 2) * 3 => 9
    "a" + if true then "b" else "c" => "ab"
    "\u02BB" => "ʻ"
  `),
    ).toEqual([]))
})
