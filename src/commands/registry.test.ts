import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { beforeAll, expect, it } from 'vitest'
import { WrongUsage } from './arguments.ts'
import { exit } from './command.ts'
import { registry } from './registry.ts'

beforeAll(async () => {
  const root = process.cwd()
  mkdirSync(join(root, 'dist', 'demo'), { recursive: true })
  await build({
    entryPoints: [join(root, 'demo/registry.ts')],
    outdir: join(root, 'dist/demo'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    packages: 'external',
    jsx: 'automatic',
    jsxImportSource: '#jsx',
    logLevel: 'error',
    sourcemap: 'linked',
  })
})

it.each([
  [[]],
  [['a', 'b']],
  [['population', '--port', 'x']],
  [['population', '--port', '70000']],
  [['population', '--no-such']],
])('refuses %j as wrong usage', async (args) => {
  await expect(registry.run(args)).rejects.toBeInstanceOf(WrongUsage)
})

it('ends with 2 for a register that does not exist', async () => {
  expect(await registry.run(['no-such'])).toBe(exit.usage)
})

it('ends with 3 when the port is taken', async () => {
  const { createServer } = await import('node:http')
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  expect(await registry.run(['population', '--port', String((server.address() as { port: number }).port)])).toBe(
    exit.environment,
  )
  server.close()
})
