import { randomUUID } from 'node:crypto'
import { constants, createReadStream } from 'node:fs'
import { open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder } from '../config/make-folder.ts'
import { asRefusal } from './file-store.ts'

/** Bytes that came in one request. */
export interface Piece {
  path: string
  size: number
  /** The request broke off, or sent more than was left: what came before is here all the same. */
  end: 'whole' | 'broken' | 'too-long'
  drop(): Promise<void>
}

/** Files on their way: one file an upload, which only grows. Several processes may share the folder. */
export interface UnfinishedFiles {
  /** Takes in the body of one request, up to `most` bytes. @throws Refusal no-room */
  receive(body: AsyncIterable<Uint8Array> | null, most: number): Promise<Piece>
  /**
   * Puts a piece behind the first `at` bytes, on the disk before it answers; what a killed process left behind them is
   * written over.
   * The caller holds the upload. @returns the length now; less than `at` when bytes are missing, and then nothing was
   * written
   */
  append(upload: string, at: number, piece: Piece): Promise<number>
  read(upload: string): AsyncIterable<Uint8Array>
  drop(upload: string): Promise<void>
  /** Removes what was not touched since, and has no owner any more. */
  sweep(before: number): Promise<void>
}

/** @param folder `DARCHA_HOME/files/unfinished` */
export function openUnfinished(folder: string): UnfinishedFiles {
  makeFolder(folder)
  const pathOf = (upload: string) => join(folder, upload)
  return {
    async receive(body, most) {
      const path = join(folder, `piece-${randomUUID()}`)
      const drop = () => rm(path, { force: true })
      try {
        return { path, drop, ...(await write(path, body, most)) }
      } catch (error) {
        await drop()
        throw asRefusal(error)
      }
    },
    async append(upload, at, piece) {
      const file = await open(pathOf(upload), constants.O_RDWR | constants.O_CREAT, 0o640)
      try {
        const { size } = await file.stat()
        if (size < at) return size
        let position = at
        for await (const chunk of createReadStream(piece.path) as AsyncIterable<Buffer>) {
          // the system may take less than it was given
          for (let done = 0; done < chunk.length; )
            done += (await file.write(chunk, done, chunk.length - done, position + done)).bytesWritten
          position += chunk.length
        }
        await file.truncate(position)
        await file.sync()
        return position
      } catch (error) {
        throw asRefusal(error)
      } finally {
        await file.close()
      }
    },
    // opened when it is read: a stream that fails before anybody listens would end the process
    async *read(upload) {
      yield* createReadStream(pathOf(upload)) as AsyncIterable<Uint8Array>
    },
    drop: (upload) => rm(pathOf(upload), { force: true }),
    async sweep(before) {
      for (const name of await readdir(folder)) {
        const found = await stat(pathOf(name)).catch(() => undefined)
        if (found && found.mtimeMs < before) await rm(pathOf(name), { force: true })
      }
    },
  }
}

async function write(
  path: string,
  body: AsyncIterable<Uint8Array> | null,
  most: number,
): Promise<Pick<Piece, 'size' | 'end'>> {
  const file = await open(path, 'wx', 0o640)
  let size = 0
  const chunks = body?.[Symbol.asyncIterator]()
  try {
    for (;;) {
      // only the line's own failures end a piece early; the disk's are thrown
      const next = await chunks?.next().catch(() => 'broken' as const)
      if (next === 'broken') return { size, end: 'broken' }
      if (!next || next.done) return { size, end: 'whole' }
      if (size + next.value.length > most) return { size, end: 'too-long' }
      await file.writeFile(next.value)
      size += next.value.length
    }
  } finally {
    await file.close()
  }
}
