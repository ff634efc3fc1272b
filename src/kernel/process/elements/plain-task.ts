import { done, enterActivity } from '../activities.ts'
import type { ElementKind } from '../element-kind.ts'

/** Work that nobody reports: it is passed at once. */
export const plainTask: ElementKind = {
  kind: 'pass',
  types: { task: 't', manualTask: 'm' },
  role: 'activity',
  enter: enterActivity,
  perform: (game, node, place) => done(game, node, place),
}
