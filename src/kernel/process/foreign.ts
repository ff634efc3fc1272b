import type { ModdleElement } from 'bpmn-moddle'
import { XMLNS } from '../xml/index.ts'
import { sourceOf } from './file/build-model.ts'
import { DARCHA_NAMESPACE } from './file/darcha-moddle.ts'
import { enginePrefix } from './file/metamodel.ts'

/** Prefixes of other engines' namespaces in a parsed model, whatever prefixes the file uses (`file/metamodel.ts`). */
const ENGINES = ['camunda', 'flowable', 'activiti'] as const

/** Prefixes whose attributes are understood on import. */
export const foreignPrefixes = (): readonly string[] => ENGINES

/**
 * True for a model that was written for another engine: its namespace is bound, and ours is not. Where the standard
 * leaves a question open, that engine's answer holds.
 */
export const isForeignModel = (definitions: ModdleElement): boolean => isBound(definitions, ...ENGINES)

/** True for a model that binds the namespace of one of the engines, and not ours. */
export function isBound(definitions: ModdleElement, ...engines: readonly string[]): boolean {
  const bound = (sourceOf(definitions)?.attributes ?? [])
    .filter((attribute) => attribute.namespace === XMLNS)
    .map((attribute) => attribute.value)
  const prefixes = bound.map(enginePrefix)
  return !bound.includes(DARCHA_NAMESPACE) && engines.some((engine) => prefixes.includes(engine))
}

/** An attribute another engine gave to an element. */
export function foreignAttribute(
  element: ModdleElement,
  prefixes: readonly string[],
  name: string,
): string | undefined {
  for (const prefix of prefixes) {
    const value = element.$attrs[`${prefix}:${name}`]
    if (value !== undefined) return value
  }
  return undefined
}

/** Extension elements of another engine, by local name. */
export function foreignElements(element: ModdleElement, prefixes: readonly string[], name: string): ModdleElement[] {
  const values: ModdleElement[] = element['extensionElements']?.values ?? []
  return values.filter((value) => prefixes.some((prefix) => value.$type === `${prefix}:${name}`))
}
