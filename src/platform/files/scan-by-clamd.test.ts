import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { scanByClamd } from './scan-by-clamd.ts'

const folder = mkdtempSync(join(tmpdir(), 'darcha-clamd-'))
const file = join(folder, 'file.pdf')
writeFileSync(file, Buffer.alloc(200_000, 'x'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A daemon that answers as it is told to. @param whole what it does when the file has come whole */
async function asked(
  { whole, began }: { whole?: (socket: Socket) => void; began?: (socket: Socket) => void },
  patience = 2_000,
): Promise<string> {
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('error', () => undefined)
    began?.(socket)
    let tail = Buffer.alloc(0)
    socket.on('data', (chunk: Buffer) => {
      tail = Buffer.concat([tail, chunk]).subarray(-4)
      if (tail.equals(Buffer.alloc(4))) whole?.(socket)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  try {
    await scanByClamd(`127.0.0.1:${port}`, patience)(file)
    return 'clean'
  } catch (error) {
    return (error as { kind?: { code: string } }).kind?.code ?? String(error)
  } finally {
    for (const socket of open) socket.destroy()
    server.close()
  }
}
const says = (answer: string) => ({ whole: (socket: Socket) => void socket.end(answer) })

it('takes in what the scanner calls clean, and refuses what it calls infected', async () => {
  expect(await asked(says('stream: OK\0'))).toBe('clean')
  // whether it hangs up or not
  expect(await asked({ whole: (socket) => void socket.write('stream: OK\0') })).toBe('clean')
  expect(await asked(says('stream: Eicar-Test-Signature FOUND\0'))).toBe('files.infected')
})

it('takes in nothing that could not be looked at: garbage, silence, a hang-up, endless talk, nobody there', async () => {
  for (const answer of ['', '\0', 'OK', 'stream: OK, but', 'INSTREAM size limit exceeded. ERROR\0', '\u0000stream: OK'])
    expect([answer, await asked(says(answer))]).toEqual([answer, 'files.scanner-away'])
  expect(await asked({}, 50)).toBe('files.scanner-away')
  expect(await asked({ began: (socket) => socket.destroy() })).toBe('files.scanner-away')
  expect(await asked({ began: (socket) => void socket.write('x'.repeat(100_000)) })).toBe('files.scanner-away')
  // a word now and then is no answer
  const drips = (socket: Socket) => {
    const drip = setInterval(() => socket.write('.'), 10)
    socket.on('close', () => clearInterval(drip))
  }
  expect(await asked({ began: drips }, 100)).toBe('files.scanner-away')
  await expect(scanByClamd('127.0.0.1:1')(file)).rejects.toMatchObject({ kind: { code: 'files.scanner-away' } })
  await expect(scanByClamd(join(folder, 'no.sock'))(file)).rejects.toMatchObject({
    kind: { code: 'files.scanner-away' },
  })
})
