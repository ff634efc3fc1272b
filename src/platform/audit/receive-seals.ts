import { appendFile, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { makeFolder } from '../config/make-folder.ts'
import { isSignedBy, SignedSeal } from './signed-seal.ts'
import { readWitness } from './witness.ts'

/** Bytes of a signed seal at most. */
const MOST = 1_000

/**
 * Keeps the seals of other bodies: `POST /witness/{name}` takes a signed one, `GET /witness/{name}` gives all that were
 * kept, one a line, as `darcha verify --audit --witness` reads them. Seals tell nothing but a number, a hash and a time.
 * @param known public key of each body by its name; only theirs are taken
 * @param home DARCHA_HOME
 */
export function keepSealsOfOthers(app: Hono, known: Readonly<Record<string, string>>, home: string): void {
  const pathOf = (name: string) => join(home, 'witness', `${name}.seals`)
  // one after another, so that two at once don't write over each other
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
    const next = last.then(work, work)
    last = next.catch(() => {})
    return next
  }
  app.get('/witness/:name', async (context) => {
    const name = context.req.param('name')
    if (!Object.hasOwn(known, name)) return context.text('', 404)
    return context.text(await readFile(pathOf(name), 'utf8').catch(() => ''))
  })
  app.post('/witness/:name', bodyLimit({ maxSize: MOST }), async (context) => {
    const name = context.req.param('name')
    if (!Object.hasOwn(known, name)) return context.text('', 404)
    const given = SignedSeal.safeParse(jsonOf(await context.req.text())).data
    if (!given) return context.text('not a signed seal', 422)
    if (!isSignedBy(given, known[name]!)) return context.text('not signed by the key that is known here', 403)
    const said = await inTurn(() => keepSeal(pathOf(name), given.seal))
    return said === 'other'
      ? context.text('another seal of this number or a later one is kept here', 409)
      : context.text(said)
  })
}

/**
 * Adds a seal to what is kept; the one that stands last is not written twice.
 * @returns `other`: it goes behind what is kept, or is another one of the same number: the log was written anew
 */
async function keepSeal(path: string, line: string): Promise<'kept' | 'other'> {
  const [seal] = readWitness(line)!
  const before = readWitness(await readFile(path, 'utf8').catch(() => '')) ?? []
  const last = before.at(-1)
  if (last && seal!.number <= last.number)
    return before.some(({ number, hash }) => number === seal!.number && hash === seal!.hash) ? 'kept' : 'other'
  makeFolder(join(path, '..'))
  await appendFile(path, `${line}\n`)
  const file = await open(path, 'r')
  await file.sync().finally(() => file.close())
  return 'kept'
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
