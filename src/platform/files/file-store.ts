import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, existsSync, rmSync, statSync } from 'node:fs'
import { open, readdir, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { makeFolder } from '../config/make-folder.ts'
import { Refusal } from '../use-case/index.ts'
import { refusal } from './refusals.ts'

export interface StoredFile {
  /** SHA-256 in hexadecimal: the name of the file here. */
  sha256: string
  /** Bytes. */
  size: number
}

/** Bytes that are part of the store now. */
export interface KeptFile extends StoredFile {
  /** They were not there before: nobody else has them. */
  isNew: boolean
}

/** Bytes that arrived and are not part of the store yet. */
export interface StagedFile extends StoredFile {
  path: string
  /** Makes it part of the store, whole and on the disk. */
  keep(): Promise<KeptFile>
  /** Removes it; nothing happens after `keep`. */
  drop(): Promise<void>
}

/** Files by their content: the same bytes are kept once, and nothing is ever changed or half there. */
export interface FileStore {
  put(content: Uint8Array | AsyncIterable<Uint8Array>): Promise<StoredFile>
  /** Takes bytes in without making them part of the store. @throws Refusal no-room, with nothing left behind */
  stage(content: Uint8Array | AsyncIterable<Uint8Array>): Promise<StagedFile>
  has(sha256: string): Promise<boolean>
  /** Takes bytes away that nothing names; whoever calls it has seen to that. */
  remove(sha256: string): Promise<void>
  /**
   * Names of files of one folder (two hexadecimal digits) that were last put before an instant, in milliseconds: who puts
   * the same bytes again makes them young.
   */
  olderIn(folder: string, before: number): Promise<string[]>
  /** Takes bytes away that nothing names, unless they were put again since. @returns whether they went */
  removeOlder(sha256: string, before: number): Promise<boolean>
  /**
   * The bytes as a stream, which fails at its end when they are not those that were put. @throws Error when there is no
   * such file
   */
  get(sha256: string): Promise<Readable>
  /** All bytes at once, for documents of known size. @throws Error when they are not those that were put */
  bytes(sha256: string): Promise<Uint8Array>
}

/** What a killed process left half-written is removed after this time. */
const STALE_MILLISECONDS = 3_600_000
const UNTHROWN = { throwIfNoEntry: false } as const

/**
 * Opens the store of a folder; several processes may share it.
 * @param folder `DARCHA_HOME/files`
 */
export function openFiles(
  folder: string,
  { openDraft = (path: string): Promise<FileHandle> => open(path, 'wx', 0o640) } = {},
): FileStore {
  const incoming = join(folder, 'incoming')
  makeFolder(incoming)
  let swept: Promise<void> | undefined
  const pathOf = (sha256: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error(`"${sha256}" is no name of a file`)
    return join(folder, sha256.slice(0, 2), sha256)
  }

  const stage: FileStore['stage'] = async (content) => {
    swept ??= removeStale(incoming)
    await swept
    const path = join(incoming, randomUUID())
    const drop = () => rm(path, { force: true })
    try {
      const staged = await write(await openDraft(path), content)
      return { ...staged, path, drop, keep: () => keep(path, pathOf(staged.sha256), staged) }
    } catch (error) {
      await drop()
      throw asRefusal(error)
    }
  }

  return {
    stage,
    async put(content) {
      const { sha256, size } = await (await stage(content)).keep()
      return { sha256, size }
    },
    has: (sha256) =>
      stat(pathOf(sha256)).then(
        () => true,
        () => false,
      ),
    remove: (sha256) => rm(pathOf(sha256), { force: true }),
    async olderIn(part, before) {
      const old: string[] = []
      for (const name of await readdir(join(folder, part)).catch(() => []))
        if (/^[0-9a-f]{64}$/.test(name) && (statSync(join(folder, part, name), UNTHROWN)?.mtimeMs ?? before) < before)
          old.push(name)
      return old
    },
    async removeOlder(sha256, before) {
      // seen and gone in one breath: nothing of this process comes between
      if ((statSync(pathOf(sha256), UNTHROWN)?.mtimeMs ?? before) >= before) return false
      rmSync(pathOf(sha256))
      return true
    },
    async get(sha256) {
      const path = pathOf(sha256)
      statSync(path)
      return createReadStream(path).pipe(checked(sha256))
    },
    async bytes(sha256) {
      const bytes = await readFile(pathOf(sha256))
      if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw damaged(sha256)
      // as plain bytes: `slice` of a Buffer would share its memory
      return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    },
  }
}

async function write(file: FileHandle, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<StoredFile> {
  const hash = createHash('sha256')
  let size = 0
  try {
    for await (const chunk of content instanceof Uint8Array ? [content] : content) {
      hash.update(chunk)
      size += chunk.length
      await file.writeFile(chunk)
    }
    // on the disk before it gets its name: a name without bytes would be worse than nothing
    await file.sync()
  } finally {
    await file.close()
  }
  return { sha256: hash.digest('hex'), size }
}

async function keep(from: string, to: string, { sha256, size }: StoredFile): Promise<KeptFile> {
  const folder = join(to, '..')
  let isNew: boolean
  try {
    makeFolder(folder)
    isNew = !existsSync(to)
    await rename(from, to)
    const directory = await open(folder, 'r')
    await directory.sync().finally(() => directory.close())
  } catch (error) {
    await rm(from, { force: true })
    throw asRefusal(error)
  }
  return { sha256, size, isNew }
}

function checked(sha256: string): Transform {
  const hash = createHash('sha256')
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
    flush(done) {
      done(hash.digest('hex') === sha256 ? null : damaged(sha256))
    },
  })
}

const damaged = (sha256: string) => new Error(`the stored file ${sha256} was changed on the disk`)

/** A full disk or quota is said to the person who uploads, with what to do. */
export function asRefusal(error: unknown): unknown {
  const code = (error as { code?: string }).code
  return code === 'ENOSPC' || code === 'EDQUOT' ? new Refusal(refusal['no-room']) : error
}

async function removeStale(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name)
    const found = await stat(path).catch(() => undefined)
    if (found && Date.now() - found.mtimeMs > STALE_MILLISECONDS) await rm(path, { force: true })
  }
}
