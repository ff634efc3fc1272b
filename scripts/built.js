// Whether dist/ was made of the sources as they are now, so that a second start and a command build nothing.
import { createHash } from 'node:crypto'
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stamp = join(root, 'dist', '.built')
const SOURCES = [
  '{src,demo}/**/*.{ts,tsx,css,svg}',
  'bench/*.ts',
  '{texts,country}/**/*.yaml',
  'scripts/build.js',
  'package{,-lock}.json',
]

/** Where the compiled form of scripts is kept between starts: compiling was a sixth of each process's start. */
export const compiled = join(root, 'node_modules', '.cache', 'compile')

/** @returns {Promise<boolean>} */
export async function isBuilt() {
  try {
    const [digest, ...made] = readFileSync(stamp, 'utf8').split('\n')
    return (
      digest === (await digestOfSources()) && made.every((line) => line === sized(line.slice(0, line.lastIndexOf(' '))))
    )
  } catch {
    return false
  }
}

/**
 * Builds what is not built yet of the sources as they are; the builder is loaded only then.
 * @returns {Promise<boolean>} whether there was anything to do
 */
export async function buildChanged() {
  if (await isBuilt()) return false
  const { buildAll } = await import('./build.js')
  await buildAll()
  return true
}

/** To be called before a build begins: one that is cut off leaves nothing that is believed. @returns {Promise<string>} */
export async function beginBuild() {
  rmSync(stamp, { force: true })
  // what was compiled of earlier builds is of no use any more
  rmSync(compiled, { recursive: true, force: true })
  return digestOfSources()
}

/** @param {string} digest of what was built: sources that changed meanwhile are built again @param {string[]} made */
export const endBuild = (digest, made) => writeFileSync(stamp, [digest, ...made.map(sized)].join('\n'))

/** With its length: a file that another build left half written is not believed. @param {string} file */
const sized = (file) => `${file} ${statSync(join(root, file)).size}`

/** Paths, lengths and times of all that is built from. */
async function digestOfSources() {
  // not there before Node 22: `bin/darcha.js` also starts on older ones
  const { globSync } = await import('node:fs')
  const digest = createHash('sha256').update(process.version)
  for (const path of globSync(SOURCES, { cwd: root }).sort()) {
    const { size, mtimeMs } = statSync(join(root, path))
    digest.update(`${path} ${size} ${mtimeMs}\n`)
  }
  return digest.digest('hex')
}
