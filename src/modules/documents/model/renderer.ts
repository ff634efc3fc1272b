import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { fontsNeeded } from '../../../kernel/text/index.ts'
import { DOCUMENT_FONTS, fontFiles, type FontName } from './document-fonts.ts'
import type { DocumentData } from './document-data.ts'
import type { TypstAnswer, TypstRequest, TypstSetup } from './typst-worker.ts'

/** Makes PDFs of documents. */
export interface Renderer {
  /**
   * One document as PDF/A-2a. The same data and instant give the same bytes.
   * @param at RFC 3339: the date the file bears
   * @throws DocumentProblem when it can't be set: a letter that the fonts lack
   */
  render(data: DocumentData, at: string): Promise<Uint8Array>
  close(): Promise<void>
}

/** The document itself can't be set; trying again changes nothing. */
export class DocumentProblem extends Error {}

export interface RendererOptions {
  /** Documents after which the thread is replaced: the compiler keeps a little memory of each. */
  documents?: number
  /** A document that takes longer is given up, and the thread with it. */
  patienceMilliseconds?: number
}

/**
 * A renderer with a thread of its own, because the compiler works without pause; it is started at the first document.
 * @param root the project's root folder, where the templates are
 */
export function renderer(
  root: string,
  { documents = 500, patienceMilliseconds = 30_000 }: RendererOptions = {},
): Renderer {
  const templates = join(root, 'src', 'modules', 'documents', 'templates')
  const setup = (fonts: readonly FontName[]): TypstSetup => ({ templates, fonts: fonts.flatMap(fontFiles) })
  let thread: Thread | undefined
  let turn: Promise<unknown> = Promise.resolve()
  let closed = false

  const renderNow = async (data: DocumentData, at: string): Promise<Uint8Array> => {
    if (closed) throw new Error('the renderer is closed')
    const others = fontsNeeded(textIn(data)) as FontName[]
    const fonts: FontName[] = ['plain', ...others]
    // fonts of other scripts are large and seldom needed: a thread that has them lives for one document
    const current = others.length > 0 ? startThread(setup(fonts)) : (thread ??= startThread(setup(fonts)))
    try {
      return await current.ask(
        {
          template: 'document.typ',
          // where no line may end is a narrow page's affair: in a paper a date is found by its letters alone
          data: JSON.stringify({ ...data, fonts: fonts.map((font) => DOCUMENT_FONTS[font].family) }).replaceAll(
            '\u2060',
            '',
          ),
          at: Math.floor(Date.parse(at) / 1000),
        },
        patienceMilliseconds,
      )
    } finally {
      if (current !== thread) await current.end()
      else if (current.broken || current.asked >= documents) {
        thread = undefined
        await current.end()
      }
    }
  }
  return {
    render(data, at) {
      // one after another: a second thread would only take the processor from the first
      const mine = turn.then(() => renderNow(data, at))
      turn = mine.catch(() => undefined)
      return mine
    },
    async close() {
      closed = true
      await turn
      await thread?.end()
    },
  }
}

/** All that a document says. */
const textIn = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : typeof value === 'object' && value !== null
      ? Object.values(value).map(textIn).join('\n')
      : ''

interface Thread {
  ask(request: Omit<TypstRequest, 'id'>, patience: number): Promise<Uint8Array>
  readonly asked: number
  readonly broken: boolean
  end(): Promise<void>
}

function startThread(setup: TypstSetup): Thread {
  const worker = new Worker(workerFile(), { workerData: setup })
  // the thread alone must not keep a process alive
  worker.unref()
  let [asked, broken] = [0, false]
  return {
    get asked() {
      return asked
    },
    get broken() {
      return broken
    },
    end: async () => {
      await worker.terminate()
    },
    ask(request, patience) {
      const id = ++asked
      return new Promise<Uint8Array>((resolve, reject) => {
        const fail = (error: Error) => {
          broken = true
          done()
          reject(error)
        }
        const answered = (answer: TypstAnswer) => {
          done()
          if ('pdf' in answer) resolve(answer.pdf)
          else reject(new DocumentProblem(answer.problem))
        }
        const exited = () => fail(new Error('the document compiler ended'))
        const timer = setTimeout(() => fail(new Error(`the document compiler took more than ${patience} ms`)), patience)
        const done = () => {
          clearTimeout(timer)
          worker.off('message', answered).off('error', fail).off('exit', exited).unref()
        }
        worker.on('message', answered).on('error', fail).on('exit', exited).ref()
        worker.postMessage({ ...request, id } satisfies TypstRequest)
      })
    },
  }
}

/** Beside the bundle as JavaScript, beside this file as TypeScript. */
function workerFile(): string {
  const folder = dirname(fileURLToPath(import.meta.url))
  const bundled = join(folder, 'typst-worker.js')
  return existsSync(bundled) ? bundled : join(folder, 'typst-worker.ts')
}
