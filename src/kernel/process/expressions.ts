import { compileFeel, toJson, type CompiledFeel, type EvaluateOptions } from '../rules/index.ts'
import type { Value } from './graph.ts'
import { isForeignExpression, translate, Untranslatable } from './translate-expression.ts'
import type { Environment, Json } from './types.ts'

/**
 * An attribute's value: FEEL after `=`, `${…}` of other engines translated, else the text itself.
 * @throws FeelError or Untranslatable
 */
export function compileValue(text: string): Value {
  const trimmed = text.trim()
  if (trimmed.startsWith('=')) return { feel: compileFeel(trimmed.slice(1).trim()) }
  if (isForeignExpression(trimmed)) {
    const { feel, isConstant } = translate(trimmed)
    const compiled = compileFeel(feel)
    // a name such as ${'new'}-order is known when the model is read, so that a message of this name can start a case
    return isConstant ? { plain: toJson(compiled.evaluate({}, { now: null })) as Json } : { feel: compiled }
  }
  return { plain: trimmed }
}

/**
 * An expression: a condition, a cardinality. FEEL with or without `=`. `${x} == 1` is a text, which never holds.
 * @throws FeelError or Untranslatable
 */
export function compileExpression(text: string): CompiledFeel {
  const trimmed = text.trim()
  if (isForeignExpression(trimmed)) {
    const { feel, isText } = translate(trimmed)
    if (isText) throw new Untranslatable(`"${trimmed.slice(0, 80)}" is a text: all of it belongs into one \${…}`)
    return compileFeel(feel)
  }
  return compileFeel(trimmed.startsWith('=') ? trimmed.slice(1).trim() : trimmed)
}

/**
 * What now() and today() are in a step: its instant with the country's offset; nothing outside of steps. The instant is
 * asked for by what needs it alone.
 */
export const clockOf = (environment: Environment): EvaluateOptions => ({
  get now() {
    return environment.localNow ?? (environment.now || null)
  },
})

/** The value as JSON, by the clock of the step; what FEEL has and JSON lacks (dates, durations) becomes its text. */
export function valueOf(value: Value, context: Record<string, unknown>, clock: EvaluateOptions): Json {
  return 'plain' in value ? value.plain : (toJson(value.feel.evaluate(context, clock)) as Json)
}

/** The value as text; null is empty. */
export function textOf(value: Value, context: Record<string, unknown>, clock: EvaluateOptions): string {
  const found = valueOf(value, context, clock)
  return typeof found === 'string' ? found : found === null ? '' : String(found)
}

/** A name or code that is put together from texts only is known before any case is. */
export function constant(value: Value): Value {
  if ('plain' in value || /[A-Za-z_?]/.test(value.feel.source.replace(/"(?:[^"\\]|\\.)*"/g, ''))) return value
  const text = value.feel.evaluate({}, { now: null })
  return typeof text === 'string' ? { plain: text } : value
}
