import type { ElementKind } from '../element-kind.ts'
import { arrive } from '../joins.ts'
import { pass } from '../pass.ts'

const enter: ElementKind['enter'] = (game, node, scope, slot) =>
  node.incoming.length > 1 ? arrive(game, node, scope, slot) : pass(game, node, scope)

export const parallelGateway: ElementKind = {
  kind: 'parallel',
  types: { parallelGateway: 'p' },
  role: 'gateway',
  joins: true,
  enter,
}
export const inclusiveGateway: ElementKind = {
  kind: 'inclusive',
  types: { inclusiveGateway: 'i' },
  role: 'gateway',
  joins: true,
  enter,
}
