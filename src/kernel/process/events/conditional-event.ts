import type { EventKind } from '../element-kind.ts'
import { compileExpression } from '../expressions.ts'
import { foreignAttribute } from '../foreign.ts'
import { called } from '../report.ts'

/** A condition over the variables: goes off when it becomes true. */
export const conditionalEvent: EventKind = {
  type: 'condition',
  definition: 'conditional',
  places: ['start', 'event sub-process start', 'catch', 'boundary'],
  read({ report, prefixes }, event, definition) {
    const body: string = definition['condition']?.body ?? ''
    if (body.trim() === '')
      return void report.error(event, 'no-condition', `${called(event)} has no condition`, 'give its condition in FEEL')
    const test = report.compiled(event, 'the condition', () => compileExpression(body))
    const variable = foreignAttribute(definition, prefixes, 'variableName')
    const changes = foreignAttribute(definition, prefixes, 'variableEvents')
      ?.split(',')
      .map((change) => change.trim())
    return test && { type: 'condition', test, ...(variable ? { variable } : {}), ...(changes ? { changes } : {}) }
  },
  open(game, node, place) {
    game.changed = true
    return game.add({ kind: 'condition', element: node.id, ...place })
  },
}
