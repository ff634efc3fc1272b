import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

/** What the thread is started with: the only folder templates are read from, and the fonts, as paths. */
export interface TypstSetup {
  templates: string
  fonts: string[]
}

export interface TypstRequest {
  id: number
  template: string
  data: string /** Seconds since 1970. */
  at: number
}

export type TypstAnswer = { id: number; pdf: Uint8Array } | { id: number; problem: string }

const { templates, fonts } = workerData as TypstSetup
const compiler = NodeCompiler.create({
  workspace: templates,
  fontArgs: [{ fontBlobs: fonts.map((path) => readFileSync(path)) }],
})

parentPort?.on('message', (request: TypstRequest) => {
  let answer: TypstAnswer
  try {
    answer = { id: request.id, pdf: write(request) }
  } catch (error) {
    answer = { id: request.id, problem: (error as Error).message ?? String(error) }
  }
  // what is remembered of a document is of no use to the next one, and would grow without end
  compiler.evictCache(0)
  parentPort?.postMessage(answer)
})

/**
 * PDF/A-2a: tagged, and refused when a letter has no picture in the fonts; without a standard it would print a hole.
 */
function write({ template, data, at }: TypstRequest): Uint8Array {
  const compiled = compiler.compile({ mainFilePath: join(templates, template), inputs: { doc: data } })
  const problem = compiled.takeError()
  if (problem || !compiled.result)
    throw new Error(problem ? saying(compiler.fetchDiagnostics(problem)) : 'nothing was made')
  return new Uint8Array(compiler.pdf(compiled.result, { pdfStandard: 'a-2a', creationTimestamp: at }))
}

const saying = (diagnostics: { message?: string }[]): string =>
  diagnostics.map((diagnostic) => diagnostic.message ?? JSON.stringify(diagnostic)).join('; ')
