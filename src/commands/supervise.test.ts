import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openServer } from '../platform/http/index.ts'
import { supervisor, type Supervisor } from './supervise.ts'

let folder: string
let port: number
let parts: Supervisor
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'darcha-parts-'))
  const probe = await openServer({ host: '127.0.0.1', port: 0 })
  port = probe.port
  await probe.stop()
  parts = supervisor()
})
afterEach(async () => {
  await parts.stop()
  rmSync(folder, { recursive: true })
})

/** A server that answers with a word, gets its port handed and leaves it as the product's own does. */
function write(word: string, before = ''): [string] {
  const file = join(folder, 'server.mjs')
  writeFileSync(
    file,
    `import { createServer } from 'node:http'
${before}
process.send('port')
process.once('message', (_, handle) => {
  const server = createServer((request, answer) => answer.end(${JSON.stringify(word)} + (globalThis.waited ?? '')))
  const open = () => process.stdout.write('{"ready":true,"name":"server"}\\n')
  handle ? server.listen(handle, open) : server.listen(${port}, '127.0.0.1', open)
  process.on('SIGTERM', () => {
    server.close(() => process.exit(0))
    server.closeIdleConnections()
    process.send('left')
  })
})
`,
  )
  return [file]
}

const start = (run: [string], spare?: string) =>
  parts.start({
    name: 'server',
    run,
    restart: true,
    ...(spare ? { spare } : {}),
    standIn: { host: '127.0.0.1', port, answer: (_, answer) => void answer.writeHead(503).end('come again') },
  })

const read = async () => {
  const answer = await fetch(`http://127.0.0.1:${port}/`, { headers: { connection: 'close' } })
  return answer.text()
}

it('answers by the old server until the new one can', async () => {
  await start(write('old'))
  write(
    'new',
    `import { existsSync, watch, writeFileSync } from 'node:fs'
const may = ${JSON.stringify(join(folder, 'may'))}
await new Promise((done) => {
  const watcher = watch(${JSON.stringify(folder)}, look)
  writeFileSync(${JSON.stringify(join(folder, 'begun'))}, '')
  look()
  function look() {
    if (existsSync(may)) done(watcher.close())
  }
})`,
  )
  const restarted = parts.restart('server')
  await vi.waitFor(() => expect(existsSync(join(folder, 'begun'))).toBe(true), { timeout: 30_000 })
  expect(await read()).toBe('old')
  writeFileSync(join(folder, 'may'), '')
  await restarted
  expect(await read()).toBe('new')
})

it('goes on with the old server when the new one cannot start, and takes the next that can', async () => {
  await start(write('old'))
  write('broken', 'process.exit(1)')
  await expect(parts.restart('server')).rejects.toThrow('ended before it was ready')
  expect(await read()).toBe('old')
  write('new')
  await parts.restart('server')
  expect(await read()).toBe('new')
})

it('lets a spare take over, which has loaded what takes long', async () => {
  const spare = join(folder, 'spare.mjs')
  writeFileSync(
    spare,
    `globalThis.waited = ' after waiting'
process.once('disconnect', () => process.exit(0))
await new Promise((done) => process.once('message', done))
await import(process.argv[2])
`,
  )
  await start(write('old'), spare)
  expect(await read()).toBe('old')
  write('new')
  await parts.restart('server')
  expect(await read()).toBe('new after waiting')
})

it('runs what ends by itself, tells how it ended, and does not leave it behind', async () => {
  const file = join(folder, 'once.mjs')
  const run = (code: string) => {
    writeFileSync(file, code)
    return parts.runToEnd({ name: 'preparation', run: [file], environment: { ENDS_WITH: '3' } })
  }
  expect(await run('process.exit(Number(process.env.ENDS_WITH))')).toBe(3)
  await expect(run("process.kill(process.pid, 'SIGKILL')")).rejects.toThrow('preparation was ended from outside')
  const begun = join(folder, 'begun')
  const stands = run(`import { writeFileSync } from 'node:fs'
    writeFileSync(${JSON.stringify(begun)}, String(process.pid)); setInterval(() => undefined, 1000)`)
  const ended = expect(stands).rejects.toThrow('ended from outside')
  await vi.waitFor(() => expect(existsSync(begun)).toBe(true), 5000)
  await parts.stop()
  await ended
})
