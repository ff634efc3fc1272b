import { withoutHidden } from '../../../kernel/text/index.ts'

/**
 * The same data, its texts without characters that people do not see: an official document says only what can be read
 * in it.
 */
export function withoutHiddenIn<Value>(value: Value): Value {
  if (typeof value === 'string') return withoutHidden(value) as Value
  if (Array.isArray(value)) return value.map(withoutHiddenIn) as Value
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withoutHiddenIn(item)])) as Value
  return value
}
