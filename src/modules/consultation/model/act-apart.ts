import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { ActError, type Act } from '../../../kernel/act/index.ts'
import type { ArticleChange } from '../../../kernel/difference/index.ts'
import type { ActMessage, ActTask } from './act-worker.ts'

/** What is not done by then, or takes more memory, is too large: the longest act that is taken needs a tenth of either. */
const [MILLISECONDS, MEGABYTES] = [60_000, 1_024]

type Came<Task extends ActTask> = Task extends { task: 'differences' } ? ArticleChange[] : Act

/**
 * Reads or compares long texts in a thread of its own, so that whoever asks goes on answering others.
 * @returns the same as `parseAct`, `readAkomaNtoso` and `differences` give
 * @throws ActError
 */
export function apart<Task extends ActTask>(task: Task): Promise<Came<Task>> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(threadFile(), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
    })
    const stop = (error: Error) => {
      over()
      reject(error)
    }
    const timer = setTimeout(() => stop(new ActError('too-large')), MILLISECONDS)
    const over = () => {
      clearTimeout(timer)
      void thread.terminate()
    }
    thread.on('message', (message: ActMessage) => {
      if ('code' in message) return stop(new ActError(message.code))
      over()
      resolve(message.came as Came<Task>)
    })
    thread.on('error', (error: Error & { code?: string }) =>
      stop(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new ActError('too-large') : error),
    )
    thread.on('exit', () => stop(new Error('the thread that reads texts of acts ended without an answer')))
  })
}

/** Beside the bundle as JavaScript, beside this file as TypeScript. */
function threadFile(): string {
  const folder = dirname(fileURLToPath(import.meta.url))
  const bundled = join(folder, 'act-worker.js')
  return existsSync(bundled) ? bundled : join(folder, 'act-worker.ts')
}
