import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { checkService } from '../modules/catalogue/index.ts'
import { WrongUsage } from './arguments.ts'
import { checkParts } from './check.ts'
import { create } from './new.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'new-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

async function made(...args: string[]): Promise<{ id: string; folder: string }> {
  let out = ''
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text)
    return true
  })
  try {
    expect(await create.run(['service', ...args, '--in', folder, '--json'])).toBe(0)
  } finally {
    spy.mockRestore()
  }
  return JSON.parse(out) as { id: string; folder: string }
}

it.each([
  ['well-drilling-permit'],
  ['well2', '--template', 'pension-amount-certificate'],
  ['pension', '--template', 'tree-felling-permit'],
])('writes a service that the check finds good at once: %s', async (id, ...more) => {
  const { folder: path } = await made(id, ...more)
  expect(await checkService(path, await checkParts('uz'))).toEqual({ id, ok: true, errors: [], warnings: [] })
  const passport = readFileSync(join(path, 'service.yaml'), 'utf8')
  expect(passport).toMatch(/^version: 1$/m)
  const bpmn = readFileSync(join(path, 'process.bpmn'), 'utf8')
  // every element stands in the picture
  const elements = [...bpmn.matchAll(/<bpmn:(?:\w+(?:Task|Event|Gateway)|sequenceFlow) id="([^"]+)"/g)].map((m) => m[1])
  expect(elements.length).toBeGreaterThan(5)
  for (const element of elements) expect(bpmn).toContain(`bpmnElement="${element}"`)
  for (const language of ['uz', 'ru', 'en'])
    expect(statSync(join(path, 'texts', `${language}.yaml`)).size).toBeGreaterThan(0)
  expect(readFileSync(join(path, 'examples.yaml'), 'utf8')).toContain('expect:')
})

it('refuses what it can’t make, says why, and writes nothing', async () => {
  const before = readdirSync(folder)
  for (const args of [
    [],
    ['service'],
    ['module', '../outside'],
    ['service', 'two', 'ids'],
    ['service', '../outside'],
    ['service', 'Capital'],
    ['service', 'a--b'],
    ['service', 'x'.repeat(101)],
    ['service', 'well-drilling-permit'],
    ['service', 'fresh', '--template', 'no-such-service'],
    ['service', 'fresh', '--template', '../services'],
    ['service', 'fresh', '--template', 'burial-place'],
    ['service', 'fresh', '--country', '../uz'],
    ['service', 'fresh', '--country', 'xx'],
  ])
    await expect(create.run([...args, '--in', folder]), args.join(' ')).rejects.toThrow(WrongUsage)
  expect(readdirSync(folder)).toEqual(before)
  expect(existsSync(join(folder, '..', 'outside'))).toBe(false)
})
