import type { ModdleElement } from 'bpmn-moddle'
import { metamodel } from '../file/metamodel.ts'

/** All elements of the model, its diagram aside. */
export function elementsOf(root: ModdleElement): ModdleElement[] {
  const found = [root]
  for (const at of found)
    for (const property of at['$descriptor'].properties) {
      if (property.isReference || property.isAttr || property.isVirtual || property.name === 'extensionElements')
        continue
      const value: unknown = Object.hasOwn(at, property.name) ? at[property.name] : undefined
      for (const child of [value].flat() as (ModdleElement | undefined)[])
        if (child?.['$descriptor'] && !/^(bpmndi|di|dc):/.test(child.$type)) found.push(child)
    }
  return found
}

/** Engines that share one form of extension elements. */
export const ENGINES = /^(camunda|flowable|activiti):/

/** Extension elements of an element. */
export const extensionsOf = (element: ModdleElement): ModdleElement[] => element['extensionElements']?.values ?? []

/** Takes extension elements away that have been translated. */
export function takeAway(element: ModdleElement, translated: readonly ModdleElement[]): void {
  if (translated.length === 0) return
  element['extensionElements'].values = extensionsOf(element).filter((extension) => !translated.includes(extension))
}

/** Adds an input or output of an activity, as Camunda writes it. */
export function addParameter(
  element: ModdleElement,
  kind: 'inputParameter' | 'outputParameter',
  name: string,
  body: string,
): void {
  const uri = 'http://camunda.org/schema/1.0/bpmn'
  element['extensionElements'] ??= metamodel.create('bpmn:ExtensionElements')
  const values: ModdleElement[] = element['extensionElements'].get('values')
  let io = values.find((extension) => ENGINES.test(extension.$type) && extension.$type.endsWith(':inputOutput'))
  if (!io) {
    io = metamodel.createAny('camunda:inputOutput', uri, {})
    values.push(io)
  }
  const parameter = metamodel.createAny(`camunda:${kind}`, uri, { name })
  parameter['$body'] = body
  ;(io['$children'] ??= []).push(parameter)
}
