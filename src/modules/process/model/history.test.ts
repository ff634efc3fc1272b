import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { SaxesParser } from 'saxes'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { model, timer } from '../../../kernel/process/testing.ts'
import { sealEvents, settledPosition, verifyAudit } from '../../../platform/audit/index.ts'
import { testDatabase } from '../../../platform/database/testing.ts'
import { performer, type UseCase } from '../../../platform/use-case/index.ts'
import { casesOf, endedCases, oldOpenCases, stepsIn } from '../store/history.ts'
import { Bench } from '../testing.ts'
import { exportCaseHistory, exportServiceHistory } from '../use/export-history.ts'
import { findCases } from '../use/find-cases.ts'
import { measureService } from '../use/measure-service.ts'
import { archiveCase, readArchive } from './archive-case.ts'
import { checkArchives } from './check-archives.ts'
import { passagesOf, recordsOf } from './history.ts'
import { livedSteps } from './lived-steps.ts'
import { xesOf } from './xes.ts'

let test: Awaited<ReturnType<typeof testDatabase>>
let bench: Bench
let folder: string
const auditor = {
  personId: '0190c0de-0000-7000-8000-000000000003',
  name: 'U',
  roles: [{ role: 'auditor', body: 'chamber' }],
}
const perform = (
  useCase: UseCase<string, any, any, 'engine' | 'namesOfElements' | 'whoseCases'>,
  input: unknown,
): Promise<any> =>
  performer(
    test.database,
    {},
    {
      engine: bench.engine,
      namesOfElements: async () => () => undefined,
      whoseCases: async () => [],
    },
  ).perform(useCase, input, {
    principal: auditor,
    language: 'en',
    now: bench.now,
  })
beforeAll(async () => {
  test = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'darcha-archive-'))
  bench = new Bench(test.database, [], { archive: folder })
  await bench.deploy(
    'told@1',
    model(
      `<userTask id="a" name="Look &amp; &quot;see&quot;"/><exclusiveGateway id="g"/><userTask id="b"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask><boundaryEvent id="late" attachedToRef="b">${timer('PT30M')}</boundaryEvent>`,
      ['s>a', 'a>g', 'g>b', 'b>e', 'late>e2'],
    ),
  )
})
afterAll(async () => {
  await test.drop()
  await rm(folder, { recursive: true })
})

const steps = async (caseId: string) => stepsIn((await bench.engine.chainEvents(test.database, [caseId])).get(caseId)!)
const seal = async () => {
  const settled = await settledPosition(test.database)
  return test.database.transaction((tx) => sealEvents(tx, settled!, bench.now))
}

async function playedCase(label: string): Promise<string> {
  const caseId = await bench.start('told@1', {}, label)
  bench.after(10)
  await bench.complete(caseId, 'a')
  bench.after(20)
  await bench.complete(caseId, 'b')
  await bench.after(40).work()
  expect((await bench.instance(caseId)).status).toBe(1)
  return caseId
}

/** Elements of a log, checked by a strict parser: name, attributes, depth. */
function parsed(xml: string): { name: string; attributes: Record<string, string>; depth: number }[] {
  const found: ReturnType<typeof parsed> = []
  const parser = new SaxesParser()
  let depth = 0
  parser.on('opentag', (tag) =>
    found.push({ name: tag.name, attributes: tag.attributes as Record<string, string>, depth: depth++ }),
  )
  parser.on('closetag', () => {
    depth--
  })
  parser.on('error', (error) => {
    throw error
  })
  parser.write(xml).close()
  return found
}

describe('the history of a case', () => {
  it('counts visits and time of each element, rounds and what was cancelled too', async () => {
    const caseId = await playedCase('H-1')
    const records = recordsOf(passagesOf(await steps(caseId)))
    const of = (element: string) => records.find((record) => record.element === element)
    expect(of('a')).toMatchObject({ type: 'userTask', entered: 1, left: 1, spent: 600_000, ended: 1 })
    expect(of('b')).toMatchObject({ entered: 2, left: 1, cancelled: 1, spent: 20 * 60_000 + 60 * 60_000, ended: 2 })
    const { elements, cases } = await perform(measureService, { definition: 'told@1' })
    expect(cases).toBe(1)
    expect(elements.find((element: { element: string }) => element.element === 'b')).toMatchObject({
      entered: 2,
      meanSeconds: 2400,
      standing: 0,
    })
  })

  it('is exported as XES that says who did what when', async () => {
    const caseId = (await perform(findCases, { number: 'H-1' })).items[0].id
    const { items, incomplete } = await perform(exportCaseHistory, { case: caseId })
    expect(incomplete).toEqual([])
    const xml = xesOf({ items, incomplete }, 'told')
    const tags = parsed(xml)
    expect(tags[0]).toMatchObject({
      name: 'log',
      attributes: { 'xes.version': '1.0', xmlns: 'http://www.xes-standard.org/' },
    })
    // the order the standard gives: extensions, globals, classifiers, attributes, traces
    const order = tags
      .filter((tag) => tag.depth === 1)
      .map((tag) => tag.name)
      .filter((name, at, all) => name !== all[at - 1])
    expect(order).toEqual(['extension', 'global', 'classifier', 'string', 'trace'])
    const events = tags.flatMap((tag, at) =>
      tag.name === 'event'
        ? [
            Object.fromEntries(
              tags.slice(at + 1, at + 7).map((item) => [item.attributes['key'], item.attributes['value']]),
            ),
          ]
        : [],
    )
    expect(events).toHaveLength(items.length)
    for (const event of events)
      for (const key of ['concept:name', 'time:timestamp', 'lifecycle:transition', 'org:resource'])
        expect(event[key]).toBeTruthy()
    expect(
      events.find((event) => event['element'] === 'a' && event['lifecycle:transition'] === 'complete'),
    ).toMatchObject({
      'concept:name': 'Look & "see"',
      'org:resource': 'person:a',
      'time:timestamp': '2026-03-02T10:10:00.000Z',
    })
    expect(
      events
        .filter((event) => event['element'] === 'b')
        .map((event) => event['lifecycle:transition'])
        .sort(),
    ).toEqual(['ate_abort', 'complete', 'start', 'start'])
    expect(
      xesOf({
        items: [{ case: '\u0000<', name: '"\n', at: bench.now, resource: 'system', transition: 'start', element: 'x' }],
        incomplete: [],
      }),
    ).toContain('value="&quot;&#10;"')
  })

  it('of a service comes case by case', async () => {
    await playedCase('H-2')
    const { items, next } = await perform(exportServiceHistory, { definition: 'told' })
    expect(new Set(items.map((item: { case: string }) => item.case))).toEqual(new Set(['H-1', 'H-2']))
    expect(next).toBeNull()
  })
})

describe('an archived case', () => {
  it('leaves the database, and its file and the chain prove each other', async () => {
    const caseId = await playedCase('H-3')
    const files = async () => (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.gz')).length
    await expect(
      archiveCase(test.database, await bench.start('told@1'), folder, { now: bench.now, actor: 'system' }),
    ).rejects.toMatchObject({ kind: { code: 'process.not-ended' } })
    await expect(archiveCase(test.database, caseId, folder, { now: bench.now, actor: 'system' })).rejects.toMatchObject(
      { kind: { code: 'process.not-sealed' } },
    )
    expect(await files()).toBe(0)
    await seal()
    const before = await bench.instance(caseId)
    const record = await archiveCase(test.database, caseId, folder, { now: bench.now, actor: 'system' })
    expect(await bench.count('process.instance where case_id = $1', [caseId])).toBe(0)
    const read = await readArchive(join(folder, record.file), record)
    expect(read.problems).toEqual([])
    expect(read.instance.state).toEqual(before.state)
    expect(read.events).toHaveLength(4)
    // its events are gone, but for the one that tells of the archive; the seals hold all the same, and see when what is
    // left is touched
    expect(await bench.count('audit.event where subject = $1', [caseId])).toBe(1)
    const proven = await verifyAudit(test.database)
    expect(proven.problems).toEqual([])
    expect(proven.facts.archived).toBe(4)
    await seal()
    expect((await verifyAudit(test.database)).problems).toEqual([])
    await bench.transaction(async (tx) => {
      await tx.query('update audit.archived set hash = sha256(hash) where subject = $1', [caseId])
    })
    expect((await verifyAudit(test.database)).problems.map((problem) => problem.code).sort()).toEqual([
      'altered',
      'missing',
      'seal-root',
    ])
    await bench.transaction(async (tx) => {
      await tx.query("update audit.archived set hash = decode($2, 'hex') where subject = $1", [caseId, record.head])
    })
    expect((await verifyAudit(test.database)).problems).toEqual([])
    // what stands in the chain leads to the file
    expect((await steps(caseId)).at(-1)).toMatchObject({
      kind: 'process.archive',
      body: { file: record.file, sha256: record.sha256 },
    })
    expect((await perform(findCases, { number: 'H-3' })).items).toMatchObject([
      { id: caseId, outcome: 'completed', archived: true },
    ])
    expect((await perform(exportCaseHistory, { case: caseId })).items.length).toBeGreaterThan(4)
    await expect(archiveCase(test.database, caseId, folder, { now: bench.now, actor: 'system' })).rejects.toMatchObject(
      { kind: { code: 'errors.not-found' } },
    )
  })

  it('shows what was altered in it', async () => {
    const caseId = await playedCase('H-4')
    await seal()
    const record = await archiveCase(test.database, caseId, folder, { now: bench.now, actor: 'system' })
    const path = join(folder, record.file)
    const lines = gunzipSync(await readFile(path))
      .toString('utf8')
      .split('\n')
    await writeFile(path, gzipSync(lines.map((line) => line.replace('person:a', 'person:b')).join('\n')))
    expect((await readArchive(path, record)).problems).toEqual(
      expect.arrayContaining(['event 1 was altered, or the one before it', 'the file is not the one that was written']),
    )
    await writeFile(path, gzipSync(lines.filter((_, at) => at !== 4).join('\n')))
    expect((await readArchive(path)).problems).toEqual(
      expect.arrayContaining(['event 3 is missing', '4 events were written, 3 are here']),
    )
  })

  it('is missed when its file is altered, unreadable or gone', async () => {
    const caseId = await playedCase('H-5')
    await seal()
    const before = await checkArchives(test.database, folder)
    const path = join(
      folder,
      (await archiveCase(test.database, caseId, folder, { now: bench.now, actor: 'system' })).file,
    )
    const whole = await readFile(path)
    const found = async () =>
      (await checkArchives(test.database, folder)).problems
        .filter((problem) => problem.subject === caseId)
        .map((problem) => problem.message.split(': ').at(-1))
    expect(await checkArchives(test.database, folder)).toMatchObject({ files: before.files + 1 })
    expect(await found()).toEqual([])
    await writeFile(path, gzipSync(gunzipSync(whole).toString('utf8').replace('person:a', 'person:b')))
    expect(await found()).toEqual(['event 1 was altered, or the one before it'])
    await writeFile(path, whole.subarray(0, 100))
    expect(await found()).toEqual(["it can't be read"])
    await rm(path)
    expect(await found()).toEqual(['it is not there'])
    // and a history without it says so, in the interface and in the file
    const told = await perform(exportCaseHistory, { case: caseId })
    expect(told).toEqual({ items: [], incomplete: ['H-5'], next: null })
    expect(
      parsed(xesOf(told))
        .slice(-3)
        .map(({ name, attributes }) => [name, attributes['key'], attributes['value']]),
    ).toEqual([
      ['trace', undefined, undefined],
      ['string', 'concept:name', 'H-5'],
      ['boolean', 'whole', 'false'],
    ])
    expect((await perform(exportServiceHistory, { definition: 'told' })).incomplete).toContain('H-5')
    // nor can the note of it be taken away unseen
    await bench.transaction(async (tx) => {
      await tx.query('delete from process.archive where case_id = $1', [caseId])
    })
    expect(await found()).toEqual(['nothing is noted of it, though its events left the log'])
  })
})

it('the cases of a version that ended last are told, whenever they began, with what was lived in them', async () => {
  await bench.deploy('lived@1', model('<userTask id="a" name="Look"/>', ['s>a', 'a>e']))
  const slow = await bench.start('lived@1')
  const ended: string[] = []
  for (const _ of [1, 2]) {
    ended.push(await bench.after(1).start('lived@1'))
    await bench.after(1).complete(ended.at(-1)!, 'a')
  }
  await bench.after(600).complete(slow, 'a')
  // those that run are newer than all that ended
  for (const _ of [1, 2, 3]) await bench.after(1).start('lived@1')
  const told = async (most: number) => {
    const found = await test.database.read((tx) => endedCases(tx, ['lived@1', 'told@1'], most))
    return found.flatMap((item) => (item.definition === 'lived@1' ? [item.caseId] : []))
  }
  expect(await told(2)).toEqual([slow, ended[1]])
  await seal()
  await archiveCase(test.database, ended[1]!, folder, { now: bench.now, actor: 'system' })
  expect(await told(9)).toEqual([slow, ended[1], ended[0]])
  // from the newest back, archived ones in their place; a page goes on where the one before ended
  const back = (after?: string) =>
    test.database.read((tx) => casesOf(tx, ['lived@1', 'told@1'], { newest: true, size: 4, after }))
  const newest = await back()
  expect(newest.map(({ caseId }) => caseId)).toEqual(
    newest
      .map(({ caseId }) => caseId)
      .sort()
      .reverse(),
  )
  expect(newest[3]).toMatchObject({
    caseId: ended[1],
    definition: 'lived@1',
    archived: true,
    label: expect.any(String),
  })
  expect((await back(newest[3]!.caseId)).slice(0, 2).map(({ caseId }) => caseId)).toEqual([ended[0], slow])
  const open = (since: string) => test.database.read((tx) => oldOpenCases(tx, [{ definition: 'lived@1', since }], 2))
  expect(await open(newest[2]!.startedAt)).toEqual(new Map([['lived@1', 1]]))
  expect(await open(newest[0]!.startedAt)).toEqual(new Map([['lived@1', 2]]))
  const steps = await test.database.read((tx) => livedSteps(tx, bench.engine, 'lived@1', 2))
  expect(steps.map(({ case: of, name }) => `${of} ${name}`)).toEqual(['0 Look', '1 Look'])
})
