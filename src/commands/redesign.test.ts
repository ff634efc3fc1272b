import { repairServices, repairTable } from './repaired-services.ts'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it, vi } from 'vitest'
import type { Command } from './command.ts'
import { diagnose } from './diagnose.ts'
import { mine } from './mine.ts'
import { simulate } from './simulate.ts'

const folder = mkdtempSync(join(tmpdir(), 'darcha-redesign-'))
afterAll(() => rmSync(folder, { recursive: true }))
const SERVICE = 'tree-felling-permit'

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

it('diagnoses a service on paper, mends it, and finds less in what it wrote', async () => {
  const found = await run(diagnose, SERVICE, '--before')
  expect(found.code).toBe(1)
  expect(found.result.findings.map(({ rule }: { rule: string }) => rule)).toEqual([
    'held-by-state',
    'visit-for-paper',
    'visit-for-paper',
    'no-law',
  ])
  expect(found.result.findings[0]).toMatchObject({ elements: ['document_plot'], fixable: true })
  const path = join(folder, 'to-be.bpmn')
  const mended = await run(diagnose, SERVICE, '--before', '--fix', path)
  expect(mended.result).toMatchObject({ before: { visits: 3 }, after: { visits: 0 }, fixed: { length: 3 } })
  expect(readFileSync(path, 'utf8')).toContain('register.fetch')
  expect(await run(diagnose, path)).toMatchObject({ code: 0, result: { findings: [] } })
})

it('finds by a log what a model alone does not show, and says which law the change touches', async () => {
  const model = join(folder, 'approval.bpmn')
  writeFileSync(
    model,
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:darcha="urn:darcha:bpmn:1" targetNamespace="x"><process id="p" isExecutable="true"><startEvent id="s"/><userTask id="a" name="Prepare" darcha:office="one" darcha:basis="law"/><userTask id="b" name="Approve" darcha:office="one" darcha:basis="law"/><endEvent id="e"/><sequenceFlow id="f1" sourceRef="s" targetRef="a"/><sequenceFlow id="f2" sourceRef="a" targetRef="b"/><sequenceFlow id="f3" sourceRef="b" targetRef="e"/></process></definitions>',
  )
  const log = join(folder, 'approval.csv')
  const rows = Array.from(
    { length: 40 },
    (_, at) => `${at},Prepare,2026-01-01T00:00:00Z\n${at},Approve,2026-01-01T01:00:00Z`,
  )
  writeFileSync(log, `case,activity,time\n${rows.join('\n')}\n`)
  const { result } = await run(diagnose, model, '--log', log)
  expect(result.findings.map(({ rule }: { rule: string }) => rule)).toContain('approval-changes-nothing')
  expect(result.notLookedFor).toEqual([])
  const mended = await run(diagnose, model, '--log', log, '--fix', join(folder, 'mended.bpmn'))
  expect(mended.result.laws).toMatchObject([{ law: 'law', step: 'b', name: 'Approve', what: 'removed' }])
  writeFileSync(log, 'x,y\n1,2')
  expect(await run(diagnose, model, '--log', log)).toMatchObject({ code: 1, result: { error: expect.any(String) } })
})

it('simulates a service with the same numbers for the same seed, and compares it with another model', async () => {
  const path = join(folder, 'compared.bpmn')
  await run(diagnose, SERVICE, '--before', '--fix', path)
  const args = [SERVICE, '--before', '--cases', '50', '--replications', '4', '--compare', path]
  const [once, again] = [await run(simulate, ...args), await run(simulate, ...args)]
  expect(once).toEqual(again)
  expect(once).toMatchObject({ code: 0, result: { cases: 50, visits: 3, unfinished: 0, compared: { visits: 0 } } })
  const { mean, ci95 } = once.result.compared.cycleTimeDifference
  expect(mean + ci95).toBeLessThan(0)
  expect(once.result.demoValues).toContain('minutes of work at decide')
})

it('keeps the weekdays of an office that has days of its own, and the country’s hours for the others', async () => {
  const model = (days: string) => {
    const path = join(folder, `days${days.replaceAll(' ', '')}.bpmn`)
    writeFileSync(
      path,
      `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:darcha="urn:darcha:bpmn:1" targetNamespace="t"><process id="p" isExecutable="true"><startEvent id="s"/><userTask id="a" name="A" darcha:office="first" darcha:minutes="fixed 10"/><userTask id="b" name="B" darcha:office="second" darcha:minutes="fixed 10" darcha:days="${days}"/><endEvent id="e"/><sequenceFlow id="f1" sourceRef="s" targetRef="a"/><sequenceFlow id="f2" sourceRef="a" targetRef="b"/><sequenceFlow id="f3" sourceRef="b" targetRef="e"/></process></definitions>`,
    )
    return path
  }
  const asked = ['--cases', '400', '--between', '60', '--replications', '2', '--hours']
  const found: any[] = []
  for (const days of ['', '2 4', '2', '7']) found.push((await run(simulate, model(days), ...asked)).result)
  const [always, twice, once, never] = found
  // a commission that meets once a week is waited for two days and more, twice a week less
  expect(once.cycleTime.mean).toBeGreaterThan(always.cycleTime.mean + 2 * 1440)
  expect(twice.cycleTime.mean).toBeGreaterThan(always.cycleTime.mean + 1440)
  expect(twice.cycleTime.mean).toBeLessThan(once.cycleTime.mean - 720)
  expect(never.cycleTime.mean).toBe(always.cycleTime.mean)
  const busy = ({ units }: { units: { id: string; utilisation: number }[] }) =>
    units.find(({ id }) => id === 'second')!.utilisation
  expect(busy(once)).toBeGreaterThan(3 * busy(always))
})

it('keeps office hours and counts costs where these are asked for, and what it writes down is mined back to the same figures', async () => {
  const log = join(folder, 'simulated.xes')
  const asked = [SERVICE, '--cases', '80', '--replications', '1', '--wage', '60000', '--log', log]
  const always = await run(simulate, ...asked)
  const { result } = await run(simulate, ...asked, '--hours')
  // nights and days off between
  expect(result.waiting.mean).toBeGreaterThan(always.result.waiting.mean + 100)
  expect(result.demoValues.join('\n')).toContain('as many cases of each of 7 examples')
  expect(result.cost.mean).toBeGreaterThan(1000)
  expect(result.cost.mean).toBeLessThan(always.result.cost.mean * 1.01)
  const mined = (await run(mine, log)).result
  expect(mined).toMatchObject({ cases: 80, outOfOrder: 0 })
  expect(mined.duration.mean / 60).toBeCloseTo(result.cycleTime.mean, 3)
  expect(mined.duration.p95 / 60).toBeCloseTo(result.cycleTime.p95, 3)
  // what nobody works at begins with no record: an application that is filed, a term that runs out
  const terms = mined.activityCounts['Term of appeal over']
  expect(terms).toBeGreaterThan(0)
  expect(mined.lifecycle.start).toBe(mined.lifecycle.complete - 80 - terms)
  await expect(simulate.run([SERVICE, '--cases', '200000', '--log', log])).rejects.toThrow('at most 100000 cases')
})

it('refuses what it was not asked in the right words', async () => {
  await expect(diagnose.run([])).rejects.toThrow('name one model or service')
  await expect(simulate.run([SERVICE, '--cases', '0'])).rejects.toThrow('--cases needs a whole number')
  await expect(diagnose.run([join(folder, 'nothing.bpmn')])).rejects.toThrow('there is no file or service')
})

it('all fixes over a way on paper and a running one give models that can be run, and the table says so', async () => {
  const ways = await repairServices('uz', ['birth-grant', 'kindergarten-place', SERVICE])
  expect(ways.map(({ service, way, runs }) => [service, way, runs])).toEqual([
    ['birth-grant', 'before', true],
    ['birth-grant', 'now', true],
    ['kindergarten-place', 'before', true],
    ['kindergarten-place', 'now', true],
    [SERVICE, 'before', true],
    // a decision that nobody signs goes back for ever: it is run with the results of an example
    [SERVICE, 'now', true],
  ])
  const paper = ways.find(({ service, way }) => service === 'kindergarten-place' && way === 'before')!
  expect(paper.fixes).toBeGreaterThan(0)
  expect(paper.burden.after.visits).toBeLessThan(paper.burden.before.visits)
  expect(repairTable(ways)).toContain('**3 of 3**')
})
