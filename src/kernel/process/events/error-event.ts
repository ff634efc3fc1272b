import type { ModdleElement } from 'bpmn-moddle'
import { constant, compileValue } from '../expressions.ts'
import type { Source } from '../compile-occurrence.ts'
import type { EventKind } from '../element-kind.ts'
import { foreignAttribute } from '../foreign.ts'
import type { Thrown } from '../graph.ts'
import { looseName } from '../loose-name.ts'
import { referred } from '../read-model.ts'
import { called } from '../report.ts'
import { throwError, thrownBy } from '../throw.ts'

/** What an error or escalation event refers to. */
export function readThrown(
  source: Source,
  event: ModdleElement,
  definition: ModdleElement,
  type: 'error' | 'escalation',
): Thrown {
  const { model, report } = source
  const target = referred(model, definition, `${type}Ref`)
  // other engines take a reference that names no definition as the code itself
  const written: string | undefined = target
    ? target[`${type}Code`]
    : looseName(source, event, definition, type)?.replace(/^[\w.-]+:/, '')
  const value = written?.trim()
    ? report.compiled(event, `the code of the ${type}`, () => constant(compileValue(written)))
    : undefined
  const isThrown = /Throw|End/.test(event.$type)
  if (value && 'feel' in value && !isThrown)
    report.warning(
      event,
      'code',
      `${called(event)}: the code "${written}" is known only when it is thrown: what refers to the same ${type} is caught`,
      'give the code itself',
    )
  return {
    ...(target?.id ? { definition: target.id } : {}),
    ...(value && 'plain' in value ? { code: String(value.plain) } : value && isThrown ? { worked: value } : {}),
    ...(target?.name ? { name: target.name } : {}),
  }
}

/** An error: ends the activity it is thrown in (BPMN 2.0.2, 10.5.6). */
export const errorEvent: EventKind = {
  type: 'error',
  definition: 'error',
  places: ['event sub-process start', 'boundary', 'end'],
  read(source, event, definition) {
    const codeVariable = foreignAttribute(definition, source.prefixes, 'errorCodeVariable')
    const messageVariable = foreignAttribute(definition, source.prefixes, 'errorMessageVariable')
    return {
      type: 'error',
      ...readThrown(source, event, definition, 'error'),
      ...(codeVariable ? { codeVariable } : {}),
      ...(messageVariable ? { messageVariable } : {}),
    }
  },
  throw(game, node, scope) {
    game.move(node, 'left')
    throwError(game, scope, node, thrownBy(game, scope, node), undefined)
  },
}
