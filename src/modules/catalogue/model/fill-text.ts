import { inOneLine } from '../../../kernel/text/index.ts'
import { clockOfFiling } from '../../../kernel/forms/index.ts'
import { compileFeel, FeelError, toJson, type CompiledFeel } from '../../../kernel/rules/index.ts'
import { beforeText, formats, type Conventions, type Formats, type Language } from '../../../platform/i18n/index.ts'

/** A text taken apart once: literal parts and FEEL in turn, one more literal than expressions. */
export interface FilledText {
  literals: readonly string[]
  expressions: readonly CompiledFeel[]
  /** Of each expression, the texts its author wrote into it: "ЗАГС" in `if … then "ЗАГС" else …`. */
  words: readonly ReadonlySet<string>[]
}

/**
 * Takes a text with FEEL in braces apart; braces and quotes inside an expression are understood.
 * @throws FeelError when what stands in braces is no FEEL, or a brace is not closed
 */
export function parseText(text: string): FilledText {
  const literals: string[] = []
  const expressions: CompiledFeel[] = []
  const words: ReadonlySet<string>[] = []
  let from = 0
  for (let open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
    const close = closingBrace(text, open)
    if (close === undefined) throw new FeelError('syntax', 'a brace is not closed', { source: text, position: open })
    literals.push(text.slice(from, open))
    const source = text.slice(open + 1, close).trim()
    expressions.push(compileFeel(source))
    words.push(new Set(Array.from(source.matchAll(QUOTED), ([quoted]) => unquoted(quoted))))
    from = close + 1
  }
  literals.push(text.slice(from))
  return { literals, expressions, words }
}

const QUOTED = /"(?:[^"\\]|\\.)*"/g
const unquoted = (quoted: string): string => quoted.slice(1, -1).replace(/\\(.)/g, '$1')

function closingBrace(text: string, open: number): number | undefined {
  let depth = 0
  let quoted = false
  for (let at = open; at < text.length; at++) {
    const letter = text[at]
    if (quoted) {
      if (letter === '\\') at++
      else if (letter === '"') quoted = false
    } else if (letter === '"') quoted = true
    else if (letter === '{') depth++
    else if (letter === '}' && --depth === 0) return at
  }
  return undefined
}

/** A piece of a filled text: the author's words, or a value of the case. */
export interface Run {
  text: string
  data: boolean
}

/**
 * The text with its expressions' values as the language writes them; only what the service's author wrote turns into
 * the language's script, and so does what they wrote into an expression, never data. A value is one line.
 */
export const fillText = (...given: Parameters<typeof fillRuns>): string =>
  fillRuns(...given)
    .map((run) => run.text)
    .join('')

/** The paragraphs of a text, as its author parted them: no value begins one. */
export function paragraphsOf(runs: readonly Run[]): Run[][] {
  const paragraphs: Run[][] = [[]]
  for (const { text, data } of runs)
    for (const [at, part] of (data ? [text] : text.split(/\n\s*\n/)).entries()) {
      if (at > 0) paragraphs.push([])
      if (part !== '') paragraphs.at(-1)!.push({ text: part, data })
    }
  return paragraphs.map(trimmed).filter((runs) => runs.length > 0)
}

function trimmed(runs: Run[]): Run[] {
  const cut = runs.map((run, at) => ({
    ...run,
    text: at === 0 && !run.data ? run.text.trimStart() : run.text,
  }))
  const last = cut.at(-1)
  if (last && !last.data) last.text = last.text.trimEnd()
  return cut.filter((run) => run.text !== '')
}

/** The text in pieces, so that a document can show what is data. */
export function fillRuns(
  { literals, expressions, words }: FilledText,
  language: Language,
  conventions: Conventions,
  variables: Record<string, unknown>,
): Run[] {
  const { languages } = conventions
  const spoken = languages.is(language) ? language : languages.first
  const clock = clockOfFiling(variables)
  const written = (text: string) => languages.write(text, spoken)
  const format = formats(spoken, conventions)
  const runs: Run[] = [{ text: written(literals[0]!), data: false }]
  for (const [at, expression] of expressions.entries()) {
    const given = toJson(expression.evaluate(variables, clock))
    const authored = typeof given === 'string' && words[at]!.has(given)
    const value = inOneLine(authored ? written(given) : writeValue(given, format))
    const rest = beforeText(value, written(literals[at + 1]!)).slice(value.length)
    runs.push({ text: value, data: !authored }, { text: rest, data: false })
  }
  return runs.filter((run) => run.text !== '')
}

/** Numbers from here on are amounts and get their groups; smaller ones are years, houses, days. */
const GROUPED_FROM = 10_000

function writeValue(value: ReturnType<typeof toJson>, format: Formats): string {
  // a hole in a document must be seen
  if (value === null) return '—'
  if (Array.isArray(value)) return value.map((item) => writeValue(item, format)).join(', ')
  if (typeof value === 'number')
    return value < 0 || value >= GROUPED_FROM || !Number.isInteger(value) ? format.number(value) : String(value)
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)))
    return format.date(value)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
