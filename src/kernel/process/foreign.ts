import type { ModdleElement } from 'bpmn-moddle'

/** Namespaces of other engines whose attributes are understood on import. */
const ENGINES = new Set(['http://camunda.org/schema/1.0/bpmn', 'http://flowable.org/bpmn', 'http://activiti.org/bpmn'])

/** Prefixes that a file binds to those namespaces. */
export function foreignPrefixes(definitions: ModdleElement): string[] {
  const bound = Object.entries(definitions.$attrs)
    .filter(([name, uri]) => name.startsWith('xmlns:') && ENGINES.has(uri))
    .map(([name]) => name.slice(6))
  return [...new Set([...bound, 'camunda', 'flowable', 'activiti'])]
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
  return values.filter((one) => prefixes.some((prefix) => one.$type === `${prefix}:${name}`))
}
