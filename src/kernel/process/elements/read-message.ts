import type { ModdleElement } from 'bpmn-moddle'
import type { Source } from '../compile-occurrence.ts'
import { messageEvent } from '../events/message-event.ts'
import { compileValue } from '../expressions.ts'
import type { Node } from '../graph.ts'
import { looseName } from '../loose-name.ts'
import { referred } from '../read-model.ts'

/** The message of a send or receive task, when it has one. */
export function readMessage(source: Source, element: ModdleElement, node: Node): void {
  const { model, report } = source
  const message = referred(model, element, 'messageRef')
  const name: string | undefined = message
    ? (message.name ?? message.id)
    : looseName(source, element, element, 'message')
  if (!name) return
  const value = report.compiled(element, "the message's name", () => compileValue(name))
  if (!value) return
  node.occurrence = { type: 'message', name: value }
  node.event = messageEvent
}
