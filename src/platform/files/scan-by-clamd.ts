import { createReadStream } from 'node:fs'
import { connect } from 'node:net'
import { Refusal } from '../use-case/index.ts'
import { refusal } from './refusals.ts'

/** Looks through a file for what harms. @throws Refusal infected, or scanner-away when that can't be told */
export type Scan = (path: string) => Promise<void>

/** The scanner may take this long for one file. */
const PATIENCE_MILLISECONDS = 30_000

/**
 * Asks ClamAV's daemon (INSTREAM). Anything but a clear "OK" is a refusal: what could not be looked at is not taken in.
 * @param address `host:port` or the path of its Unix socket
 */
export function scanByClamd(address: string): Scan {
  return async (path) => {
    let answer: string
    try {
      answer = await ask(address, path)
    } catch {
      throw new Refusal(refusal['scanner-away'])
    }
    if (/ FOUND$/.test(answer)) throw new Refusal(refusal.infected)
    if (answer !== 'stream: OK') throw new Refusal(refusal['scanner-away'])
  }
}

async function ask(address: string, path: string): Promise<string> {
  const remote = /^(.+):(\d+)$/.exec(address)
  const socket = remote ? connect(Number(remote[2]), remote[1]) : connect(address)
  const answer = new Promise<string>((resolve, reject) => {
    let text = ''
    socket.setTimeout(PATIENCE_MILLISECONDS, () => reject(new Error('no answer in time')))
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
    })
    socket.on('end', () => resolve(text.replace(/\0$/, '').trim()))
    socket.on('error', reject)
  })
  answer.catch(() => undefined)
  try {
    await Promise.race([send(socket, path), answer])
    return await answer
  } finally {
    socket.destroy()
  }
}

/** Chunks with their length before them; a chunk of no length ends the stream. */
async function send(socket: ReturnType<typeof connect>, path: string): Promise<void> {
  const write = (bytes: Uint8Array | string) =>
    new Promise<void>((done, fail) => socket.write(bytes, (error) => (error ? fail(error) : done())))
  const length = (bytes: number) => {
    const size = Buffer.alloc(4)
    size.writeUInt32BE(bytes)
    return size
  }
  await write('zINSTREAM\0')
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>)
    await write(Buffer.concat([length(chunk.length), chunk]))
  await write(length(0))
}
