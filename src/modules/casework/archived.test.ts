import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sealEvents, settledPosition } from '../../platform/audit/index.ts'
import { archiveCase } from '../process/index.ts'
import { caseBench, type CaseBench, type Visitor } from './testing.ts'

const SERVICE = 'guardianship-incapacitated-adult'
let bench: CaseBench
let citizen: Visitor, officer: Visitor, auditor: Visitor, administrator: Visitor
beforeAll(async () => {
  bench = await caseBench([SERVICE])
  ;[citizen, officer, auditor, administrator] = (await Promise.all(
    ['dilnoza', 'jasur', 'sardor', 'aziza'].map((text) => bench.as(text)),
  )) as [Visitor, Visitor, Visitor, Visitor]
})
afterAll(async () => {
  await bench?.close()
})

it('is read by all who could read it before; when its file is not there or altered, pages still work and say so', async () => {
  const { id } = await bench.file(SERVICE)
  await bench.work()
  expect((await citizen.post(`/en/applications/${id}/withdraw`, { reason: 'No longer needed' })).status).toBe(303)
  await bench.work()
  const { database, config } = bench.instance
  const settled = (await settledPosition(database))!
  await database.transaction((tx) => sealEvents(tx, settled, bench.clock()))
  const pages: [Visitor, string][] = [
    [citizen, `/en/applications/${id}`],
    [officer, `/en/desk/cases/${id}`],
    [administrator, `/en/administration/cases/${id}`],
    [auditor, `/en/administration/cases/${id}`],
  ]
  const read = () =>
    Promise.all(
      pages.map(async ([who, path]) => {
        const { status, text } = await who.get(path)
        return { status, text: text.replace(/&#39;|&rsquo;/g, '’') }
      }),
    )
  const GONE = /until (the archiving|it was archived) can’t be read now/

  expect((await read()).map((item) => [item.status, GONE.test(item.text)])).toEqual(pages.map(() => [200, false]))
  // what was read for the first time stands in the history too
  const again = (await settledPosition(database))!
  await database.transaction((tx) => sealEvents(tx, again, bench.clock()))
  const folder = join(config.home, 'archive')
  const { file } = await archiveCase(database, id, folder, { now: bench.clock(), actor: 'system' })
  const whole = await read()
  expect(whole.map((item) => [item.status, GONE.test(item.text)])).toEqual(pages.map(() => [200, false]))
  for (const { text } of whole.slice(0, 2)) expect(text).toContain('Filed on the Portal')
  for (const spoil of [() => writeFile(join(folder, file), 'something else'), () => rm(join(folder, file))]) {
    await spoil()
    expect((await read()).map((item) => [item.status, GONE.test(item.text)])).toEqual(pages.map(() => [200, true]))
  }
})
