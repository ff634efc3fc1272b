import { Budget } from './budget.ts'
import { FeelFunction } from './values/function.ts'
import { FeelRange } from './values/range.ts'
import { textOf } from './values/text.ts'

/** A JSON value. */
type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/**
 * FEEL's value as JSON: dates, times, durations and ranges as their texts, functions as null.
 * @throws FeelError when it has too many values inside
 */
export function toJson(value: unknown): Json {
  return plainOf(value, new Budget())
}

function plainOf(value: unknown, budget: Budget): Json {
  if (value === undefined || value === null || typeof value === 'function' || value instanceof FeelFunction) return null
  if (typeof value === 'boolean' || typeof value === 'string') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  budget.spend()
  if (Array.isArray(value)) return value.map((item) => plainOf(item, budget))
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, entry]) => [String(key), plainOf(entry, budget)]))
  if (typeof value === 'object') {
    const plain = Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null
    if (!plain) return value instanceof FeelRange ? textOf(value) : String(value as { toString(): string })
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plainOf(entry, budget)]))
  }
  return null
}
