import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { projectRoot } from '../database/testing.ts'
import { systemClock } from './index.ts'
import { runningFrom, WEDNESDAY } from './testing.ts'

it('runs on from where it was set, whatever day it is', async () => {
  const clock = runningFrom(WEDNESDAY)
  const first = clock()
  expect(Date.parse(first) - Date.parse(WEDNESDAY)).toBeLessThan(1000)
  await expect.poll(() => clock() > first).toBe(true)
  expect(systemClock()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
})

const PROGRAM = `
  const { execFileSync } = require('node:child_process')
  const said = [new Date().toISOString(), new Date(Date.now()).toISOString(), new Date(Date()).toISOString(),
    new Date(0).toISOString(), String(new Date() instanceof Date), String(new Date(2020, 0, 2).getDate())]
  if (process.argv[1] !== 'child') said.push(JSON.parse(execFileSync(process.execPath, ['-e', process.env.PROGRAM, 'child']))[0])
  console.log(JSON.stringify(said))`

it('the tests of other days move the clock of a process and of those it starts, and nothing but the present', () => {
  const said = JSON.parse(
    execFileSync(process.execPath, ['-e', PROGRAM], {
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        PROGRAM,
        CLOCK_AT: '2028-02-29T23:59:00+05:00',
        NODE_OPTIONS: `--import=${pathToFileURL(join(projectRoot, 'scripts', 'shifted-clock.js'))}`,
      },
    }),
  ) as string[]
  const minutes = (text: string) => (Date.parse(text) - Date.parse('2028-02-29T18:59:00Z')) / 60_000
  for (const now of [said[0]!, said[1]!, said[2]!, said[6]!]) {
    expect(minutes(now)).toBeGreaterThanOrEqual(0)
    expect(minutes(now)).toBeLessThan(2)
  }
  expect(said.slice(3, 6)).toEqual(['1970-01-01T00:00:00.000Z', 'true', '2'])
})
