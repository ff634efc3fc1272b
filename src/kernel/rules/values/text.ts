import { TEXT_AT_MOST } from '../limits.ts'
import { checkText } from '../run.ts'
import { isContext } from './context.ts'
import { FeelFunction } from './function.ts'
import { numberText } from './number.ts'
import { FeelRange } from './range.ts'

/**
 * A value as `string()` writes it (DMN 1.5, table 72); texts inside lists, contexts and ranges stand in quotes.
 * @throws FeelError when the text gets too long
 */
export function textOf(value: unknown): string {
  return checkText(typeof value === 'string' ? value : new Writer().write(value))
}

/** Writes values, and stops once it has written too much. */
class Writer {
  private written = 0

  write(value: unknown): string {
    if (Array.isArray(value)) return this.count(`[${this.all(value)}]`)
    if (isContext(value))
      return this.count(
        `{${this.all(Object.entries(value), ([name, entry]) => `${/^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(name) ? name : JSON.stringify(name)}: ${this.write(entry)}`)}}`,
      )
    if (value instanceof FeelRange) return this.range(value)
    return this.count(simple(value))
  }

  private all<T>(values: readonly T[], write: (value: T) => string = (value) => this.write(value)): string {
    return values.map(write).join(', ')
  }

  /** Ends inside one another are counted once for each: a little too strict, and never too late. */
  private count(text: string): string {
    this.written += text.length
    if (this.written > TEXT_AT_MOST * 4) checkText(' '.repeat(TEXT_AT_MOST + 1))
    return text
  }

  private range(range: FeelRange): string {
    if (range.operator) return this.count(`(${range.operator} ${this.write(range.start ?? range.end)})`)
    return this.count(
      `${range.startIncluded ? '[' : '('}${this.write(range.start)}..${this.write(range.end)}${range.endIncluded ? ']' : ')'}`,
    )
  }
}

function simple(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') return numberText(value)
  if (value instanceof FeelFunction)
    return `function(${(value.signatures[0] ?? []).map((parameter) => parameter.name).join(', ')})`
  return String(value as string)
}
