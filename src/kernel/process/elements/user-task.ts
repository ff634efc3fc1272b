import { awaitWork, contextAt, enterActivity, termOf } from '../activities.ts'
import type { ElementKind } from '../element-kind.ts'

export const userTask: ElementKind = {
  kind: 'human',
  types: { userTask: 'u' },
  role: 'activity',
  enter: enterActivity,
  perform: (game, node, place) => awaitWork(game, node, place, 'task', termOf(game, node, contextAt(game, place))),
}
