import { findHidden } from '../../kernel/text/index.ts'
import type { FieldProblem } from './refusal.ts'

/**
 * Texts with characters that no database, letter or document can write (NUL, controls, halves of a character) or that
 * turn the
 * direction of the text, so that it seems to say something else. What is invisible but harmless (parts of emoji) stays.
 * @returns one problem a text, at its path
 */
export function unwritableIn(value: unknown, path = ''): FieldProblem[] {
  if (typeof value === 'string') {
    const found = findHidden(value).find((hiddenCharacter) => hiddenCharacter.kind !== 'invisible')
    return found ? [{ path, text: 'errors.input.unwritable', parameters: { code: found.code } }] : []
  }
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([name, item]) => {
    const inside = path ? `${path}.${name}` : name
    return [...unwritableIn(name, path), ...unwritableIn(item, inside)]
  })
}
