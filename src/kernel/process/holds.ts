import { kindOf, type CompiledFeel } from '../rules/index.ts'
import { Stop } from './process-error.ts'
import type { TokenGame } from './token-game.ts'
import type { Variables } from './types.ts'

/**
 * Whether a condition holds. One that can't be told (null: a variable is not there) does not; whoever runs a model by
 * hand is told why.
 * @param element whose condition it is
 * @param quietly null is what it mostly is, and nobody is told
 * @throws Stop for what is neither true nor false: a number or a text would never hold, without a word
 */
export function holds(
  game: TokenGame,
  element: string,
  condition: CompiledFeel,
  context: Variables,
  quietly = false,
): boolean {
  const tell = quietly ? undefined : game.environment.tell
  const notes: string[] = []
  const value = condition.evaluate(
    context,
    tell ? { now: game.clock.now, note: (note) => notes.push(note) } : game.clock,
  )
  if (typeof value === 'boolean') return value
  if (value === null || value === undefined) {
    tell?.(
      element,
      `the condition "${condition.source}" can't be told and does not hold: ${notes.join('; ') || 'it is null'}`,
    )
    return false
  }
  throw new Stop(
    element,
    'no-condition',
    `the condition "${condition.source}" says neither true nor false: it is a ${kindOf(value)}`,
  )
}
