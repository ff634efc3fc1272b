import { clockOfFiling } from '../../../kernel/forms/index.ts'
import { compileFeel, FeelError, toJson, type CompiledFeel } from '../../../kernel/rules/index.ts'
import { beforeText, formats, type Conventions, type Formats, type Language } from '../../../platform/i18n/index.ts'

/** A text taken apart once: literal parts and FEEL in turn, one more literal than expressions. */
export interface FilledText {
  literals: readonly string[]
  expressions: readonly CompiledFeel[]
}

/**
 * Takes a text with FEEL in braces apart; braces and quotes inside an expression are understood.
 * @throws FeelError when what stands in braces is no FEEL, or a brace is not closed
 */
export function parseText(text: string): FilledText {
  const literals: string[] = []
  const expressions: CompiledFeel[] = []
  let from = 0
  for (let open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
    const close = closingBrace(text, open)
    if (close === undefined) throw new FeelError('syntax', 'a brace is not closed', { source: text, position: open })
    literals.push(text.slice(from, open))
    expressions.push(compileFeel(text.slice(open + 1, close).trim()))
    from = close + 1
  }
  literals.push(text.slice(from))
  return { literals, expressions }
}

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

/**
 * The text with its expressions' values as the language writes them; only what the service's author wrote turns into
 * the language's script, never data.
 */
export function fillText(
  { literals, expressions }: FilledText,
  language: Language,
  conventions: Conventions,
  variables: Record<string, unknown>,
): string {
  const { languages } = conventions
  const spoken = languages.is(language) ? language : languages.first
  const clock = clockOfFiling(variables)
  const written = (text: string) => languages.write(text, spoken)
  const format = formats(spoken, conventions)
  return expressions.reduce(
    (text, expression, at) =>
      text + beforeText(writeValue(toJson(expression.evaluate(variables, clock)), format), written(literals[at + 1]!)),
    written(literals[0]!),
  )
}

/** Numbers from here on are amounts and get their groups; smaller ones are years, houses, days. */
const GROUPED_FROM = 10_000

function writeValue(value: ReturnType<typeof toJson>, format: Formats): string {
  // a hole in a document must be seen
  if (value === null) return '—'
  if (Array.isArray(value)) return value.map((item) => writeValue(item, format)).join(', ')
  if (typeof value === 'number') return Math.abs(value) >= GROUPED_FROM ? format.number(value) : String(value)
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)))
    return format.date(value)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
