import { kindOf, type CompiledFeel } from '../rules/index.ts'
import { Stop } from './process-error.ts'
import type { TokenGame } from './token-game.ts'
import type { Variables } from './types.ts'

/**
 * Whether a condition holds. One that can't be told (null: a variable is not there) does not, as FEEL
 * has it; whoever runs a model by hand is told why, and so are operators of stored cases.
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
  const value = condition.evaluate(context, game.clock)
  const tell = quietly ? undefined : game.environment.tell
  if (typeof value === 'boolean') {
    if (!value && game.environment.tellsMissing) {
      const notes = notesOf(condition, context, game)
      if (notes !== '') tell?.(element, `the condition "${condition.source}" does not hold: ${notes}`)
    }
    return value
  }
  if (value === null || value === undefined) {
    const notes = tell && notesOf(condition, context, game)
    tell?.(element, `the condition "${condition.source}" can't be told and does not hold: ${notes || 'it is null'}`)
    return false
  }
  throw new Stop(
    element,
    'no-condition',
    `the condition "${condition.source}" says neither true nor false: it is a ${kindOf(value)}`,
  )
}

/** What an expression was worked out with that is not there or of another kind; worked out again, for that is rare. */
function notesOf(condition: CompiledFeel, context: Variables, game: TokenGame): string {
  const notes: string[] = []
  condition.evaluate(context, { now: game.clock.now, note: (note) => notes.push(note) })
  return notes.join('; ')
}
