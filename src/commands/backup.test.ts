import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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
