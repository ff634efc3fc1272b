import type { CompiledGraph } from './graph.ts'
import type { Graph } from './types.ts'

/**
 * A business rule task: which decision it asks for, undefined when FEEL tells, and the variable that holds its result.
 */
export interface RuleTask {
  element: string
  decision: string | undefined
  writes: string
}

/** The business rule tasks of a process, in the order of the model. */
export const ruleTasks = (graph: Graph): RuleTask[] =>
  [...(graph as CompiledGraph).nodes.values()]
    .filter((node) => node.kind === 'rule')
    .map((node) => {
      const decision = node.attributes.find(([name]) => name === 'decision')?.[1]
      return {
        element: node.id,
        decision: decision && 'plain' in decision ? String(decision.plain) : undefined,
        writes: node.writes,
      }
    })
