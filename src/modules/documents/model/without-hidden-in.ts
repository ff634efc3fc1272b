import { printable, withoutHidden } from '../../../kernel/text/index.ts'

/**
 * The same data, its texts without characters that people do not see: an official document says only what can be read
 * in it. A letter that it can't be set in (fields refuse those; a register may know a name with one) leaves a sign of a
 * hole: a case must not wait for it for ever.
 */
export function withoutHiddenIn<Value>(value: Value): Value {
  if (typeof value === 'string') return printable(withoutHidden(value)) as Value
  if (Array.isArray(value)) return value.map(withoutHiddenIn) as Value
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withoutHiddenIn(item)])) as Value
  return value
}
