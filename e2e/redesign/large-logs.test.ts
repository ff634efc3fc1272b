import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { afterAll, expect, it } from 'vitest'
import { runCommand } from '../testing/start-instance.ts'

const folder = mkdtempSync(join(tmpdir(), 'darcha-large-logs-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Megabytes that a command may take, whatever the length of the log. */
const MEMORY = 250
/** Says at its end how much memory the process took at most, in kilobytes. */
const TELLS_MEMORY =
  "data:text/javascript,process.on('exit',()=>process.stderr.write('at most '+process.resourceUsage().maxRSS+' kB'))"

/** @param parts pieces of the file @returns what `darcha mine` counts, and megabytes that it took at most */
async function mine(name: string, parts: Iterable<string>) {
  const path = join(folder, name)
  await pipeline(Readable.from(parts), createWriteStream(path))
  const { code, stdout, stderr } = await runCommand(
    { NODE_OPTIONS: `--import="${TELLS_MEMORY}"` },
    'mine',
    path,
    '--json',
  )
  rmSync(path)
  expect(code, stderr).toBe(0)
  const kilobytes = Number(/at most (\d+) kB$/.exec(stderr)![1])
  return { found: JSON.parse(stdout) as { cases: number; events: number }, megabytes: (kilobytes * 1024) / 1e6 }
}

const STEPS = ['Ariza qabul qilindi', 'Tekshirildi', 'Kelishildi', 'Imzolandi', 'Berildi']
const at = (second: number) => new Date(Date.UTC(2025, 0, 1) + second * 1000).toISOString()

/** Rows of all cases by the clock: those of one case stand far apart. */
function* rows(cases: number) {
  yield 'case,activity,time,resource\n'
  for (let turn = 0; turn < STEPS.length; turn++)
    for (let from = 0; from < cases; from += 1000)
      yield Array.from({ length: 1000 }, (_, n) => {
        const id = from + n
        return `2025-${id},${STEPS[(turn + (id % 7 === 0 ? 1 : 0)) % 5]},${at(turn * cases + id)},r${id % 50}\n`
      }).join('')
}

function* traces(cases: number) {
  yield '<?xml version="1.0"?><log>'
  for (let id = 0; id < cases; id++)
    yield `<trace><string key="concept:name" value="${id}"/>${STEPS.map(
      (step, turn) =>
        `<event><string key="concept:name" value="${step}"/><string key="org:resource" value="r${id % 50}"/><date key="time:timestamp" value="${at(id * 5 + turn)}"/><string key="note" value="${'x'.repeat(100)}"/></event>`,
    ).join('')}</trace>`
  yield '</log>'
}

it('a million rows of CSV are read in bounded memory, in whatever order they stand', async () => {
  const { found, megabytes } = await mine('rows.csv', rows(200_000))
  expect(found).toMatchObject({ cases: 200_000, events: 1_000_000 })
  expect(megabytes).toBeLessThan(MEMORY)
}, 120_000)

// LONG_LOGS=1: a gigabyte
it(`a log in XES takes no more memory when it is long`, async () => {
  const cases = process.env['LONG_LOGS'] ? 700_000 : 100_000
  const { found, megabytes } = await mine('log.xes', traces(cases))
  expect(found).toMatchObject({ cases, events: 5 * cases })
  expect(megabytes).toBeLessThan(MEMORY)
}, 300_000)
