import { compile, type Graph, type Problem, type Json, type Variables } from '../../../kernel/process/index.ts'
import { compileDmn, decide, type DmnModel } from '../../../kernel/rules/index.ts'

/** A published process, compiled: shared by all its cases and never changed. */
export interface Definition {
  id: string
  graph: Graph
  graphs: Record<string, Graph>
  rules: DmnModel | undefined
  suspended: boolean
}

/**
 * Compiles a process and its rules.
 * @returns the definition, or the problems for which it is refused
 */
export async function compileDefinition(id: string, bpmn: string, dmn: string | null): Promise<{ definition?: Definition; problems: Problem[] }> {
  const { graphs, problems } = await compile(bpmn)
  const main = Object.values(graphs)[0]
  if (!main || problems.some((one) => one.severity === 'error')) return { problems }
  const rules = dmn === null ? undefined : await compileDmn(dmn)
  return { definition: { id, graph: main, graphs, rules, suspended: false }, problems }
}

/** Evaluates a decision of the definition's rules; the errors of a rule stop the step. */
export function decideBy(definition: Definition, decision: string, variables: Variables): Json {
  if (!definition.rules) throw new Error(`the process asks for the decision "${decision}" but has no rules`)
  const { result, errors } = decide(definition.rules, decision, variables)
  if (errors.length > 0) throw new Error(`decision "${decision}": ${errors.map(String).join('; ')}`)
  return result as Json
}
