import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { chmod, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { makeFolder } from '../platform/config/index.ts'
import { BackupUnreadable } from '../platform/database/index.ts'

/** The database's own file of a backup. */
export const DATA = 'database.jsonl.gz'
/** Written last, and read by `sha256sum -c` too: a backup without it was not finished. */
export const SUMS = 'SHA256SUMS'
/**
 * What belongs to an instance beside its database: uploaded and issued files, archived cases (nothing else holds their
 * events), the demo authority, its secrets.
 */
const KEPT = ['files', 'archive', 'ca', 'secrets.json']
/** On their way: they come and go while they are copied, and what is lost of them is sent or written again. */
const PASSING = /^(incoming|unfinished)$|\.part$/

/** A file of a backup: its path inside the folder, and its SHA-256 in hexadecimal. */
export interface Summed {
  path: string
  sha256: string
}

/** Copies what an instance keeps into a backup's folder that holds the database already, and finishes it. */
export async function finishBackup(home: string, folder: string): Promise<{ files: number }> {
  const copied: Summed[] = []
  for await (const path of keptFiles(home)) {
    try {
      copied.push({ path, sha256: await copyFile(join(home, path), join(folder, path)) })
    } catch (error) {
      // an archive or a file that went while others were copied
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
  const all = [{ path: DATA, sha256: await sumOf(join(folder, DATA)) }, ...copied]
  const draft = join(folder, `${SUMS}.part`)
  await writeFile(draft, all.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join(''), { mode: 0o600, flush: true })
  await rename(draft, join(folder, SUMS))
  return { files: copied.length }
}

/**
 * Proves that a backup is whole: every file that was written is there with the bytes it had, and none that no instance
 * keeps.
 * @returns its files but for the database's
 * @throws BackupUnreadable naming the first that is missing or damaged
 */
export async function checkBackup(folder: string): Promise<Summed[]> {
  if (!existsSync(folder)) throw new BackupUnreadable(`there is no folder ${folder}`)
  const sums = await readFile(join(folder, SUMS), 'utf8').catch(() => undefined)
  if (sums === undefined)
    throw new BackupUnreadable(
      `${folder} holds no finished backup (it has no ${SUMS}, which is written last): take another one`,
    )
  const listed = sums
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Summed => {
      const [, sha256, path] = /^([0-9a-f]{64}) {2}((?!\/)(?!.*\.\.\/).+)$/.exec(line) ?? []
      if (sha256 === undefined || path === undefined || !(path === DATA || KEPT.includes(path.split('/')[0]!)))
        throw new BackupUnreadable(`${join(folder, SUMS)} is damaged`)
      return { path, sha256 }
    })
  if (!listed.some(({ path }) => path === DATA)) throw new BackupUnreadable(`${join(folder, SUMS)} is damaged`)
  const missing: string[] = []
  for (const { path, sha256 } of listed) {
    const found = await sumOf(join(folder, path)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
      // a folder in its place, no right to it, a disk that fails
      throw new BackupUnreadable(`${join(folder, path)} can't be read (${error.code ?? error.message})`)
    })
    if (found === undefined) missing.push(path)
    else if (found !== sha256) throw new BackupUnreadable(`${join(folder, path)} is damaged`)
  }
  if (missing.length > 0)
    throw new BackupUnreadable(
      `${folder} lacks ${missing.length} of its ${listed.length} files, the first is ${missing[0]}`,
    )
  return listed.filter(({ path }) => path !== DATA)
}

/** Copies a backup's stored files and archived cases into a home. What stands there whole is left as it is. */
export async function restoreFiles(folder: string, home: string, files: readonly Summed[]): Promise<void> {
  for (const { path, sha256 } of files.filter(isAddedFirst))
    if ((await sumOf(join(home, path)).catch(() => undefined)) !== sha256)
      await copyFile(join(folder, path), join(home, path))
}

/** Puts the rest in its place, and takes away what this instance kept and the backup does not know. */
export async function settleFiles(folder: string, home: string, files: readonly Summed[]): Promise<void> {
  for (const { path } of files.filter((file) => !isAddedFirst(file)))
    await copyFile(join(folder, path), join(home, path))
  const known = new Set(files.map(({ path }) => path))
  for await (const path of keptFiles(home)) if (!known.has(path)) await rm(join(home, path), { force: true })
}

/** Files are named by their bytes, so that they can be added before the database is: they are in nobody's way. */
const isAddedFirst = ({ path }: Summed) => path.startsWith('files/')

async function* keptFiles(home: string): AsyncGenerator<string> {
  for (const name of KEPT) if (existsSync(join(home, name))) yield* filesBelow(home, name)
}

async function* filesBelow(home: string, path: string): AsyncGenerator<string> {
  if (PASSING.test(basename(path))) return
  const entries = await readdir(join(home, path)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOTDIR') return undefined
    if (error.code === 'ENOENT') return []
    throw error
  })
  if (entries === undefined) yield path
  else for (const entry of entries.sort()) yield* filesBelow(home, `${path}/${entry}`)
}

/** Copies through a draft, so that no half a file ever has the name. @returns the SHA-256 of what was copied */
async function copyFile(from: string, to: string): Promise<string> {
  makeFolder(dirname(to), 0o700)
  const { mode } = await stat(from)
  const hash = createHash('sha256')
  const draft = `${to}.part`
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  try {
    await pipeline(createReadStream(from), through, createWriteStream(draft, { mode: mode & 0o777, flush: true }))
    await chmod(draft, mode & 0o777)
    await rename(draft, to)
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined)
    throw error
  }
  return hash.digest('hex')
}

async function sumOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
