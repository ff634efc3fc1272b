import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { testDatabase } from '../platform/database/testing.ts'
import { backup } from './backup.ts'
import { restore } from './restore.ts'

const left: (() => Promise<unknown> | void)[] = []
afterEach(async () => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  for (const item of left.splice(0)) await item()
})

async function instance() {
  const [test, home] = [await testDatabase(), mkdtempSync(join(tmpdir(), 'darcha-backup-'))]
  left.push(
    () => test.drop(),
    () => rmSync(home, { recursive: true, force: true }),
  )
  return {
    home,
    use() {
      vi.stubEnv('DATABASE_URL', test.url)
      vi.stubEnv('DARCHA_HOME', home)
    },
  }
}

it('takes along all that nothing else holds, archived cases too, and nothing that is on its way', async () => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const [item, two] = [await instance(), await instance()]
  const put = (path: string) => {
    mkdirSync(join(item.home, path, '..'), { recursive: true })
    writeFileSync(join(item.home, path), path)
  }
  const kept = ['files/ab/abc', 'archive/2026-03/case.jsonl.gz', 'ca/root/key.pem', 'secrets.json']
  const passing = ['files/unfinished/piece-1', 'files/incoming/draft', 'archive/2026-03/next.jsonl.gz.part']
  for (const path of [...kept, ...passing]) put(path)
  const folder = join(item.home, 'backup')
  item.use()
  expect(await backup.run([folder])).toBe(0)
  two.use()
  expect(await restore.run([folder, '--replace'])).toBe(0)
  for (const path of kept) expect(readFileSync(join(two.home, path), 'utf8')).toBe(path)
  for (const path of passing) expect(existsSync(join(two.home, path))).toBe(false)
})

it('brings back a file that lost its bytes but not its length, and refuses by name what no backup holds', async () => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const item = await instance()
  const path = 'files/ab/abc'
  mkdirSync(join(item.home, 'files/ab'), { recursive: true })
  writeFileSync(join(item.home, path), 'whole')
  writeFileSync(join(item.home, 'secrets.json'), '{}')
  const folder = join(item.home, 'backup')
  item.use()
  expect(await backup.run([folder])).toBe(0)
  writeFileSync(join(item.home, path), 'whale')
  expect(await restore.run([folder, '--replace'])).toBe(0)
  expect(readFileSync(join(item.home, path), 'utf8')).toBe('whole')

  const refusal = async () => {
    said.mockClear()
    return [await restore.run([folder, '--replace']), said.mock.calls.join('')]
  }
  // whole by its sum, but nothing that an instance keeps: it would be written over what runs it
  writeFileSync(join(folder, 'running.json'), '')
  const sums = readFileSync(join(folder, 'SHA256SUMS'), 'utf8')
  const ofNothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
  appendFileSync(join(folder, 'SHA256SUMS'), `${ofNothing}  running.json\n`)
  expect(await refusal()).toEqual([1, expect.stringMatching(/SHA256SUMS is damaged; nothing was changed/)])
  writeFileSync(join(folder, 'SHA256SUMS'), sums)
  rmSync(join(folder, path))
  mkdirSync(join(folder, path))
  expect(await refusal()).toEqual([1, expect.stringMatching(/abc can't be read \(EISDIR\); nothing was changed/)])
})
