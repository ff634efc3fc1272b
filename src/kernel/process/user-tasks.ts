import type { CompiledGraph } from './graph.ts'
import type { Graph } from './types.ts'

/** A user task as its model writes it: attributes that FEEL works out when it opens are absent. */
export interface UserTask {
  element: string
  attributes: Readonly<Record<string, string>>
}

/** The user tasks of a process, in the order of the model. */
export const userTasks = (graph: Graph): UserTask[] =>
  [...(graph as CompiledGraph).nodes.values()]
    .filter((node) => node.kind === 'human')
    .map((node) => ({
      element: node.id,
      attributes: Object.fromEntries(
        node.attributes.flatMap(([name, value]) => ('plain' in value ? [[name, String(value.plain)]] : [])),
      ),
    }))
