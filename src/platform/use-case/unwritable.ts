import { findHidden } from '../../kernel/text/index.ts'
import type { FieldProblem } from './refusal.ts'

/**
 * Texts with characters that no database, letter or document can write (NUL, controls, halves of a character) or that
 * turn the
 * direction of the text, so that it seems to say something else. What is invisible but harmless (parts of emoji) stays.
 * And values that can't be made a text at all: JSON may call a field `toString`, or `__proto__`.
 * @returns one problem a text, at its path
 */
export function unwritableIn(value: unknown, path = ''): FieldProblem[] {
  if (typeof value === 'string') {
    const found = findHidden(value).find((hiddenCharacter) => hiddenCharacter.kind !== 'invisible')
    return found ? [{ path, text: 'errors.input.unwritable', parameters: { code: found.code } }] : []
  }
  if (value === null || typeof value !== 'object') return []
  if (typeof (value as { toString?: unknown }).toString !== 'function')
    return [{ path, text: 'errors.input.invalid-key' }]
  return Object.entries(value).flatMap(([name, item]) => {
    const inside = path ? `${path}.${name}` : name
    return [...unwritableIn(name, path), ...unwritableIn(item, inside)]
  })
}
