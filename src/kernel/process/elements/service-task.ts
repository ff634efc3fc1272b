import type { ModdleElement } from 'bpmn-moddle'
import { awaitWork, contextAt, done, enterActivity, payloadOf } from '../activities.ts'
import type { Source } from '../compile-occurrence.ts'
import type { ElementKind } from '../element-kind.ts'
import { textOf } from '../expressions.ts'
import { foreignAttribute } from '../foreign.ts'
import type { Node } from '../graph.ts'
import { called } from '../report.ts'
import { compileFeel, FeelError } from '../../rules/index.ts'
import { isForeignExpression, toFeel, Untranslatable } from '../translate-expression.ts'
import { readMessage } from './read-message.ts'
import { scriptTask } from './script-task.ts'

/** Work of a worker; a send task without a job throws its message. */
export const serviceTask: ElementKind = {
  kind: 'job',
  types: { serviceTask: 'v', sendTask: 'n' },
  role: 'activity',
  read(source, element, node) {
    if (node.type === 'sendTask') readMessage(source, element, node)
    readExpression(source, element, node)
  },
  enter: enterActivity,
  perform(game, node, place) {
    const { occurrence } = node
    if (occurrence.type !== 'message' || node.attributes.some(([name]) => name === 'job'))
      return awaitWork(game, node, place, 'job')
    const context = contextAt(game, place)
    game.thrown.push({
      type: 'message',
      name: textOf(occurrence.name, context, game.clock),
      element: node.id,
      ...payloadOf(game, node, context),
    })
    done(game, node, place)
  },
}

/**
 * Work of another engine that is an expression is done in the step itself; one that calls beans stays work of a worker.
 */
function readExpression({ report, prefixes }: Source, element: ModdleElement, node: Node): void {
  const text = foreignAttribute(element, prefixes, 'expression')
  if (text === undefined || !isForeignExpression(text) || node.attributes.some(([name]) => name === 'job')) return
  const [, variable, value] = SETS_VARIABLE.exec(text.trim()) ?? []
  try {
    node.script = compileFeel(toFeel(value === undefined ? text : `\${${value}}`))
  } catch (error) {
    if (!(error instanceof FeelError || error instanceof Untranslatable)) throw error
    return report.warning(
      element,
      'expression',
      `the expression of ${called(element)} is given to a worker: ${error.message}`,
      'write it as a script task in FEEL',
    )
  }
  node.element = scriptTask
  node.kind = scriptTask.kind
  if (variable !== undefined) {
    node.writes = variable
    node.writesGiven = true
  }
}

const SETS_VARIABLE = /^[$#]\{\s*execution\.setVariable\(\s*["'](\w+)["']\s*,(.*)\)\s*\}$/s
