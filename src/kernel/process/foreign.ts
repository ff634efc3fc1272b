import type { ModdleElement } from 'bpmn-moddle'

/** Prefixes of other engines' namespaces in a parsed model, whatever prefixes the file uses (`file/metamodel.ts`). */
const ENGINES = ['camunda', 'flowable', 'activiti'] as const

/** Prefixes whose attributes are understood on import. */
export const foreignPrefixes = (): readonly string[] => ENGINES

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
