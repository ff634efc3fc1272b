import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { checkService, type CheckParts, type ServiceFolder, type ServiceProblem } from '../modules/catalogue/index.ts'
import { checkParts } from './check.ts'
import { projectRoot } from './project-root.ts'

/**
 * Checks folders as `darcha check` does, and remembers in `dist/` what it found good: running the examples of all services
 * takes seconds, and what this very build found good with this country pack is good.
 * @param country id of the country pack
 * @param kept the file with what was found good
 * @returns the check: a folder's faults
 */
export function checkerOf(
  country: string,
  kept = join(projectRoot, 'dist', 'checked-services.json'),
): (folder: string) => Promise<readonly ServiceProblem[]> {
  const pack = join(projectRoot, 'country', country)
  let [parts, basis, good]: [Promise<CheckParts>?, string?, Set<string>?] = []
  return async (folder) => {
    good ??= readGood(kept)
    basis ??= digestOf([pack], buildTime())
    const digest = digestOf([folder], basis)
    if (good.has(digest)) return []
    const { errors } = await checkService(folder, await (parts ??= checkParts(country)))
    if (errors.length === 0) writeGood(kept, good.add(digest))
    return errors
  }
}

/** Folders that a build has read without a fault. */
export interface ReadBefore {
  /** Those that were are remembered on. */
  has(id: string, files: ServiceFolder['files']): boolean
  /** Remembers those that were read, in the place of all before. */
  keep(): void
  add(id: string, files: ServiceFolder['files']): void
}

/**
 * Remembers in `dist/` which texts of services this very build read without a fault with this country pack: reading all of
 * them takes longer than the rest of a second start.
 * @param country id of the country pack
 * @param kept the file with what was read
 */
export function readBefore(country: string, kept = join(projectRoot, 'dist', 'read-services.json')): ReadBefore {
  const basis = digestOf([join(projectRoot, 'country', country)], buildTime())
  const before = readGood(kept)
  const now = new Set<string>()
  const digest = (id: string, files: ServiceFolder['files']) =>
    createHash('sha256')
      .update(JSON.stringify([basis, id, files]))
      .digest('hex')
  return {
    has(id, files) {
      const known = digest(id, files)
      if (before.has(known)) now.add(known)
      return before.has(known)
    },
    add: (id, files) => void now.add(digest(id, files)),
    keep() {
      if (now.size !== before.size || [...now].some((each) => !before.has(each))) writeGood(kept, now)
    },
  }
}

/** When the programs were built that would find the same again. */
function buildTime(): string {
  const main = join(projectRoot, 'dist', 'main.js')
  return existsSync(main) ? createHash('sha256').update(readFileSync(main)).digest('hex') : String(Date.now())
}

function digestOf(folders: readonly string[], basis: string): string {
  const hash = createHash('sha256').update(basis)
  for (const folder of folders)
    for (const path of globSync(join(folder, '**', '*')).sort())
      if (statSync(path).isFile()) hash.update(`\n${relative(projectRoot, path)}\n`).update(readFileSync(path))
  return hash.digest('hex')
}

function readGood(file: string): Set<string> {
  try {
    return new Set(JSON.parse(readFileSync(file, 'utf8')) as string[])
  } catch {
    return new Set()
  }
}

/** Only the newest are kept; a file that can't be written costs the next start a look. */
function writeGood(file: string, good: ReadonlySet<string>): void {
  try {
    writeFileSync(`${file}.${process.pid}`, JSON.stringify([...good].slice(-500)))
    renameSync(`${file}.${process.pid}`, file)
  } catch {
    return
  }
}
