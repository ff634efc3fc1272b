import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readCountry } from '../platform/country/index.ts'
import { testDatabase } from '../platform/database/testing.ts'
import { checkerOf, readBefore } from './checked-services.ts'
import { loadServices } from './load-services.ts'

const NOW = '2026-11-11T05:00:00.000Z'
const PENSION = 'pension-amount-certificate'
const country = readCountry('country/uz')
let test: Awaited<ReturnType<typeof testDatabase>>
let home: string
let services: string
beforeAll(async () => {
  test = await testDatabase()
  home = mkdtempSync(join(tmpdir(), 'drafts-'))
  services = join(home, 'services')
  for (const id of ['burial-place', PENSION]) cpSync(`services/${id}`, join(services, id), { recursive: true })
})
afterAll(async () => {
  await test?.drop()
  rmSync(home, { recursive: true, force: true })
})

const load = () =>
  loadServices(test.database, country, NOW, { folder: services, check: checkerOf('uz', join(home, 'checked.json')) })
const published = async () =>
  (
    await test.database.query<{ id: string; version: number }>(
      'select id, version from catalogue.service order by id',
      [],
    )
  ).rows.map(({ id, version }) => `${id}@${version}`)
/** A running service as another folder, changed in one file. */
function copyAs(id: string, file: string, change: (text: string) => string) {
  cpSync(`services/${PENSION}`, join(services, id), { recursive: true })
  const passport = join(services, id, 'service.yaml')
  writeFileSync(passport, readFileSync(passport, 'utf8').replaceAll(PENSION, id))
  const path = join(services, id, file)
  writeFileSync(path, change(readFileSync(path, 'utf8')))
}

it('publishes what is whole, and leaves unfinished folders as drafts with their first fault', async () => {
  mkdirSync(join(services, 'an-empty-folder'))
  copyAs('broken-passport', 'service.yaml', (text) => `${text}\n  name: [`)
  copyAs('broken-process', 'process.bpmn', (text) => text.slice(0, text.length / 2))
  copyAs('failing-example', 'examples.yaml', (text) => text.replace('fee: 0', 'fee: 9'))
  copyAs('lacking-texts', 'texts/ru.yaml', () => '{}')
  copyAs('without-texts', 'form.yaml', (text) => text)
  rmSync(join(services, 'without-texts', 'texts'), { recursive: true })
  const { all, running, drafts } = await load()
  expect({ all, running }).toEqual({ all: 2, running: 1 })
  expect(await published()).toHaveLength(2)
  expect(drafts.map(({ folder, problem, problems }) => [folder, problem.file, problems > 0])).toEqual([
    ['an-empty-folder', 'service.yaml', true],
    ['broken-passport', 'service.yaml', true],
    ['broken-process', 'process.bpmn', true],
    ['failing-example', 'examples.yaml', true],
    ['lacking-texts', 'texts/ru.yaml', true],
    ['without-texts', 'texts/uz.yaml', true],
  ])
  for (const { problem } of drafts) expect(problem.message.length * problem.remedy.length).toBeGreaterThan(0)
})

it('leaves the published version in force while its folder is being changed, and publishes the next when it is whole', async () => {
  const before = await published()
  const [, version] = before.find((each) => each.startsWith(PENSION))!.split('@')
  const passport = join(services, PENSION, 'service.yaml')
  appendFileSync(passport, '\n# a thought\n')
  expect((await load()).drafts.find(({ folder }) => folder === PENSION)?.problem.remedy).toBe(
    `Raise version to ${Number(version) + 1}.`,
  )
  expect(await published()).toEqual(before)
  writeFileSync(passport, readFileSync(passport, 'utf8').replace(/^version: .*/m, `version: ${Number(version) + 1}`))
  expect((await load()).drafts.map(({ folder }) => folder)).not.toContain(PENSION)
  expect(await published()).toContain(`${PENSION}@${Number(version) + 1}`)
})

it('does not look again at what it found good, and looks again at what was changed', async () => {
  const check = checkerOf('uz', join(home, 'kept.json'))
  expect(await check(join(services, PENSION))).toEqual([])
  const kept = readFileSync(join(home, 'kept.json'), 'utf8')
  expect(JSON.parse(kept)).toHaveLength(1)
  expect(await check(join(services, PENSION))).toEqual([])
  expect(readFileSync(join(home, 'kept.json'), 'utf8')).toBe(kept)
  rmSync(join(services, PENSION, 'texts', 'ru.yaml'))
  expect(await checkerOf('uz', join(home, 'kept.json'))(join(services, PENSION))).not.toEqual([])
})

it('reads nothing again that stands as it was read and published; what was changed, or is not published, is read', async () => {
  const kept = join(home, 'read.json')
  const loads = async (database = test.database) =>
    loadServices(database, country, NOW, { folder: services, before: readBefore('uz', kept) })
  rmSync(services, { recursive: true })
  for (const id of ['burial-place', PENSION]) cpSync(`services/${id}`, join(services, id), { recursive: true })
  const other = await testDatabase()
  try {
    const first = await loads(other.database)
    expect(first).toEqual({ all: 2, running: 1, drafts: [] })
    expect(JSON.parse(readFileSync(kept, 'utf8'))).toHaveLength(2)
    expect(await loads(other.database)).toEqual(first)
    const { mtimeMs } = statSync(kept)
    await loads(other.database)
    expect(statSync(kept).mtimeMs).toBe(mtimeMs)
    // known, and not published there: read, and published
    await other.database.query('delete from catalogue.service')
    await other.database.query('delete from catalogue.service_version')
    expect(await loads(other.database)).toEqual(first)
    expect((await other.database.query('select from catalogue.service', [])).rows).toHaveLength(2)
    appendFileSync(join(services, PENSION, 'service.yaml'), '\nodd: [')
    expect((await loads(other.database)).drafts.map(({ folder }) => folder)).toEqual([PENSION])
    writeFileSync(join(services, PENSION, 'notes.txt'), '')
    expect((await loads(other.database)).drafts.map(({ folder }) => folder)).toEqual([PENSION])
  } finally {
    await other.drop()
  }
})
