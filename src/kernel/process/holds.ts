import { kindOf, type CompiledFeel } from '../rules/index.ts'
import { Stop } from './process-error.ts'
import type { TokenGame } from './token-game.ts'
import type { Variables } from './types.ts'

/**
 * Whether a condition holds. One that can't be told (null: a variable is not there) does not, as FEEL
 * has it; whoever runs a model by hand is told why, and so are operators of stored cases: of these also when it is false
 * because a value has no entry of a name, which nobody checks before (docs/decisions/0028).
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
  const [notes, ofMembers]: [string[], string[]] = [[], []]
  const note = (message: string, ofMember = false) => {
    notes.push(message)
    if (ofMember) ofMembers.push(message)
  }
  const value = condition.evaluate(context, tell ? { now: game.clock.now, note } : game.clock)
  if (typeof value === 'boolean') {
    const lacks = game.environment.tellsMissing ? notes : ofMembers
    if (!value && lacks.length > 0)
      tell?.(element, `the condition "${condition.source}" does not hold: ${lacks.join('; ')}`)
    return value
  }
  if (value === null || value === undefined) {
    const why = notes.join('; ') || 'it is null'
    tell?.(element, `the condition "${condition.source}" can't be told and does not hold: ${why}`)
    return false
  }
  throw new Stop(
    element,
    'no-condition',
    `the condition "${condition.source}" says neither true nor false: it is a ${kindOf(value)}`,
  )
}
