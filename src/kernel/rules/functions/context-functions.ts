import { entryOf, fromOutside, isContext, newContext, type Context } from '../values/context.ts'
import { builtIn } from './built-in.ts'

function fromEntries(entries: unknown[]): Context | null {
  const made = newContext()
  for (const entry of entries) {
    if (!isContext(entry)) return null
    const [key, value] = [entryOf(entry, 'key'), entryOf(entry, 'value')]
    if (typeof key !== 'string' || value === undefined || Object.hasOwn(made, key)) return null
    made[key] = value
  }
  return made
}

const put = (context: Context, key: string, value: unknown): Context => {
  const made = newContext(Object.entries(context))
  made[key] = value
  return made
}

/** Puts a value at the end of a path; where the path leads through no context, null is put (DMN 1.5, table 81). */
function putAt(context: unknown, keys: readonly (string | null)[], value: unknown): Context | null {
  const [key, ...rest] = keys
  if (typeof key !== 'string' || !isContext(context)) return null
  if (rest.length === 0) return put(context, key, value)
  return put(context, key, putAt(entryOf(context, key), rest, value))
}

function merge(contexts: unknown[]): Context | null {
  const made = newContext()
  for (const context of contexts) {
    if (!isContext(context)) return null
    for (const [key, value] of Object.entries(context)) made[key] = value
  }
  return made
}

/** Functions of contexts (DMN 1.5, table 81). */
export const CONTEXT_FUNCTIONS = [
  builtIn(
    'get value',
    undefined,
    'm: context, key: string',
    (context: Context, key: string) => entryOf(context, key) ?? null,
  ),
  builtIn('get entries', 'list', 'm: context', (context: Context) =>
    Object.entries(context).map(([key, value]) =>
      newContext([
        ['key', key],
        ['value', fromOutside(value)],
      ]),
    ),
  ),
  builtIn('context', 'context', 'entries: list', fromEntries),
  builtIn(
    'context put',
    'context',
    'context: context, key: string, value: any',
    put,
    'context: context, keys: texts, value: any',
    putAt,
  ),
  builtIn('context merge', 'context', 'contexts: list', merge),
]
