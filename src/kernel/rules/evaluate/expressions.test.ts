import { describe, expect, it } from 'vitest'
import { wrongExamples as wrong } from '../testing/wrong-examples.ts'

describe('expressions', () => {
  it('goes over lists and ranges', () =>
    expect(
      wrong(String.raw`
    for i in 1..3 return i => [1,2,3]
    for i in 3..1 return i => [3,2,1]
    for i in [1..3] return i => [1,2,3]
    for i in (1..3) return i => [2]
    for i in [1..1) return i => []
    for i in (1..1] return i => []
    for i in 1..2, j in [10,20] return i+j => [11,21,12,22]
    for i in [[1,2],[3]], j in i return j => [1,2,3]
    for i in null return i => null
    for i in 1 return i => [1]
    for i in [] return i => []
    for i in {a: 1} return i.a => [1]
    for i in 1..3 return partial => [[],[[]],[[],[[]]]]
    for i in "a".."c" return i => null
    for i in 1..null return i => null
    for i in [1,2], j in null return i => null
    for a b in [1,2] return a b + 1 => [2,3]
    for i in -1..1 return i => [-1,0,1]
    for i in 0..-2 return i => [0,-1,-2]
    for i in [1,2] return for j in [i] return j => [[1],[2]]
    some i in [1,2] satisfies i > 1 => true
    some i in [] satisfies i > 1 => false
    every i in [] satisfies i > 1 => true
    every i in [1,2] satisfies i > 1 => false
    some i in [1,2], j in [2,3] satisfies i = j => true
    some i in 1..3 satisfies i = 2 => true
    every i in 1..3 satisfies i > 0 => true
    some i in null satisfies i => null
    every i in [null] satisfies i => null
    some i in [1, null] satisfies i = 1 => true
    every i in [1, 2] satisfies null => null
    some i in [1,2] satisfies "a" => null
    for i in [1,2] return i + 1 => [2,3]
    every x in [1..3] satisfies x < 4 => true
    for x in [1..3] return x => [1,2,3]
    for x in [1,2] return {y: x}.y => [1,2]
    for x in [1,2] return if x > 1 then "a" else "b" => ["b","a"]
    some x in [1,2] satisfies x > 1 and x < 3 => true
    (for x in [1,2] return x)[1] => 1
    (some x in [1] satisfies x = 1) and true => true
    for x in [1,2] return for x in [x * 10] return x => [[10],[20]]
    for i in 1..3 return sum(append(partial, i)) => [1,3,7]
    for i in 1..2 return for j in 1..2 return partial => [[[],[[]]],[[],[[]]]]
    some x in [1,2], y in [x + 1] satisfies y = 3 => true
    for x in distinct values(["a","b","a"]) return {k: x, n: count(["a","b","a"][item = x])} => [{k:"a",n:2},{k:"b",n:1}]
    for e in get entries({a: 1, b: 2}) return e.key + string(e.value) => ["a1","b2"]
  `),
    ).toEqual([]))

  it('knows types and functions', () =>
    expect(
      wrong(String.raw`
    -function(a) a => null
    1 instance of number => true
    "a" instance of string => true
    true instance of boolean => true
    null instance of number => false
    null instance of Null => true
    1 instance of Any => true
    [1,2] instance of list<number> => true
    [1,"a"] instance of list<number> => false
    [] instance of list<number> => true
    [1] instance of list<Any> => true
    [[1]] instance of list<list<number>> => true
    1 instance of list<number> => false
    1 instance of list => null
    [[1]] instance of list<list> => null
    {} instance of context => null
    {a: 1} instance of context<a: number> => true
    {a: 1, b: 2} instance of context<a: number> => true
    {a: "1"} instance of context<a: number> => false
    {} instance of context<a: number> => false
    {a: {b: 1}} instance of context<a: context<b: number>> => true
    [1..2] instance of range<number> => true
    ["a".."b"] instance of range<number> => false
    (function(a: number) a) instance of function<number>->number => true
    (function(a: number) a) instance of function<string>->number => false
    (function() 1) instance of function<>->number => true
    1 instance of foo => null
    (function(a,b) a+b)(1,2) => 3
    (function(a,b) a+b)(b: 1, a: 2) => 3
    (function(a) a)(1,2) => null
    (function(a) a)() => null
    (function(a: string) a)(1) => null
    (function(a: number) a)([1]) => 1
    (function(a: list<number>) a)(1) => [1]
    (function(a: Any) a)(1) => 1
    (function(a b: number) a b + 1)(1) => 2
    (function() 5)() => 5
    {f: function(x: number) x + 1, r: f([4])}.r => 5
    {f: function(x) x + 1, r: f(x: 4)}.r => 5
    {f: function(x) x + 1, r: f(y: 4)}.r => null
    {f: function(x) function(y) x + y, r: f(1)(2)}.r => 3
    {a: 1, f: function(a) a * 2, r: f(a: 5)}.r => 10
    {a: 1, f: function(b) a + b, r: f(5)}.r => 6
    {x: 1, f: function(x) x, r: f(3)}.r => 3
    {x: 1, f: function(y) x + y, g: function(x) f(x), r: g(3)}.r => 4
    {fib: function(n) if n < 2 then n else fib(n-1) + fib(n-2), r: fib(15)}.r => 610
    {f: function(g, x) g(g(x)), r: f(function(y) y * 3, 2)}.r => 18
    {f: function(x: number, y: string) y, r: f(y: "a", x: 1)}.r => "a"
    (function(x: context<a: number>) x.a)({a: 1}) => 1
    (function(x: context<a: number>) x.a)({a: "1"}) => null
    (function(x: list<number>) count(x))([1,"a"]) => null
    (function(x: range<number>) x.start)([1..2]) => 1
    (function(f: function<number>->number) f(2))(function(y: number) y + 1) => 3
    (function(f: function<number>->number) f(2))(5) => null
    (function(x: Any) x)(null) => null
    (function(x: number) x)(null) => null
    (function(x: Null) x)(1) => null
    (function(x: string) x)("a") => "a"
    1 instance of Null => false
    null instance of string => false
    {} instance of context<> => true
    [] instance of list<Any> => true
    (function(a) 1) instance of function<number>->number => true
    (function(a) "x") instance of function<number>->number => false
    not(1 instance of string) => true
    1 instance of number and true => true
    if 1 instance of number then "n" else "s" => "n"
    [1,"a",true][item instance of string] => ["a"]
    {a: 1}.a instance of number => true
    {f: function(a: number, b: number) if b = 0 then null else a / b, r: [f(1, 0), f(1, 2)]}.r => [null, 0.5]
  `),
    ).toEqual([]))

  it('names entries of contexts', () =>
    expect(
      wrong(String.raw`
    [{a:1},{a:2}][a>1] => [{a:2}]
    [{a:1},{a:2}][item.a>1] => [{a:2}]
    [{a:1},{a:2}].a => [1,2]
    [{a:1},{b:2}].a => [1,null]
    [{a:1},{a:2},{a:3}][a>1][2] => {a:3}
    [{a:1},{a:2},{a:3}][a>1].a[1] => 2
    [{x:1,y:2},{x:2,y:3}][x=1] => [{x:1,y:2}]
    [{item: 1}, {item: 2}][item > 1] => [{item: 2}]
    {a: 1}[a = 1] => [{a:1}]
    {} = {} => true
    {a:1} = {a:1} => true
    {a:1,b:2} = {b:2,a:1} => true
    {foo: "bar"}.foo => "bar"
    {"foo": 1}.foo => 1
    {"foo bar": 1}.foo bar => 1
    {foo bar: 1}.foo bar => 1
    {foo+bar: 1}.foo+bar => 1
    {foo + bar: 1}.foo+bar => 1
    {foo+bar: 1}.foo + bar => 1
    {"foo+bar((!!],foo": "foo"} => context([{key: "foo+bar((!!],foo", value: "foo"}])
    {a: 1, a: 2} => null
    {a: 1, b: a + 1, c: b * 2}.c => 4
    {a: {b: {c: 1}}}.a.b.c => 1
    {a: 1}.b => null
    {}.a => null
    {été: 1}.été => 1
    {🐎: "horse"}.🐎 => "horse"
    {a-b: 1, c: a-b + 1}.c => 2
    {a: 1, b: 2, c: a-b}.c => -1
    {a's: 1}.a's => 1
    {a/b: 1}.a/b => 1
    {Monthly/Total: 5, x: Monthly/Total * 2}.x => 10
    {a.b: 1}.a.b => 1
    {a*b: 3, c: a*b}.c => 3
    {a b c: 3, a: 1, d: a b c + a}.d => 4
    {x and y: 1, z: x and y}.z => 1
    {date: 1, z: date}.z => 1
    {time: "x", date and time: 2, z: time}.z => "x"
    {null value: 1, z: null value}.z => 1
    {true story: 1, z: true story}.z => 1
    {list: [1], z: list[1]}.z => 1
    {sum: 5, z: sum + 1}.z => 6
    {a: [1,2]}.a[2] => 2
    {a: 1} in [{a: 1}] => true
    {a:1,} => null
    {a: 1, b: {c: a + 1}}.b.c => 2
    [{a: 1, b: [1,2]}][1].b[2] => 2
    {a: [{b: 1},{b: 2}]}.a.b => [1,2]
    {a: [{b: [1]},{b: [2]}]}.a.b => [[1],[2]]
    {a: 5}.a + 1 => 6
    {x: 1, y: {x: 2, z: x}, w: x}.y.z => 2
    {x: 1, y: {x: 2, z: x}, w: x}.w => 1
    {x: 1, r: for x in [5] return x}.r => [5]
    {x: 1, l: [{x: 2}][x = 2]}.l => [{x: 2}]
    {x: 1, l: [{y: 2}][y > x]}.l => [{y: 2}]
    {x: 1, y: {x: x}}.y.x => 1
    {item: 7, l: [1,2,3][item > 1]}.l => [2,3]
    [{a: [1,2]},{a: [3]}][some x in a satisfies x = 3] => [{a: [3]}]
    [{a: [1,2]},{a: [3]}][list contains(a, 3)] => [{a: [3]}]
    {k: 3, l: [{a: [1,2]},{a: [3]}][list contains(a, k)]}.l => [{a: [3]}]
    {partial: 5, l: for i in [1] return partial}.l => [[]]
    {f: sum, r: f([1,2])}.r => 3
    [{a:1}.a..5] = [1..5] => true
    {a: 1 + 1, "b c": 2}.b c => 2
    { "a": { "b": [ { "c": 1 } ] } }.a.b[1].c => 1
    {a: "x"}.a = "x" => true
    {a: null}.a => null
    {a: null} = {a: null} => true
    {a: 1} = {b: 1} => false
    [{n: "a", s: 3},{n: "b", s: 5}][s = max([3,5])][1].n => "b"
    {rate: if 5 > 3 then 0.1 else 0.2, tax: 100 * rate}.tax => 10
    {"if": 1}.if => 1
  `),
    ).toEqual([]))

  it('takes elements of lists', () =>
    expect(
      wrong(String.raw`
    [1,2,3][1] => 1
    [1,2,3][-1] => 3
    [1,2,3][0] => null
    [1,2,3][4] => null
    [1,2,3][item > 1] => [2,3]
    [1,2,3][true] => [1,2,3]
    [1,2,3][false] => []
    [1,2,3]["a"] => null
    1[1] => 1
    1[2] => null
    1[0] => null
    1[-1] => 1
    null[1] => null
    true[item] => [true]
    "foo"[1] => "foo"
    "foo"[item="foo"] => ["foo"]
    [[1,2],[3,4]][2][1] => 3
    [1,2,3,4][even(item)] => [2,4]
    [1,2,3,4][count([item]) = 1] => [1,2,3,4]
    (1..3) = ]1..3[ => true
    [1..3) = [1..3[ => true
    "abc"[1] => "abc"
    [1,2,3][item >= 2][1] => 2
    [[1,2],[3]][count(item[item > 1]) > 0] => [[1,2],[3]]
  `),
    ).toEqual([]))
})
