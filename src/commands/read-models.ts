import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { compile, type Graph, type Problem } from '../kernel/process/index.ts'
import { compileDmn, type DmnModel } from '../kernel/rules/index.ts'
import { WrongUsage } from './arguments.ts'

/** A problem of a model, and the file it stands in. */
export type FileProblem = Problem & { file: string }

/** What files that are given together hold. */
export interface Models {
  /** Processes by id, in the order of the files, executable ones first in each. */
  graphs: Record<string, Graph>
  decisions: DmnModel[]
  errors: FileProblem[]
  warnings: FileProblem[]
}

const PROCESSES = /\.(bpmn|bpmn2|bpmn20\.xml|bpmn\.xml)$/i
const DECISIONS = /\.dmn(\.xml)?$/i

/**
 * Reads models that belong together: files of processes and of decisions, or folders of them. Processes call each other
 * over the files.
 * @throws WrongUsage when a file can't be read or a folder holds no model
 */
export async function readModels(paths: readonly string[]): Promise<Models> {
  const models: Models = { graphs: {}, decisions: [], errors: [], warnings: [] }
  const fileOf = new Map<string, string>()
  for (const file of paths.flatMap(modelFilesOf)) {
    const source = readModelFile(file)
    if (DECISIONS.test(file)) await addDecisions(models, file, source)
    else {
      const { graphs, problems } = await compile(source)
      for (const problem of problems)
        (problem.severity === 'error' ? models.errors : models.warnings).push({ file, ...problem })
      for (const [id, graph] of Object.entries(graphs)) {
        const other = fileOf.get(id)
        if (other !== undefined)
          models.errors.push({
            severity: 'error',
            code: 'duplicate-id',
            file,
            element: id,
            message: `the process ${id} stands in ${other} too`,
            remedy: 'give only one of the files, or one of the processes another id',
          })
        fileOf.set(id, file)
        models.graphs[id] = graph
      }
    }
  }
  // rules.dmn beside a model belongs to it
  const beside = join(dirname(modelFilesOf(paths[0] as string)[0] as string), 'rules.dmn')
  if (models.decisions.length === 0 && isFile(beside)) await addDecisions(models, beside, readModelFile(beside))
  return models
}

/** Reads a model of decisions. What is wrong in it is told with its line. */
async function addDecisions(models: Models, file: string, source: Uint8Array): Promise<void> {
  try {
    models.decisions.push(await compileDmn(source))
  } catch (error) {
    const [, line, message] = /^line (\d+): (.*)$/s.exec((error as Error).message) ?? []
    models.errors.push({
      severity: 'error',
      code: 'not-dmn',
      file,
      message: message ?? (error as Error).message,
      ...(line === undefined ? {} : { line: Number(line) }),
      remedy: (error as { remedy?: string }).remedy ?? 'write the rule in FEEL',
    })
  }
}

/** A file itself, or the models in a folder and the folders inside it, in the order of their names. */
function modelFilesOf(path: string): string[] {
  if (!isFolder(path)) return [path]
  const found = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && (PROCESSES.test(entry.name) || DECISIONS.test(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  if (!found.some((file) => PROCESSES.test(file))) throw new WrongUsage(`${path} holds no model (*.bpmn)`)
  return found
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true

/** @throws WrongUsage when there is no such file */
export function readModelFile(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new WrongUsage(
      code === 'ENOENT' ? `there is no file or service ${path}` : `${path} can't be read: ${code ?? message}`,
    )
  }
}

/** A problem as a line for people: `model.bpmn:12: what is wrong — what to do`. */
export const problemLine = ({ file, line, message, remedy }: FileProblem): string =>
  `${file}${line === undefined ? '' : `:${line}`}: ${message}${remedy ? ` — ${remedy}` : ''}\n`
