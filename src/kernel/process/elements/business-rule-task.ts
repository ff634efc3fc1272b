import { awaitWork, contextAt, done, enterActivity } from '../activities.ts'
import type { ElementKind } from '../element-kind.ts'
import { textOf } from '../expressions.ts'
import { Stop } from '../process-error.ts'
import { called } from '../report.ts'

/** Evaluates a decision in the step; without decisions at hand it is work of a worker. */
export const businessRuleTask: ElementKind = {
  kind: 'rule',
  types: { businessRuleTask: 'b' },
  role: 'activity',
  check(node, element, { report }) {
    if (!node.attributes.some(([name]) => name === 'decision'))
      report.warning(
        element,
        'no-decision',
        `${called(element)} names no decision and is given to the worker`,
        'set darcha:decision',
      )
  },
  enter: enterActivity,
  perform(game, node, place) {
    const decision = node.attributes.find(([name]) => name === 'decision')
    if (!decision || !game.environment.decide) return awaitWork(game, node, place, 'job')
    const context = contextAt(game, place)
    try {
      return done(
        game,
        node,
        place,
        game.environment.decide(textOf(decision[1], context, game.clock), context, game.clock),
      )
    } catch (error) {
      throw new Stop(node.id, 'decision', (error as Error).message)
    }
  },
}
