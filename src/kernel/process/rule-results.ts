import type { CompiledGraph } from './graph.ts'
import type { Graph } from './types.ts'

/** Names of the variables that the business rule tasks of a process write, in the order of the model. */
export const ruleResults = (graph: Graph): string[] => [...(graph as CompiledGraph).nodes.values()].filter((node) => node.kind === 'rule').map((node) => node.writes)
