import { spawn } from 'node:child_process'
import { expect, it } from 'vitest'
import { startDemo } from './testing.ts'

const answers = (url: string) =>
  fetch(url).then(
    (response) => response.ok,
    () => false,
  )

it('tells its address in one line and ends on SIGTERM', async () => {
  const demo = await startDemo('registry')
  expect(demo.facts).toMatchObject({
    ready: true,
    name: 'registers',
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
  })
  expect(await answers(demo.url)).toBe(true)
  await demo.stop()
  expect(demo.child.exitCode).toBe(0)
  expect(await answers(demo.url)).toBe(false)
})

it('ends when the process that started it is killed', async () => {
  const demo = await startDemo('registry')
  const file = demo.child.spawnargs.at(-1)!
  const parent = spawn(
    process.execPath,
    [
      '-e',
      `require('node:child_process').spawn(process.execPath, [${JSON.stringify(file)}], { stdio: 'inherit' }); setInterval(() => {}, 1000)`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, PORT: '0' } },
  )
  const line = await new Promise<string>((done) => parent.stdout.once('data', (data: Buffer) => done(data.toString())))
  const { url } = JSON.parse(line) as { url: string }
  expect(await answers(url)).toBe(true)
  parent.kill('SIGKILL')
  await expect.poll(() => answers(url), { timeout: 10_000 }).toBe(false)
  await demo.stop()
})

it('says what is missing and ends', async () => {
  await expect(startDemo('identity')).rejects.toThrow('ended with 2')
  await expect(startDemo('payment')).rejects.toThrow('ended with 2')
  await expect(startDemo('registry', { REGISTERS: 'no-such' })).rejects.toThrow('ended with 2')
})
