import type { ModdleElement } from 'bpmn-moddle'
import { compileProcess } from './compile-process.ts'
import { findUnrun } from './dialects/find-unrun.ts'
import { translateModel } from './dialects/translate-model.ts'
import { foreignPrefixes } from './foreign.ts'
import type { CompiledGraph } from './graph.ts'
import { readModel } from './read-model.ts'
import { Report, typeOf } from './report.ts'
import type { Graph, Problem } from './types.ts'

export interface CompileOptions {
  /** Compile only this process. */
  process?: string
  /**
   * It is run already, taken by a release that refused less: what is no FEEL stops a case where it comes to it, as any
   * rule that fails, and keeps none from going on elsewhere.
   */
  stands?: boolean
}

/**
 * Compiles the processes of a BPMN 2.0 model to graphs.
 * @param source XML text, or the bytes of the file, which are decoded by their declared encoding
 * @returns graphs by process id, executable ones first; a process with errors has none. Each problem names element,
 *   line and remedy.
 */
export async function compile(
  source: string | Uint8Array,
  options: CompileOptions = {},
): Promise<{ graphs: Record<string, Graph>; problems: Problem[] }> {
  const { model, problems } = await readModel(source)
  if (!model || problems.some((problem) => problem.severity === 'error')) return { graphs: {}, problems }
  translateModel(model)
  problems.push(...findUnrun(model))
  const processes = ((model.definitions['rootElements'] ?? []) as ModdleElement[]).filter(
    (moddleElement) =>
      typeOf(moddleElement) === 'process' && (options.process === undefined || moddleElement.id === options.process),
  )
  if (processes.length === 0)
    problems.push({
      severity: 'error',
      code: 'no-process',
      message:
        options.process === undefined ? 'the model holds no process' : `the model holds no process ${options.process}`,
      remedy: 'add a process',
    })
  const graphs: Record<string, CompiledGraph> = {}
  const executable = processes.some((process) => process['isExecutable'] === true)
  const ordered = [
    ...processes.filter((process) => process['isExecutable'] === true),
    ...processes.filter((process) => process['isExecutable'] !== true),
  ]
  for (const process of ordered) {
    const report = new Report([], options.stands)
    const graph = compileProcess({ model, report, prefixes: foreignPrefixes() }, process, graphs)
    const failed = report.problems.some((problem) => problem.severity === 'error')
    if (!failed) graphs[graph.id] = graph
    // the other side of a collaboration may be a sketch: it is not what is run
    const sketch = executable && process['isExecutable'] !== true
    problems.push(
      ...report.problems.map((problem) =>
        sketch && problem.severity === 'error' ? { ...problem, severity: 'warning' as const } : problem,
      ),
    )
  }
  return { graphs, problems }
}
