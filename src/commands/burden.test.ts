import { expect, it, vi } from 'vitest'
import type { Command } from './command.ts'
import { burden } from './burden.ts'
import { run as runModel } from './run.ts'

/** Runs a command in this process, and gives what it wrote. */
async function run(command: Command, ...args: string[]) {
  let out = ''
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text)
    return true
  })
  try {
    return { code: await command.run([...args, '--json']), result: JSON.parse(out) }
  } finally {
    spy.mockRestore()
  }
}

it('counts what a service takes, before and now, and says where each figure comes from', async () => {
  const { code, result } = await run(burden, 'tree-felling-permit')
  expect(code).toBe(0)
  expect(result.services).toEqual([
    {
      id: 'tree-felling-permit',
      before: expect.objectContaining({ documents: 1, visits: 3, bodies: 2, days: 15, cost: null }),
      now: expect.objectContaining({ documents: 0, visits: 0, bodies: 2, days: 15, duplicateChecks: 0 }),
    },
  ])
  expect(result.services[0].now.from.duplicateChecks).toBe('counted')
  const all = await run(burden)
  expect(all.code).toBe(0)
  expect(all.result.services.length).toBeGreaterThan(50)
  await expect(burden.run(['no-such-service'])).rejects.toThrow('there is no service')
})

it('runs a service as its example says, not round and round with empty results', async () => {
  const { code, result } = await run(runModel, 'tree-felling-permit')
  expect({ code, outcome: result.outcome, error: result.error }).toMatchObject({ code: 0, outcome: 'completed' })
  expect(result.trace).toEqual(expect.arrayContaining(['pay', 'inspect', 'decide', 'sign', 'issue']))
  expect(result.trace.length).toBeLessThan(40)
  const refused = await run(runModel, 'tree-felling-permit', '--example', 'refused, and the appeal is in vain')
  expect(refused.result.trace).toContain('appeal')
  await expect(runModel.run(['tree-felling-permit', '--example', 'none'])).rejects.toThrow('has no example "none"')
})
