import type { ModelElement } from './model-elements.ts'

/** What may come after an element of a model: over its flows, over events at its border, and into what is inside it. */
export function flowOf(elements: readonly ModelElement[]): (id: string) => string[] {
  const after = new Map<string, string[]>()
  const add = (from: string | undefined, to: string | undefined) => {
    if (from !== undefined && to !== undefined) after.set(from, [...(after.get(from) ?? []), to])
  }
  for (const element of elements) {
    add(element.from, element.to)
    add(element.host, element.id)
  }
  return (id) => after.get(id) ?? []
}

/** Elements where a case, or a part of it, may begin: no flow leads there and they stand at nobody's border. */
export function startsOf(elements: readonly ModelElement[]): ModelElement[] {
  const targets = new Set(elements.map((element) => element.to))
  return elements.filter(
    (element) => element.type !== 'sequenceFlow' && element.host === undefined && !targets.has(element.id),
  )
}
