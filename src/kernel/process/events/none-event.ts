import type { EventKind } from '../element-kind.ts'

/** No event definition: a start, an end, a milestone on the way. A receive task without a message waits to be triggered. */
export const noneEvent: EventKind = {
  type: 'none',
  places: ['start', 'sub-process start', 'catch', 'throw', 'end'],
  read: () => ({ type: 'none' }),
  open: (game, node, place) => game.add({ kind: 'message', element: node.id, ...place }),
}
