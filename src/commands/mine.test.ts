import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, it, vi } from 'vitest'
import type { Command } from './command.ts'
import { discover } from './discover.ts'
import { mine } from './mine.ts'

const folder = mkdtempSync(join(tmpdir(), 'darcha-mine-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs the command in this process, and gives what it wrote. */
async function run(name: string, content: string | Uint8Array, ...given: (string | Command)[]) {
  const options = given.filter((each) => typeof each === 'string')
  const command = given.find((each) => typeof each !== 'string') ?? mine
  const path = join(folder, name)
  writeFileSync(path, content)
  let out = ''
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text)
    return true
  })
  try {
    return { code: await command.run([path, '--json', ...options]), result: JSON.parse(out) }
  } finally {
    spy.mockRestore()
  }
}
const event = (name: string, at: string) =>
  `<event><string key="concept:name" value="${name}"/><date key="time:timestamp" value="${at}"/></event>`
const XES = `<?xml version="1.0"?><log><trace>${event('a', '2026-01-01T00:00:00Z')}${event('b', '2026-01-01T01:00:00Z')}${event('a', '2026-01-01T03:00:00Z')}</trace><trace>${event('a', '2026-01-02T00:00:00Z')}</trace></log>`

it('reads a log, packed or not, and counts it', async () => {
  for (const [name, content] of [
    ['log.xes', XES],
    ['log.xes.gz', gzipSync(XES)],
    [
      'log.csv',
      '\uFEFFcase;activity;time\r\n1;a;2026-01-01T00:00:00Z\r\n2;a;2026-01-02T00:00:00Z\r\n1;"b";2026-01-01T01:00:00Z\r\n1;a;2026-01-01T03:00:00Z',
    ],
  ] as const) {
    const { code, result } = await run(name, content)
    expect(code, name).toBe(0)
    expect(result).toMatchObject({
      cases: 2,
      events: 4,
      activities: 2,
      variants: 2,
      start: { a: 2 },
      end: { a: 2 },
      rework: [{ activity: 'a', cases: 1, repetitions: 1 }],
      duration: { mean: 5400, min: 0, max: 10_800 },
      directlyFollows: [
        { from: 'a', to: 'b', count: 1, waiting: { mean: 3600 } },
        { from: 'b', to: 'a', count: 1, waiting: { mean: 7200 } },
      ],
    })
  }
})

const CHAIN =
  '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x"><process id="p" isExecutable="true"><startEvent id="s"/><task id="a"/><task id="b"/><endEvent id="e"/><sequenceFlow id="f1" sourceRef="s" targetRef="a"/><sequenceFlow id="f2" sourceRef="a" targetRef="b"/><sequenceFlow id="f3" sourceRef="b" targetRef="e"/></process></definitions>'

it('tells how well the log fits a model', async () => {
  const model = join(folder, 'chain.bpmn')
  writeFileSync(model, CHAIN)
  // a b a and a, against a b: one event too many, one step left out, of 3 + 1 events and 2 + 2 steps
  const { result } = await run('log.xes', XES, '--model', model)
  expect(result.conformance).toMatchObject({
    fitness: 1 - 2 / 8,
    exact: true,
    fittingCases: 0,
    skipped: [{ step: 'b', cases: 1 }],
    unexpected: [{ activity: 'a', cases: 1 }],
  })
  writeFileSync(model, CHAIN.replace('targetRef="e"', 'targetRef="b"'))
  expect(await run('log.xes', XES, '--model', model)).toMatchObject({
    code: 1,
    result: { error: expect.stringContaining('no case of the model can come to its end') },
  })
})

it('makes a model of a log, which the log fits', async () => {
  const { code, result } = await run('log.xes', XES, discover)
  expect({ code, result }).toMatchObject({ code: 0, result: { cases: 2, fitness: 1, fittingCases: 2 } })
  expect(result.bpmn).toContain('BPMNDiagram')
  const out = join(folder, 'found.bpmn')
  const written = await run('log.xes', XES, '--out', out, '--noise', '0.3', discover)
  expect(written.result).toMatchObject({ model: out, noise: 0.3 })
  expect((await run('log.xes', XES, '--model', out)).result.conformance.fitness).toBeGreaterThan(0.7)
})

it('reads other encodings where they are said', async () => {
  const cyrillic = Buffer.from([
    ...Buffer.from('case,activity,time\n1,'),
    0xcf,
    0xf0,
    0xe8,
    0xb8,
    0xec,
    ...Buffer.from(',2026-01-01T00:00:00Z'),
  ])
  const asked = await run('cyrillic.csv', cyrillic, '--encoding', 'windows-1251')
  expect(asked.result.start).toEqual({ Приём: 1 })
  const wide = Buffer.from(`\uFEFF${'case\tactivity\ttime\n1\tПриём\t2026-01-01T00:00:00Z'}`, 'utf16le')
  expect((await run('wide.csv', wide)).result.start).toEqual({ Приём: 1 })
  const said = Buffer.from(
    XES.replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="ISO-8859-1"?>').replaceAll('"a"', '"\xe9"'),
    'latin1',
  )
  expect((await run('said.xes', said)).result.start).toEqual({ é: 2 })
})

it.each([
  ['broken.xes', '<log><trace></log>', 'not well-formed'],
  ['cut.xes', '<log><trace>', 'not well-formed'],
  ['type.xes', '<!DOCTYPE log [<!ENTITY a "b">]><log/>', 'document type declaration'],
  ['other.xes', '<html/>', 'no XES log'],
  ['cut.xes.gz', gzipSync(XES).subarray(0, 60), 'unexpected end of file'],
  ['latin.xes', Buffer.from('<log><trace><event a="\xe9"/></trace></log>', 'latin1'), 'not written in UTF-8'],
  ['none.csv', '', 'no heading'],
  ['columns.csv', 'x,y\n1,2', 'no column is known as the case'],
  ['time.csv', 'case,activity,time\n1,a,yesterday\n2,a,today\n', 'line 2: "yesterday" is no time'],
  ['short.csv', 'case,activity,time\n1', 'fewer than its heading'],
  ['formula.csv', 'case,activity,time\n1,"=HYPERLINK(""http://x"",""a"")",2026-01-01', 'line 2: "=HYPERLINK('],
  ['failed.csv', 'case,activity,time\n1,#NAME?,2026-01-01', 'is a formula'],
  [
    'cyrillic.csv',
    Buffer.from([...Buffer.from('case,activity,time\n1,'), 0xcf, 0xf0, 0xe8, 0xb8, 0xec]),
    'not written in UTF-8',
  ],
  ['secret.xes', '<?xml version="1.0" encoding="rot13"?><log/>', 'nobody here reads the encoding "rot13"'],
  // 70 MB of nothing in 70 kB: refused long before it is all unpacked
  ['bomb.xes.gz', gzipSync(Buffer.alloc(70 * 1024 * 1024, ' ')), 'grows to more than 250 times its size'],
  ['no-case.csv', 'case,activity,time\n1,a,2026-01-01\n,b,2026-01-01\n', 'line 3 names no case'],
  ['no-activity.csv', 'case,activity,time\n1, ,2026-01-01\n', 'line 2 names no activity'],
  ['long.xes', XES.replace('"a"', `"${'a'.repeat(20_000)}"`), 'has more than 10000 letters'],
  ['quotes.csv', 'case,activity,time\n1,"a,2026-01-01', 'quotes'],
])('says what is wrong with %s', async (name, content, reason) => {
  const { code, result } = await run(name, content)
  expect(code).toBe(1)
  expect(result.error).toContain(reason)
})

it('rows of nothing behind the last are passed over, and a file that is not there is told as one', async () => {
  const { result } = await run('behind.csv', 'case,activity,time\n1,a,2026-01-01\n,,\n , ,\n')
  expect(result).toMatchObject({ cases: 1, events: 1 })
  await expect(mine.run([join(folder, 'nowhere.xes'), '--json'])).rejects.toThrow('there is no file')
})
