import { spawnSync } from 'node:child_process'
import { appendFileSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, it } from 'vitest'

/** As `scripts/built.js` says of the folder it stands in. */
interface Built {
  isBuilt(): Promise<boolean>
  beginBuild(): Promise<string>
  endBuild(digest: string, made: string[]): void
}

const root = mkdtempSync(join(tmpdir(), 'darcha-built-'))
for (const folder of ['scripts', 'src', 'dist']) mkdirSync(join(root, folder))
copyFileSync(join(import.meta.dirname, 'built.js'), join(root, 'scripts', 'built.js'))
writeFileSync(join(root, 'src', 'main.ts'), 'export {}')
const module = pathToFileURL(join(root, 'scripts', 'built.js')).href
const { isBuilt, beginBuild, endBuild } = (await import(module)) as Built
afterAll(() => rmSync(root, { recursive: true }))

async function build() {
  const digest = await beginBuild()
  writeFileSync(join(root, 'dist', 'main.js'), 'built')
  return () => endBuild(digest, ['dist/main.js'])
}

it('believes what was built of the sources as they are', async () => {
  expect(await isBuilt()).toBe(false)
  ;(await build())()
  expect(await isBuilt()).toBe(true)
})

it.each<[string, () => unknown]>([
  ['a source has changed', () => appendFileSync(join(root, 'src', 'main.ts'), '\n')],
  ['a source was added', () => writeFileSync(join(root, 'src', 'more.ts'), '')],
  ['a source was taken away', () => rmSync(join(root, 'src', 'more.ts'))],
  ['what was built is gone', () => rmSync(join(root, 'dist', 'main.js'))],
  ['what was built is half written', () => writeFileSync(join(root, 'dist', 'main.js'), 'bui')],
  ['a build was cut off', () => beginBuild()],
])('builds again when %s', async (_, happens) => {
  ;(await build())()
  await happens()
  expect(await isBuilt()).toBe(false)
})

it('builds again what changed while it was built', async () => {
  const end = await build()
  appendFileSync(join(root, 'src', 'main.ts'), '\n')
  end()
  expect(await isBuilt()).toBe(false)
})

/** Asks for a build as a command does, in a process of its own. @returns whether there was anything to do */
function buildChanged(): string {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', `console.info(await (await import(${JSON.stringify(module)})).buildChanged())`],
    { encoding: 'utf8' },
  )
  return (stdout + stderr).trim()
}

it('loads the builder only when there is something to build', async () => {
  const loaded = join(root, 'loaded')
  const builder = `import { writeFileSync } from 'node:fs'
import { beginBuild, endBuild } from './built.js'
writeFileSync(${JSON.stringify(loaded)}, '')
export const buildAll = async () => endBuild(await beginBuild(), ['dist/main.js'])`
  writeFileSync(join(root, 'scripts', 'build.js'), builder)
  writeFileSync(join(root, 'package.json'), '{"type": "module"}')
  ;(await build())()
  expect([buildChanged(), existsSync(loaded)]).toEqual(['false', false])
  appendFileSync(join(root, 'src', 'main.ts'), '\n')
  expect([buildChanged(), existsSync(loaded)]).toEqual(['true', true])
  expect(buildChanged()).toBe('false')
})
