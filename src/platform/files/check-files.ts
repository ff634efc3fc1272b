import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

interface FileProblem {
  code: 'file-altered' | 'file-missing'
  message: string
}

const NAME = /^[0-9a-f]{64}$/
const LISTED_AT_MOST = 1_000

/** Hashes every file of a store anew: one that does not hash to its name was altered. */
export async function checkFiles(folder: string): Promise<{ files: number; problems: FileProblem[] }> {
  const problems: FileProblem[] = []
  let files = 0
  for (const part of (await readdir(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name)).sort())
    for (const name of (await readdir(join(folder, part))).filter((file) => NAME.test(file)).sort()) {
      files++
      const hash = createHash('sha256')
      for await (const chunk of createReadStream(join(folder, part, name))) hash.update(chunk as Buffer)
      if (hash.digest('hex') !== name && problems.length < LISTED_AT_MOST)
        problems.push({ code: 'file-altered', message: `the stored file ${name} was altered` })
    }
  return { files, problems }
}

/**
 * Files that are named and not there.
 * @param folder root of the store; where it is not on this machine nothing can be said, and nothing is
 */
export async function missingFiles(folder: string, names: readonly string[]): Promise<FileProblem[]> {
  if (!existsSync(folder)) return []
  return [...new Set(names)]
    .filter((name) => !existsSync(join(folder, name.slice(0, 2), name)))
    .slice(0, LISTED_AT_MOST)
    .map((name) => ({ code: 'file-missing', message: `the stored file ${name} is missing` }))
}
