import {
  compile,
  type Environment,
  type Graph,
  type Problem,
  type Json,
  type Variables,
} from '../../../kernel/process/index.ts'
import { compileDmn, decide, type DmnModel, type EvaluateOptions } from '../../../kernel/rules/index.ts'

/** A published process, compiled: shared by all its cases and never changed. */
export interface Definition {
  id: string
  graph: Graph
  graphs: Record<string, Graph>
  rules: DmnModel | undefined
  /** Versions that its cases have called so far, by id: found at the first call, right for ever. */
  readonly called: Map<string, Definition>
}

/**
 * Compiles a process and its rules.
 * @param stands it is published already, by a release that may have refused less: an expression or a rule that is
 *   refused today fails where a case comes to it, and the version's other work goes on
 * @returns the definition, or the problems for which it is refused
 */
export async function compileDefinition(
  id: string,
  bpmn: string,
  dmn: string | null,
  { stands = false }: { stands?: boolean } = {},
): Promise<{ definition?: Definition; problems: Problem[] }> {
  const { graphs, problems } = await compile(bpmn, { stands })
  const main = Object.values(graphs)[0]
  if (!main || problems.some((problem) => problem.severity === 'error')) return { problems }
  const rules = dmn === null ? undefined : await compileDmn(dmn, { lenient: stands })
  return { definition: { id, graph: main, graphs, rules, called: new Map() }, problems }
}

/** Evaluates a decision of the definition's rules, else of a version it calls; the errors of a rule stop the step. */
export function decideBy(definition: Definition, decision: string, variables: Variables, clock: EvaluateOptions): Json {
  const failures: string[] = []
  for (const item of [definition, ...definition.called.values()]) {
    if (!item.rules) continue
    const { result, errors } = decide(item.rules, decision, variables, clock)
    if (errors.length === 0) return result as Json
    failures.push(...errors.map(String))
  }
  throw new Error(
    failures.length > 0
      ? `decision "${decision}": ${failures.join('; ')}`
      : `the process asks for the decision "${decision}" but has no rules`,
  )
}

/** Loads a version by id; undefined when there is none. */
export type FindDefinition = (id: string) => Promise<Definition | undefined>

/**
 * Runs pure work that may ask for the graphs of called processes. A process of the same file is found by its id, one of
 * another
 * definition by `service@version`. What is not loaded yet is loaded, and the work, being pure, is done again.
 */
export async function withCalled<Answer>(
  definition: Definition,
  find: FindDefinition,
  work: (graph: NonNullable<Environment['graph']>) => Answer,
): Promise<Answer> {
  const unknown = new Set<string>()
  for (;;) {
    const asked = new Set<string>()
    const attempt = attempted(() =>
      work((process) => {
        const graph = graphFor(definition, process)
        if (!graph) asked.add(process)
        return graph
      }),
    )
    let loaded = false
    for (const id of asked) {
      if (unknown.has(id)) continue
      unknown.add(id)
      const found = await find(id)
      if (!found) continue
      definition.called.set(id, found)
      loaded = true
    }
    if (!loaded) return attempt()
  }
}

function graphFor(definition: Definition, process: string): Graph | undefined {
  const own = (item: Definition) => (Object.hasOwn(item.graphs, process) ? item.graphs[process] : undefined)
  const called = definition.called.get(process)
  if (called) return called.graph
  for (const item of [definition, ...definition.called.values()]) {
    const graph = own(item)
    if (graph) return graph
  }
  return undefined
}

/** Does the work now; its answer or its error is given later. */
function attempted<Answer>(work: () => Answer): () => Answer {
  try {
    const answer = work()
    return () => answer
  } catch (error) {
    return () => {
      throw error
    }
  }
}
