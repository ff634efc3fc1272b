import { createReadStream } from 'node:fs'
import { connect } from 'node:net'
import { Refusal } from '../use-case/index.ts'
import { refusal } from './refusals.ts'

/** Looks through a file for what harms. @throws Refusal infected, or scanner-away when that can't be told */
export type Scan = (path: string) => Promise<void>

/** The scanner may take this long for one file, however often it says something meanwhile. */
const PATIENCE_MILLISECONDS = 30_000
/** Its answer is a line; whoever says more is no scanner. */
const ANSWER_AT_MOST = 4_096

/**
 * Asks ClamAV's daemon (INSTREAM). Anything but a clear "OK" is a refusal: what could not be looked at is not taken in.
 * @param address `host:port` or the path of its Unix socket
 * @param patience milliseconds for one file
 */
export function scanByClamd(address: string, patience = PATIENCE_MILLISECONDS): Scan {
  return async (path) => {
    let answer: string
    try {
      answer = await ask(address, path, patience)
    } catch {
      throw new Refusal(refusal['scanner-away'])
    }
    if (/ FOUND$/.test(answer)) throw new Refusal(refusal.infected)
    if (answer !== 'stream: OK') throw new Refusal(refusal['scanner-away'])
  }
}

async function ask(address: string, path: string, patience: number): Promise<string> {
  const remote = /^(.+):(\d+)$/.exec(address)
  const socket = remote ? connect(Number(remote[2]), remote[1]) : connect(address)
  let patienceEnds: ReturnType<typeof setTimeout> | undefined
  const answer = new Promise<string>((resolve, reject) => {
    let text = ''
    patienceEnds = setTimeout(() => reject(new Error('no answer in time')), patience)
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
      // what it said is whole, whether it hangs up or not
      if (text.includes('\0')) resolve(text.slice(0, text.indexOf('\0')).trim())
      else if (text.length > ANSWER_AT_MOST) reject(new Error('no answer of a scanner'))
    })
    socket.on('end', () => resolve(text.trim()))
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('hung up')))
  })
  answer.catch(() => undefined)
  try {
    await Promise.race([send(socket, path), answer])
    return await answer
  } finally {
    clearTimeout(patienceEnds)
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
