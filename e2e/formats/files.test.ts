import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { caseBench, type CaseBench } from '../../src/modules/casework/testing.ts'
import { settledPosition } from '../../src/platform/audit/index.ts'
import { consultationBench, type ConsultationBench } from '../testing/consultation-bench.ts'
import { lacks, outside } from './outside.ts'
import { faultsOfPdfA } from './pdf-a.ts'

// untyped, as its package is
const { default: ICAL } = await import('ical.js' as string)
const SERVICE = 'housing-availability-certificate'
/** What spreadsheets would run, and what their files must carry all the same. */
const ODD = ['=1+1', '\t=1+1', ' +SUM(A1)', '＝1', '@x', '-2+3', 'a "b", c', 'two\nlines', '-12,5', "'=x", 'ʻ Ў ’']
const folder = mkdtempSync(join(tmpdir(), 'darcha-formats-'))
let bench: CaseBench
let talk: ConsultationBench
let application: string
let discussion: string
beforeAll(async () => {
  bench = await caseBench([SERVICE])
  application = (await bench.file(SERVICE)).id
  await bench.work()
  talk = await consultationBench()
  discussion = await talk.publish()
  for (const words of ODD) await talk.comment(discussion, { words })
}, 120_000)
afterAll(async () => {
  await bench?.close()
  await talk?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A file of a page, written down for programs to read. */
async function kept(of: CaseBench, person: string | undefined, path: string, name: string): Promise<string> {
  const cookie = person === undefined ? undefined : await of.cookie(person)
  const answer = await fetch(`${of.origin}${path}`, {
    headers: cookie ? { cookie: `${cookie.name}=${cookie.value}` } : {},
  })
  expect([path, answer.status]).toEqual([path, 200])
  const file = join(folder, name)
  writeFileSync(file, new Uint8Array(await answer.arrayBuffer()))
  return file
}
const reader = resolve(import.meta.dirname, 'read-files.py')
const read = async (kind: 'csv' | 'xes' | 'docx' | 'feed', file: string) =>
  JSON.parse(await outside('/usr/bin/python3', [reader, kind, file]))

describe.skipIf(lacks('xmllint', '/usr/bin/python3'))('a program that is not ours reads', () => {
  it('histories in XES, laid out as the standard says', async () => {
    for (const path of [`/cases/${application}/history.xes`, `/definitions/${SERVICE}/history.xes`]) {
      const file = await kept(bench, 'sardor', path, 'history.xes')
      await outside('xmllint', ['--noout', '--relaxng', resolve(import.meta.dirname, 'xes.rng'), file])
      const traces = (await read('xes', file)) as { trace: Record<string, string>; events: Record<string, string>[] }[]
      expect(traces).toHaveLength(1)
      expect(traces[0]!.events.length).toBeGreaterThan(4)
      for (const event of traces[0]!.events)
        for (const key of ['concept:name', 'time:timestamp', 'lifecycle:transition', 'org:resource'])
          expect([key, typeof event[key]]).toEqual([key, 'string'])
      const times = traces[0]!.events.map((event) => Date.parse(event['time:timestamp']!))
      expect(times).toEqual(times.toSorted((a, b) => a - b))
    }
  })

  it('tables in CSV: each value in its cell, none of them a formula', async () => {
    // it shows nothing behind what may still be committed, be it another test's
    await settledPosition(bench.instance.database, 60_000)
    const log = (await read('csv', await kept(bench, 'sardor', '/en/administration/log.csv', 'log.csv'))) as string[][]
    const report = (await read(
      'csv',
      await kept(talk, undefined, `/en/consultations/${discussion}/report/csv`, 'report.csv'),
    )) as string[][]
    for (const table of [log, report]) {
      expect(table.length).toBeGreaterThan(5)
      expect(new Set(table.map((row) => row.length)).size).toBe(1)
      for (const cell of table.flat())
        expect([cell, /^[\s\u200b]*[=+@＝＋＠-]/.test(cell) && !/^[+-]?\d+([.,]\d+)?$/.test(cell)]).toEqual([
          cell,
          false,
        ])
    }
    const words = report.slice(1).map((row) => row[report[0]!.indexOf('words')]!.replace(/^'/, ''))
    for (const odd of ODD) expect(words.map((text) => text.trim())).toContain(odd.replace(/^'/, '').trim())
    expect(JSON.parse(log[1]![log[0]!.indexOf('facts')]!)).toBeTypeOf('object')
  })

  it('the report of a discussion in Akoma Ntoso and DOCX, its feed and its calendar', async () => {
    const address = `/en/consultations/${discussion}/report`
    await outside('xmllint', ['--noout', await kept(talk, undefined, `${address}/akn`, 'report.xml')])
    const paragraphs = (await read('docx', await kept(talk, undefined, `${address}/docx`, 'report.docx'))) as string[]
    expect(paragraphs).toContain('On street trade')
    expect(paragraphs).toContain('a "b", c')
    const feed = await read('feed', await kept(talk, undefined, '/en/consultations/feed.atom', 'feed.atom'))
    expect(feed).toMatchObject({
      version: 'atom10',
      entries: [[`urn:uuid:${discussion}`, 'On street trade', expect.anything(), expect.stringContaining(discussion)]],
    })
    const calendar = await (await fetch(`${talk.origin}/en/consultations/dates.ics`)).text()
    const [event] = new ICAL.Component(ICAL.parse(calendar)).getAllSubcomponents('vevent')
    expect(new ICAL.Event(event!).summary).toContain('On street trade')
  })
})

describe.skipIf(lacks('qpdf', 'pdfinfo', 'pdffonts', 'xmllint'))(
  'documents are PDF/A as far as poppler and qpdf can tell',
  () => {
    it('a signed result, its receipt, and the report of a discussion', async () => {
      const { body } = await bench.api('citizen', 'GET', `/applications/${application}`)
      expect(body.status).toBe('completed')
      for (const [of, person, path] of [
        [bench, 'dilnoza', `/en/results/${body.results[0].code}/document`],
        [bench, 'dilnoza', `/ru/applications/${application}/receipt/document`],
        [talk, undefined, `/en/consultations/${discussion}/report/pdf`],
      ] as const)
        expect([path, await faultsOfPdfA(await kept(of, person, path, 'document.pdf'))]).toEqual([path, []])
    })
  },
)
