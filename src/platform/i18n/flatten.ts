import { isPluralForms, type PluralForms } from './plural.ts'

export type Entry = string | PluralForms

/** Nested YAML becomes flat keys joined with dots; objects made of plural categories stay one entry. */
export function flatten(
  value: unknown,
  prefix: string,
  into: Map<string, Entry>,
  problem: (key: string, message: string) => void,
): void {
  if (typeof value === 'string') {
    into.set(prefix, value)
  } else if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    const object = value as Record<string, unknown>
    if (prefix && isPluralForms(object)) into.set(prefix, object)
    else
      for (const [key, inner] of Object.entries(object))
        flatten(inner, prefix ? `${prefix}.${key}` : key, into, problem)
  } else {
    // `no: Нет` and `on: …` are strings in YAML 1.2; a bare number or an empty value is a slip of the writer
    problem(prefix, `is ${value === null ? 'empty' : typeof value}, not a text: put it in quotes`)
  }
}
