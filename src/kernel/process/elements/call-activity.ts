import type { ModdleElement } from 'bpmn-moddle'
import { compileFeel } from '../../rules/index.ts'
import { arm, contextAt, enterActivity, mapped } from '../activities.ts'
import type { Source } from '../compile-occurrence.ts'
import type { ElementKind } from '../element-kind.ts'
import { compileValue, textOf } from '../expressions.ts'
import { foreignAttribute, foreignElements, isForeignModel } from '../foreign.ts'
import type { Mapping, Node, Value } from '../graph.ts'
import { referredName } from '../read-model.ts'
import { called } from '../report.ts'
import { openScope } from '../scopes.ts'

/** A task that stands beside the processes, to be called by any (BPMN 2.0.2, 10.3.4). */
const isGlobalTask = ({ model }: Source, id: string): boolean =>
  ((model.definitions['rootElements'] ?? []) as ModdleElement[]).some(
    (root) => root.id === id && /^\w+:Global\w*Task$/.test(root.$type),
  )

/** Runs another process as a scope of the case. */
export const callActivity: ElementKind = {
  kind: 'call',
  types: { callActivity: 'c' },
  role: 'activity',
  read(source, element, node) {
    const { report, model } = source
    const named: string | undefined = element['calledElement'] ?? referredName(model, element, 'calledElement')
    if (!named)
      return report.error(element, 'no-process', `${called(element)} names no process to call`, 'set calledElement')
    const bare = /^[\w.-]+:[\w.-]+$/.test(named) ? named.slice(named.indexOf(':') + 1) : named
    const value = report.compiled(element, 'the called process', () => compileValue(bare))
    if (value) node.called = value
    if (isGlobalTask(source, bare))
      report.warning(
        element,
        'not-run',
        `${called(element)} calls a global task (${bare}), which is not run: a case fails here`,
        'draw the task itself in its place, or call a process that holds it',
      )
    readMappings(source, element, node)
  },
  enter: enterActivity,
  perform(game, node, place) {
    const process = node.called ? textOf(node.called, contextAt(game, place), game.clock) : ''
    game.called(process, node.id)
    const scope = game.add({
      kind: 'scope',
      element: node.id,
      ...place,
      process,
      // with a mapping the called process is closed off: it sees what is handed in, and hands out what is named
      ...(node.inputs
        ? { variables: mapped(game, contextAt(game, place), node.inputs, undefined), closedOff: true as const }
        : {}),
    })
    arm(game, node, scope)
    openScope(game, scope)
  },
}

/** What is handed in and out, as Camunda and Flowable write it. */
function readMappings({ report, prefixes, model }: Source, element: ModdleElement, node: Node): void {
  const side = (name: 'in' | 'out'): Mapping[] =>
    foreignElements(element, prefixes, name).flatMap((entry): Mapping[] => {
      if (entry['variables'] === 'all') return [{ all: true }]
      const from: string | undefined = entry['source']
      const expression: string | undefined = entry['sourceExpression']
      const source = report.compiled(element, `the ${name} mapping`, () =>
        expression !== undefined
          ? compileValue(expression)
          : from !== undefined
            ? ({ feel: compileFeel(from) } as Value)
            : undefined,
      )
      return source && entry['target'] ? [{ target: entry['target'], value: source }] : []
    })
  const inputs = side('in'),
    outputs = side('out')
  if (foreignAttribute(element, prefixes, 'inheritVariables') === 'true') inputs.unshift({ all: true })
  // without any mapping Camunda and Flowable hand nothing over; here the called process sees the variables of the case
  if (inputs.length > 0 || outputs.length > 0 || isForeignModel(model.definitions))
    Object.assign(node, { inputs, outputs })
}
