import type { ModdleElement } from 'bpmn-moddle'
import type { Source } from '../compile-occurrence.ts'
import type { EventKind } from '../element-kind.ts'
import { foreignAttribute } from '../foreign.ts'
import type { Thrown } from '../graph.ts'
import { referred, referredName } from '../read-model.ts'
import { throwError } from '../throw.ts'

/** What an error or escalation event refers to. */
export function readThrown({ model }: Source, definition: ModdleElement, type: 'error' | 'escalation'): Thrown {
  const target = referred(model, definition, `${type}Ref`)
  // other engines take a reference that names no definition as the code itself
  const code: string | undefined = target
    ? target[`${type}Code`]
    : referredName(model, definition, `${type}Ref`)?.replace(/^[\w.-]+:/, '')
  return {
    ...(target?.id ? { definition: target.id } : {}),
    ...(code ? { code } : {}),
    ...(target?.name ? { name: target.name } : {}),
  }
}

/** An error: ends the activity it is thrown in (BPMN 2.0.2, 10.5.6). */
export const errorEvent: EventKind = {
  type: 'error',
  definition: 'error',
  places: ['event sub-process start', 'boundary', 'end'],
  read(source, _event, definition) {
    const codeVariable = foreignAttribute(definition, source.prefixes, 'errorCodeVariable')
    const messageVariable = foreignAttribute(definition, source.prefixes, 'errorMessageVariable')
    return {
      type: 'error',
      ...readThrown(source, definition, 'error'),
      ...(codeVariable ? { codeVariable } : {}),
      ...(messageVariable ? { messageVariable } : {}),
    }
  },
  throw(game, node, scope) {
    game.move(node, 'left')
    throwError(game, scope, node, node.occurrence as Thrown, undefined)
  },
}
