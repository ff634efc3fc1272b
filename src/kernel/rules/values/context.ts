import { FeelDateTime } from './date-time.ts'
import { UTC } from './zone.ts'

/** FEEL's context. Made without a prototype, so that no name of JavaScript's own is found in it. */
export type Context = Record<string, unknown>

export const newContext = (entries?: Iterable<readonly [string, unknown]>): Context => {
  const made = Object.create(null) as Context
  if (entries) for (const [name, value] of entries) made[name] = value
  return made
}

export function isContext(value: unknown): value is Context {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

/** The entry, or undefined when the context has none of that name. */
export function entryOf(context: Context, name: string): unknown {
  return Object.hasOwn(context, name) ? fromOutside(context[name]) : undefined
}

/** A value that comes from JavaScript as FEEL has it: no undefined, no infinite numbers, no JavaScript functions. */
export function fromOutside(value: unknown): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return Number.isFinite(value) ? value : null
    case 'bigint':
      return Number(value)
    case 'object':
      if (value instanceof Date)
        return Number.isNaN(value.getTime())
          ? null
          : (FeelDateTime.ofMoment(BigInt(value.getTime()) * 1_000_000n, UTC) ?? null)
      if (value instanceof Map) return newContext([...value].map(([name, entry]) => [String(name), entry]))
      return value
    default:
      return null
  }
}
