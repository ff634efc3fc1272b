import type { Kind } from '../values/kind.ts'

/** Kinds that are types by their name alone. */
export type SimpleKind = Exclude<Kind, 'null' | 'list' | 'context' | 'range' | 'function' | 'other'>

/** A type of FEEL (DMN 1.5, 10.3.2.9), with what an item definition may add to it. */
export type Type =
  | { readonly kind: 'any' | 'null' | SimpleKind }
  | { readonly kind: 'list' | 'range'; readonly of: Type }
  | { readonly kind: 'context'; readonly entries: ReadonlyMap<string, Type> }
  | { readonly kind: 'function'; readonly parameters: readonly Type[] | undefined; readonly result: Type }
  /** Values of `of` that a test allows. */
  | {
      readonly kind: 'allowed'
      readonly of: Type
      readonly allows: (value: unknown) => boolean
      readonly values: string
    }
  /** A type of that name, made when it is first needed: item definitions may hold themselves. */
  | { readonly kind: 'named'; readonly name: string; readonly type: () => Type }

export const ANY: Type = { kind: 'any' }

/** Names of FEEL's own types, in all the spellings DMN 1.1 to 1.5 had. */
export const TYPE_NAMES: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['Any', ANY],
  ['Null', { kind: 'null' }],
  ['number', { kind: 'number' }],
  ['string', { kind: 'string' }],
  ['boolean', { kind: 'boolean' }],
  ['date', { kind: 'date' }],
  ['time', { kind: 'time' }],
  ['date and time', { kind: 'date and time' }],
  ['dateTime', { kind: 'date and time' }],
  ['days and time duration', { kind: 'days and time duration' }],
  ['dayTimeDuration', { kind: 'days and time duration' }],
  ['years and months duration', { kind: 'years and months duration' }],
  ['yearMonthDuration', { kind: 'years and months duration' }],
])

/** The type behind its names. */
export function named(type: Type): Exclude<Type, { kind: 'named' }> {
  let found = type
  // a definition that only names itself says nothing
  for (let hops = 0; found.kind === 'named'; hops++) found = hops > 100 ? ANY : found.type()
  return found
}

/** The type at the end of a path of entries; undefined when the types do not tell. */
export function entryType(type: Type | undefined, path: readonly string[]): Type | undefined {
  const [name, ...rest] = path
  if (type === undefined || name === undefined) return type
  const found = named(type)
  if (found.kind === 'allowed') return entryType(found.of, path)
  return found.kind === 'context' ? entryType(found.entries.get(name), rest) : undefined
}

/** Whether its values are true and false. */
export function isBoolean(type: Type | undefined): boolean {
  const found = type && named(type)
  return found?.kind === 'allowed' ? isBoolean(found.of) : found?.kind === 'boolean'
}

export function typeText(type: Type): string {
  switch (type.kind) {
    case 'named':
      return type.name
    case 'allowed':
      return `${typeText(type.of)} among ${type.values}`
    case 'list':
    case 'range':
      return `${type.kind}<${typeText(type.of)}>`
    case 'context':
      return `context<${[...type.entries].map(([name, entry]) => `${name}: ${typeText(entry)}`).join(', ')}>`
    case 'function':
      return `function<${(type.parameters ?? []).map(typeText).join(', ')}>->${typeText(type.result)}`
    case 'any':
      return 'Any'
    case 'null':
      return 'Null'
    default:
      return type.kind
  }
}
