import pg from 'pg'
import { StatementBatch } from '../../src/platform/database/statement-batch.ts'

/** A statement that was sent, and the function of ours that sent it. */
export interface Sent {
  file: string
  sender: string
  text: string
}

type Query = (...given: unknown[]) => unknown
const ROOT = `${process.cwd()}/`
/** What opens transactions sends nothing of its own; what only tests do is no statement of the product. */
const NOT_OURS = /^src\/platform\/database\/|\/testing(\.ts|\/)|\.test\.tsx?$|^(e2e|demo)\//

/**
 * Hears every statement that any connection of this process sends. The text is taken where it leaves for the driver, so
 * one that is put
 * together from parts is heard as it is sent; who sent it stands in the stack of that moment.
 * @returns what was heard, growing, and a function that stops
 */
export function recordStatements(): { sent: Sent[]; stop(): void } {
  const sent: Sent[] = []
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 20
  const hear = (text: unknown) => {
    if (typeof text !== 'string' || /^(begin|commit|rollback)$/.test(text)) return
    const sender = senderOf(new Error().stack ?? '')
    if (sender) sent.push({ ...sender, text: plain(text) })
  }
  const { add } = StatementBatch.prototype
  StatementBatch.prototype.add = function (name, text, values) {
    hear(text)
    return add.call(this, name, text, values)
  }
  const originals = [pg.Pool.prototype, pg.Client.prototype].map((prototype) => {
    const holder = prototype as unknown as { query: Query }
    const query = holder.query
    holder.query = function (this: unknown, ...given: unknown[]) {
      const [asked] = given
      // the statements of a batch were heard when they were put into it
      if (!(asked instanceof StatementBatch))
        hear(typeof asked === 'string' ? asked : (asked as { text?: string } | undefined)?.text)
      return query.apply(this, given)
    }
    return () => {
      holder.query = query
    }
  })
  return {
    sent,
    stop() {
      originals.forEach((restore) => restore())
      StatementBatch.prototype.add = add
      Error.stackTraceLimit = limit
    },
  }
}

/**
 * The first frame of ours that is not the driver's wrapper. A pool hands its statement on later, when nobody stands
 * above: it was heard already.
 */
function senderOf(stack: string): { file: string; sender: string } | undefined {
  const frames = stack
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, called, path] =
        /^\s+at (?:async )?(?:(.+?) \()?(?:file:\/\/)?(\/[^)]*?)(?:\?[^):]*)?(?::\d+)*\)?$/.exec(line) ?? []
      if (!path?.startsWith(ROOT) || path.includes('/node_modules/')) return []
      return [{ file: path.slice(ROOT.length), called: called ?? '' }]
    })
    .filter(({ file }) => file !== 'e2e/golden/record-statements.ts' && !file.startsWith('src/platform/database/'))
  const first = frames[0]
  if (!first || NOT_OURS.test(first.file)) return undefined
  // an anonymous function that is called as a method bears the method's name: `run` of a use case
  const named = frames.find(({ file, called }) => file === first.file && nameOf(called) && nameOf(called) !== 'run')
  return { file: first.file, sender: named ? nameOf(named.called) : '' }
}

/** `Object.get [as find]` → `get`; an anonymous function has none. */
const nameOf = (called: string): string =>
  called
    .replace(/ \[as .*\]$/, '')
    .split('.')
    .at(-1)!
    .replace(/^new |<anonymous>|^Module$/g, '')

/** On one line, without the remarks that stand in it. */
const plain = (text: string) => text.replace(/--.*$/gm, '').replace(/\s+/g, ' ').trim()
