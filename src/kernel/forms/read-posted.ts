import { COMMON_SIGNS, type NumberSigns } from '../values/index.ts'
import type { CompiledField } from './compile-form.ts'
import { kindOf } from './kinds.ts'

/** How a posted page is read: the values of a name, in order. */
export interface Posted {
  get(name: string): string | null
  getAll(name: string): string[]
}

/**
 * The typed answers of the fields of one page, from the strings a browser posts.
 * What can't be typed stays as the text that was given, so that it is shown again beside its error. Files come another
 * way.
 * @param signs how the page's language writes numbers
 */
export function readPosted(
  fields: readonly CompiledField[],
  posted: Posted,
  signs: NumberSigns = COMMON_SIGNS,
): Record<string, unknown> {
  const answers: Record<string, unknown> = {}
  for (const { id, kind } of fields) {
    const { read } = kindOf(kind)
    if (read) answers[id] = read(id, posted, signs)
  }
  return answers
}
