import { ELEMENT_LETTERS, type Move } from '../../../kernel/process/index.ts'
import type { StepBody } from '../model/history.ts'

/** A movement as readers get it. */
export type MoveRow = [element: string, type: string, move: Move['move'], round?: number]

// the history keeps millions of movements: each takes about ten bytes, not forty
const NAMES = new Map<string, string>(Object.entries(ELEMENT_LETTERS).map(([name, letter]) => [letter, name]))
const SIGNS: Record<Move['move'], string> = { entered: '+', left: '-', cancelled: '~', failed: '!' }
const MOVES = new Map<string, Move['move']>(Object.entries(SIGNS).map(([move, sign]) => [sign, move as Move['move']]))

/**
 * Movements as the history keeps them: `filed:S- examine:u+`, a round behind its sign. Ids of BPMN hold neither blanks
 * nor colons (XML's NCName).
 */
export const movesText = (moves: readonly Move[]): string =>
  moves
    .map(({ element, type, move, round }) => `${element}:${ELEMENT_LETTERS[type] ?? type}${SIGNS[move]}${round ?? ''}`)
    .join(' ')

function readMoves(text: string): MoveRow[] {
  return text.split(' ').flatMap((part): MoveRow[] => {
    const match = /^([^:]+):(\w+)([-+~!])(\d*)$/.exec(part)
    if (!match) return []
    const [, element, type, sign, round] = match as unknown as [string, string, string, string, string]
    return [
      [element, NAMES.get(type) ?? type, MOVES.get(sign)!, ...((round === '' ? [] : [Number(round)]) as [number?])],
    ]
  })
}

type Kept = Omit<StepBody, 'moves'> & { moves?: string | MoveRow[] }

/**
 * What an event says, from its text in the chain: movements as rows, also those of the step that an act brought about.
 */
export function readStepBody(text: string): StepBody & { step?: StepBody } {
  const body = JSON.parse(text) as Kept & { step?: Kept }
  return { ...withRows(body), ...(body.step ? { step: withRows(body.step) } : {}) }
}

const withRows = (body: Kept): StepBody =>
  typeof body.moves === 'string' ? { ...body, moves: readMoves(body.moves) } : (body as StepBody)

/**
 * The step an event tells of: an event of the engine's own, or the step that an act of a person brought about. @returns
 * undefined for other events
 */
export function stepIn({ kind, body }: { kind: string; body: string }): { kind: string; body: StepBody } | undefined {
  const own = kind.startsWith('process.')
  if (!own && !body.includes('"step":{')) return undefined
  const { step, ...facts } = readStepBody(body) as StepBody & { step?: StepBody & { kind: string } }
  if (!step) return own ? { kind, body: facts } : undefined
  const { kind: told, ...rest } = step
  return own ? { kind, body: { ...facts, ...rest } } : { kind: told, body: rest }
}
