import { checkLength, checkText } from '../run.ts'
import { builtIn, type Calling } from './built-in.ts'
import { matchesPattern, replacePattern, splitByPattern } from './pattern.ts'

/** Characters by code points, as FEEL counts them. */
const characters = (text: string): readonly string[] | string =>
  /[\ud800-\udfff]/.test(text) ? Array.from(text) : text

function substring(text: string, start: number, length?: number | null): string | null {
  const all = characters(text)
  const from = Math.trunc(start)
  const count = length === undefined || length === null ? all.length : Math.trunc(length)
  if (from === 0 || Math.abs(from) > all.length || count < 1) return null
  const first = from > 0 ? from - 1 : all.length + from
  const part = all.slice(first, first + count)
  return typeof part === 'string' ? part : part.join('')
}

function before(text: string, match: string): string {
  const at = text.indexOf(match)
  return at < 0 ? '' : text.slice(0, at)
}

function after(text: string, match: string): string {
  const at = text.indexOf(match)
  return at < 0 ? '' : text.slice(at + match.length)
}

function join(this: Calling, list: (string | null)[], delimiter?: string | null): string {
  return checkText(list.filter((candidate) => candidate !== null).join(delimiter ?? ''), this.place)
}

/** Functions of texts (DMN 1.5, table 74). */
export const TEXT_FUNCTIONS = [
  builtIn('substring', 'string', 'string: string, start position: number, length?: number|null', substring),
  builtIn('string length', 'number', 'string: string', (text: string) => characters(text).length),
  builtIn('upper case', 'string', 'string: string', (text: string) => text.toUpperCase()),
  builtIn('lower case', 'string', 'string: string', (text: string) => text.toLowerCase()),
  builtIn('substring before', 'string', 'string: string, match: string', before),
  builtIn('substring after', 'string', 'string: string, match: string', after),
  builtIn('contains', 'boolean', 'string: string, match: string', (text: string, match: string) =>
    text.includes(match),
  ),
  builtIn('starts with', 'boolean', 'string: string, match: string', (text: string, match: string) =>
    text.startsWith(match),
  ),
  builtIn('ends with', 'boolean', 'string: string, match: string', (text: string, match: string) =>
    text.endsWith(match),
  ),
  builtIn(
    'matches',
    'boolean',
    'input: string, pattern: string, flags?: string|null',
    function (this: Calling, input: string, pattern: string, flags?: string | null) {
      return matchesPattern(input, pattern, flags ?? '', this.place)
    },
  ),
  builtIn(
    'replace',
    'string',
    'input: string, pattern: string, replacement: string, flags?: string|null',
    function (this: Calling, input: string, pattern: string, replacement: string, flags?: string | null) {
      const replaced = replacePattern(input, pattern, replacement, flags ?? '', this.place)
      return replaced === null ? null : checkText(replaced, this.place)
    },
  ),
  builtIn(
    'split',
    'texts',
    'string: string, delimiter: string',
    function (this: Calling, text: string, delimiter: string) {
      const parts = splitByPattern(text, delimiter, this.place)
      checkLength(parts?.length ?? 0, this.place)
      return parts
    },
  ),
  builtIn('string join', 'string', 'list: texts, delimiter?: string|null', join),
]
