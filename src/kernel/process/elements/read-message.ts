import type { ModdleElement } from 'bpmn-moddle'
import type { Source } from '../compile-occurrence.ts'
import { messageEvent } from '../events/message-event.ts'
import { compileValue } from '../expressions.ts'
import type { Node } from '../graph.ts'
import { referred, referredName } from '../read-model.ts'

/** The message of a send or receive task, when it has one. */
export function readMessage({ model, report }: Source, element: ModdleElement, node: Node): void {
  const message = referred(model, element, 'messageRef')
  const name: string | undefined = message ? (message.name ?? message.id) : referredName(model, element, 'messageRef')
  if (!name) return
  const value = report.compiled(element, "the message's name", () => compileValue(name))
  if (!value) return
  node.occurrence = { type: 'message', name: value }
  node.event = messageEvent
}
