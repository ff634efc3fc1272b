import { parentPort, workerData } from 'node:worker_threads'
import { ActError, readAkomaNtoso, type Act, type HeadingWords } from '../../../kernel/act/index.ts'
import { differences } from '../../../kernel/difference/index.ts'
import { parseAct, type GivenText } from './parse-act.ts'

/** What the thread is started with: one thing to do with long texts. */
export type ActTask =
  | { task: 'read'; given: GivenText; headings: readonly HeadingWords[] }
  | { task: 'akn'; source: string }
  | { task: 'differences'; before: Act; after: Act }

/** What it tells: what came of it, or why nothing can be read. */
export type ActMessage = { came: unknown } | { code: ActError['code'] }

const answer = (message: ActMessage) => parentPort?.postMessage(message)
const given = workerData as ActTask
try {
  answer({
    came:
      given.task === 'read'
        ? parseAct(given.given, given.headings)
        : given.task === 'akn'
          ? readAkomaNtoso(given.source)
          : differences(given.before, given.after),
  })
} catch (error) {
  if (!(error instanceof ActError)) throw error
  answer({ code: error.code })
}
