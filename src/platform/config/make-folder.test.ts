import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { makeFolder } from './make-folder.ts'

const folder = mkdtempSync(join(tmpdir(), 'darcha-folders-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('makes what is missing with its rights, and leaves what is there', () => {
  const deep = join(folder, 'a', "b's", 'ў')
  makeFolder(deep, 0o700)
  expect(statSync(deep).mode & 0o777).toBe(0o700)
  makeFolder(deep)
  expect(statSync(deep).mode & 0o777).toBe(0o700)
})

it.skipIf(!existsSync('/proc'))('says at once what can not be made where Node itself tries for ever', () => {
  for (const path of ['/proc/x', '/proc/x/y']) {
    const begun = performance.now()
    expect(() => makeFolder(path)).toThrow(expect.objectContaining({ syscall: 'mkdir', path: '/proc/x' }))
    expect(performance.now() - begun).toBeLessThan(1000)
  }
})

it('refuses a file, a folder in a file and a link that leads nowhere', () => {
  writeFileSync(join(folder, 'file'), '')
  symlinkSync(join(folder, 'nowhere'), join(folder, 'link'))
  for (const [path, code] of [
    ['file', 'ENOTDIR'],
    ['file/below', 'ENOTDIR'],
    ['link', 'EEXIST'],
    ['n'.repeat(300), 'ENAMETOOLONG'],
  ] as const)
    expect(() => makeFolder(join(folder, path))).toThrow(expect.objectContaining({ code, syscall: 'mkdir' }))
})
