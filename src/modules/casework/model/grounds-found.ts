import { ruleTasks, type Graph, type Json, type Variables } from '../../../kernel/process/index.ts'

/** What the rules of a case worked out: the variables their tasks wrote. */
export const resultsOf = (names: readonly string[], variables: Variables): Variables =>
  Object.fromEntries(names.flatMap((name) => (variables[name] === undefined ? [] : [[name, variables[name]]])))

/** The same by the graph of its process. */
export const resultsOfRules = (graph: Graph, variables: Variables): Variables =>
  resultsOf(
    ruleTasks(graph).map((rule) => rule.writes),
    variables,
  )

/** Grounds for refusal that stand anywhere in the rules' results. */
export function groundsFound(results: Variables, grounds: readonly { id: string }[]): Set<string> {
  const known = new Set(grounds.map((ground) => ground.id))
  const found = new Set<string>()
  const walk = (value: Json): void => {
    if (typeof value === 'string') {
      if (known.has(value)) found.add(value)
    } else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk)
  }
  walk(results)
  return found
}
