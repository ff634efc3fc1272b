import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { useCasesOf } from '../../src/commands/compose.ts'
import { MODULES } from '../../src/commands/modules.ts'
import { readConfig } from '../../src/platform/config/index.ts'
import { issueToken } from '../../src/platform/identity/index.ts'
import { caseBench, type CaseBench } from '../../src/modules/casework/testing.ts'

const SERVICE = 'housing-availability-certificate'
const root = resolve(import.meta.dirname, '..', '..')
const node = async (...args: string[]) =>
  (await promisify(execFile)(process.execPath, args, { cwd: root, maxBuffer: 50_000_000 })).stdout

let bench: CaseBench
let folder: string
let text: string
beforeAll(async () => {
  bench = await caseBench([SERVICE])
  // packages are found from here
  mkdirSync(join(root, 'dist'), { recursive: true })
  folder = mkdtempSync(join(root, 'dist', 'interface-'))
  text = await (await fetch(`${bench.origin}/api/openapi.json`)).text()
  writeFileSync(join(folder, 'openapi.json'), text)
}, 60_000)
afterAll(async () => {
  await bench?.close()
  rmSync(folder, { recursive: true, force: true })
})

it('a linter that is not ours finds nothing in the interface document', async () => {
  expect(await node('e2e/interface/lint.js', join(folder, 'openapi.json'))).toBe('')
}, 60_000)

it('shared shapes stand once, every operation names its refusals', () => {
  const document = JSON.parse(text) as {
    paths: Record<string, Record<string, { operationId: string; responses: Record<string, unknown> }>>
    components: Record<string, Record<string, unknown>>
  }
  for (const [, section, name] of text.matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g))
    expect(document.components[section!]).toHaveProperty(name!)
  expect(text).not.toContain('$defs')
  const seen = new Map<string, number>()
  JSON.stringify(document, (_, value: unknown) => {
    if (value && typeof value === 'object' && 'properties' in value) {
      const shape = JSON.stringify(value)
      seen.set(shape, (seen.get(shape) ?? 0) + 1)
    }
    return value
  })
  expect([...seen].filter(([shape, count]) => count > 1 && shape.length >= 100).map(([shape]) => shape)).toEqual([])
  for (const operation of Object.values(document.paths).flatMap((methods) => Object.values(methods)))
    expect([operation.operationId, Object.keys(operation.responses).some((status) => /^4/.test(status))]).toEqual([
      operation.operationId,
      true,
    ])
})

it('operations stand under their rooms, of which each says what it is for', () => {
  const { tags, paths } = JSON.parse(text) as {
    tags: { name: string; description?: string }[]
    paths: Record<string, Record<string, { operationId: string; tags: string[] }>>
  }
  expect(tags.length).toBeGreaterThan(9)
  expect(tags.filter(({ description = '' }) => description.length < 30)).toEqual([])
  for (const { operationId, tags: own } of Object.values(paths).flatMap((methods) => Object.values(methods)))
    expect([operationId, own, tags.filter(({ name }) => name === own[0]).length]).toEqual([operationId, own, 1])
})

it('what stands as an example is one', () => {
  const examples = useCasesOf(MODULES, { ...readConfig(root, {}), demo: true }).filter(({ example }) => example)
  expect(examples.length).toBeGreaterThan(18)
  for (const { name, input, output, example } of examples) {
    if (example!.input) expect([name, input.safeParse(example!.input).error]).toEqual([name, undefined])
    if (example!.output) expect([name, output.safeParse(example!.output).error]).toEqual([name, undefined])
  }
})

it('a client that a generator made of it files an application and follows it', async () => {
  writeFileSync(
    join(folder, 'interface.ts'),
    await node('e2e/interface/generate-types.js', join(folder, 'openapi.json')),
  )
  writeFileSync(join(folder, 'client.ts'), CLIENT)
  const checked = await node(
    join(root, 'node_modules', 'typescript', 'bin', 'tsc'),
    ...['--ignoreConfig', '--noEmit', '--strict', '--skipLibCheck', '--target', 'es2024', '--module', 'nodenext'],
    ...['--allowImportingTsExtensions', '--types', 'node', join(folder, 'client.ts')],
  ).catch((error: { stdout: string }) => error.stdout)
  expect(checked).toBe('')
  const { token } = (await bench.instance.database.transaction((tx) => issueToken(tx, 'citizen', bench.clock())))!
  const told = JSON.parse(await node(join(folder, 'client.ts'), bench.origin, token)) as Record<string, unknown>
  expect(told).toMatchObject({
    status: 'in_progress',
    service: SERVICE,
    listed: true,
    refused: 'urn:darcha:problem:errors.not-allowed',
    wrong: ['answers'],
  })
}, 120_000)

/** What a stranger writes against the generated types. */
const CLIENT = `
import createClient from 'openapi-fetch'
import type { components, paths } from './interface.ts'
const [, , origin, token] = process.argv
const client = createClient<paths>({ baseUrl: origin + '/api/v1', headers: { authorization: 'Bearer ' + token } })
const service = await client.GET('/services/{id}', { params: { path: { id: '${SERVICE}' } } })
const filed = await client.POST('/applications', {
  body: { service: '${SERVICE}', answers: service.data!.example!.answers },
  params: { header: { 'Idempotency-Key': 'first' } },
})
const id: string = filed.data!.id
const followed = await client.GET('/applications/{application}', { params: { path: { application: id } } })
const mine = await client.GET('/applications', { params: { query: { size: 10 } } })
const other = await client.GET('/tasks', { params: { query: { office: 'none' } } })
const problem: components['schemas']['Problem'] = other.error!
// @ts-expect-error a service is named
const wrong = await client.POST('/applications', { body: { service: '${SERVICE}' } })
console.log(JSON.stringify({
  status: followed.data!.status,
  service: followed.data!.service,
  listed: mine.data!.items.some((line) => line.id === id),
  refused: problem.type,
  wrong: wrong.error!.errors!.map((field) => field.path),
}))
`
