import { describe, expect, it } from 'vitest'
import { compileFeel } from '../feel.ts'
import { wrongExamples as wrong } from '../testing/wrong-examples.ts'

describe('functions of numbers and texts', () => {
  it('finds patterns in time that grows with the text', () => {
    const at = (expression: string, x: string) => compileFeel(expression).evaluate({ x }, { now: null })
    const started = performance.now()
    expect(at('matches(x, "^(a|aa)+$")', `${'a'.repeat(100_000)}b`)).toBe(false)
    expect(at('matches(x, "^((a*)*)*$")', `${'a'.repeat(20_000)}b`)).toBe(false)
    expect(at('matches(x, "(.*)(.*)(.*)(.*)[0-9]")', 'a'.repeat(50_000))).toBe(false)
    expect(at('replace(x, "(a|aa)+", "b")', 'a'.repeat(20_000))).toBe('b')
    expect(at('count(split(x, "(;|;;)+"))', 'a;'.repeat(2_000))).toBe(2_001)
    expect(performance.now() - started).toBeLessThan(5_000)
  })

  it('refers back and finds line starts on short texts', () =>
    expect(
      wrong(String.raw`
    matches("abcabc", "^(abc)\1$") => true
    matches("aA", "(a)\1", "i") => true
    replace("xx yy xy", "(.)\1", "[$1]") => "[x] [y] xy"
    matches("\nabcd\ndefg\n", "^$", "m") => true
    matches("abcd\n", "^$", "m") => false
    matches("abcd\ndefg\n", "^defg$", "m") => true
    replace("a\nb\n", "^", "x", "m") => null
    replace("a\nb\n", "^[ab]", "x", "m") => "x\nx\n"
    matches("x", "\p{Lu}", "i") => false
    matches("X", "[A-Z-[OI]]", "i") => true
    matches("i", "[A-Z-[OI]]", "i") => false
    replace("a🐎b🐎", "(🐎)", "<$1>") => "a<🐎>b<🐎>"
    replace("a🐎b", "[^a-z]", "-") => "a-b"
    replace("salom dunyo", "[\w-[aeiou]]", "*") => "*a*o* *u**o"
    matches("a", "\p{ASCII}") => null
    matches("a", "\p{Script=Latin}") => null
    matches("a", "a{2000}") => null
    matches("a", "(?i)a") => null
  `),
    ).toEqual([]))

  it('finds patterns of XPath', () =>
    expect(
      wrong(String.raw`
    replace("abracadabra", "bra", "*") => "a*cada*"
    replace("abracadabra", "a.*a", "*") => "*"
    replace("abracadabra", "a.*?a", "*") => "*c*bra"
    replace("abracadabra", "a", "") => "brcdbr"
    replace("abracadabra", "a(.)", "a$1$1") => "abbraccaddabbra"
    replace("AAAA", "A+", "b") => "b"
    replace("AAAA", "A+?", "b") => "bbbb"
    replace("darted", "^(.*?)d(.*)$", "$1c$2") => "carted"
    replace("abcd", "(ab)|(a)", "[1=$1][2=$2]") => "[1=ab][2=]cd"
    replace("abracadabra", ".*?", "$1") => null
    replace("0123456789", "(\d{3})(\d{3})(\d{4})", "($1) $2-$3") => "(012) 345-6789"
    replace("foobar", "^FO*", "x", "i") => "xbar"
    replace("a.b.c", ".", "-", "q") => "a-b-c"
    replace("a.b.c", "\.", "-") => "a-b-c"
    replace("abc", "b", "$") => null
    replace("abc", "b", "\$") => "a$c"
    replace("abc", "b", "$0$0") => "abbc"
    replace("abc", "b", "x", "p") => null
    replace("abc", "b", "x", "") => "axc"
    replace("abc", "b", "x", null) => "axc"
    replace("abc", "(", "x") => null
    replace("reluctant", "r.*?t", "X") => "Xant"
    replace("a b", "a b", "x", "x") => "a b"
    replace("hello world", "hello\ sworld", "x", "x") => "x"
    replace("abcdefghijklmnopqrstuvwxyz", "[a-z-[aeiou]]", "") => "aeiou"
    replace("a\nb\nc", "^b$", "x", "m") => "a\nx\nc"
    replace("a\nb", "a.b", "x", "s") => "x"
    replace("a\nb", "a.b", "x") => "a\nb"
    replace(input: "abc", pattern: "b", replacement: "x") => "axc"
    replace(input: "aBc", pattern: "b", replacement: "x", flags: "i") => "axc"
    replace("abc", "[^a]", "") => "a"
    replace("(a)", "\((.)\)", "$1") => "a"
    replace("a1b2", "\p{Nd}", "") => "ab"
    replace("aAbB", "\p{Lu}", "") => "ab"
    replace(null, "a", "b") => null
    replace("a", null, "b") => null
    replace("a", "a", null) => null
    split("John Doe", "\s") => ["John", "Doe"]
    split("a;b;c;;", ";") => ["a","b","c","",""]
    split("", "x") => [""]
    split("abc", "") => null
    split(string: "a-b", delimiter: "-") => ["a","b"]
    split("a.b", ".") => ["","","",""]
    matches("foobar", "^fo*b") => true
    matches("foobar", "^Fo*bar", "i") => true
    matches(input: "abc", pattern: "b") => true
    matches("abc", "^[a-c]{3}$") => true
    matches("a-b", "^[\w\-]+$") => true
    matches("hello", "HELLO", "i") => true
    matches("hello\nworld", "^world$", "m") => true
    matches("hello\nworld", "hello.world") => false
    matches("hello\nworld", "hello.world", "s") => true
    matches("abc", "a b c", "x") => true
    matches("a.c", "a.c", "q") => true
    matches("abc", "a.c", "q") => false
    matches("ABC", "abc", "qi") => true
    matches("abc", "b", "") => true
    matches("abc", "b", "z") => null
    matches("abc", "[") => null
    matches("abc", "*") => null
    matches("abc", null) => null
    matches(null, "a") => null
    matches("abab", "(ab)\1") => true
    matches("1234", "^\d{4}$") => true
    matches("+998901234567", "^\+998\d{9}$") => true
    matches("AB1234567", "^[A-Z]{2}\d{7}$") => true
    matches("Oʻzbek", "^\p{L}+$") => true
    matches("O'zbek", "^[\p{L}']+$") => true
    matches("тест", "^[а-я]+$") => true
    matches("ТЕСТ", "^[а-я]+$", "i") => true
    matches("a", "\p{IsBasicLatin}") => true
    matches("x@y.uz", "^[^@\s]+@[^@\s]+\.[a-z]{2,}$") => true
    matches("foo bar", "foo\sbar") => true
    matches("tab	x", "\t") => true
    matches("a", "a{2,1}") => null
    matches("aaa", "a{2}") => true
    matches("", "") => true
    matches("", "^$") => true
    matches("abc", "(?:a|b)c") => true
    matches("abc", "(?=a)") => null
    matches("abc", "\bfoo") => null
    matches("a$", "a\$") => true
    matches("a^", "a\^") => true
    matches("é", "^.$") => true
    matches("\U01F40E", "^.$") => true
    matches("ab", "a|") => true
    matches("a_b", "^[a-z_]+$") => true
    matches("a b", "^[a-z ]+$") => true
    matches("-", "[a-]") => true
    matches("-", "[-a]") => true
    matches("b", "[a-c-[b]]") => false
    matches("]", "[\]]") => true
    matches("[", "[\[]") => true
    matches("a", "[^b]") => true
    matches("K", "[k]", "i") => true
    matches("x", "\i\c*") => true
    matches("a", "\P{Lu}") => true
    matches("a", "\p{Foo}") => null
    matches("aB", "a(?i)b") => null
    matches("aa", "^(a)\1$") => true
    split("a, b,c", ",\s*") => ["a","b","c"]
    split("a1b22c", "\d+") => ["a","b","c"]
    split("abc", "x") => ["abc"]
    split("a|b", "|") => null
    split("a|b", "\|") => ["a","b"]
    split(null, "a") => null
    split("a", null) => null
    split("a.b.c", "\.") => ["a","b","c"]
    split("aXbxc", "[xX]") => ["a","b","c"]
    split(" a", " ") => ["","a"]
    replace("aaa", "a", "b") => "bbb"
    replace("2026-01-02", "(\d+)-(\d+)-(\d+)", "$3.$2.$1") => "02.01.2026"
    replace("abc", "(b)", "[$1]") => "a[b]c"
    replace("abc", "b", "$1") => "ac"
    replace("abc", "(a)(b)", "$12") => "a2c"
    replace("hello", "l", "L", "i") => "heLLo"
    replace("hello", "x*", "-") => null
    replace("hello", "", "-") => null
    replace("a.b", ".", "x", "q") => "axb"
    replace("\U01F40Eab", "a", "b") => "🐎bb"
    replace("99 890 123", "\s+", "") => "99890123"
  `),
    ).toEqual([]))
})
