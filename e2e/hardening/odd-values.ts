import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Texts that often break programs: empty, unwritable, spoofing, injected, at the edge of numbers. */
export const oddTexts: readonly string[] = [
  '',
  ' ',
  'a\u0000b',
  '\u0001\u001f\u007f',
  '\u0085\u009f',
  'abc\u202edcba',
  '\u2066hidden\u2069',
  '\ud800',
  '\uffff',
  '\u00a0\u2003\ufeff',
  '👩‍👩‍👧 ʻoʻ ʼ ‘’',
  'И\u0306й',
  '<img src=x onerror=boom>',
  '" onmouseover="boom',
  "'; drop table casework.application; --",
  '{{7*7}}${7*7}',
  "=cmd|' /C calc'!A0",
  '../../../../etc/passwd',
  'a\r\nset-cookie: a=b',
  '__proto__',
  'constructor',
  'NaN',
  '-0',
  '9'.repeat(400),
  '1e400',
  '0x10',
  '2026-02-30',
  '٣',
]

/** What stands where a text, number or list was expected. */
export const wrongTypes: readonly unknown[] = [
  null,
  true,
  0,
  -1.5,
  // biome-ignore lint/correctness/noPrecisionLoss: a number that cannot be kept exactly is what is tried
  9007199254740993,
  [],
  ['a', 'b'],
  {},
  { __proto__: null, constructor: { prototype: 1 } },
  [[[[]]]],
  { toString: 1, valueOf: 1 },
]

/** A megabyte of text. */
export const LONG = 'Salom '.repeat(175_000)

/** Deeper than any reader that calls itself goes. */
export const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)

const folder = process.env['DARCHA_CONFORMANCE'] ?? join(process.cwd(), '..', 'shared', 'data', 'conformance')
const list = join(folder, 'input-hardening', 'blns.json')

/** The third-party list of awkward strings; undefined where it is not at hand. */
export const awkward: readonly string[] | undefined = existsSync(list)
  ? (JSON.parse(readFileSync(list, 'utf8')) as string[])
  : undefined
