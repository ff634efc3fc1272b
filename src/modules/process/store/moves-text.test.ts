import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Move } from '../../../kernel/process/index.ts'
import { movesText, readStepBody } from './moves-text.ts'

it('gives back what was written, whatever the ids, types and rounds', () => {
  // NCName: letters of any script, digits, full stop, hyphen, underscore; no colon, no blank
  const id = fc.stringMatching(/^[\p{L}_][\p{L}\d._-]{0,20}$/u)
  const type = fc.constantFrom('startEvent', 'userTask', 'exclusiveGateway', 'callActivity', 'adHocSubProcess', 'task')
  const move = fc.record({
    element: id,
    type,
    move: fc.constantFrom<Move['move']>('entered', 'left', 'cancelled', 'failed'),
  })
  const moves = fc.array(
    fc.oneof(
      move,
      fc.tuple(move, fc.nat(10_000)).map(([item, round]) => ({ ...item, round })),
    ),
  )
  fc.assert(
    fc.property(moves, (some) => {
      const body = readStepBody(JSON.stringify({ by: 'a', moves: movesText(some) }))
      expect(body.moves).toEqual(
        some.map((item) => [item.element, item.type, item.move, ...('round' in item ? [item.round] : [])]),
      )
    }),
  )
})

it('reads histories that were written before in rows', () => {
  expect(readStepBody('{"moves":[["a","userTask","left"]]}').moves).toEqual([['a', 'userTask', 'left']])
})
