import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { WrongUsage } from './arguments.ts'
import { roundtrip } from './roundtrip.ts'
import { run } from './run.ts'

const model = `<?xml version="1.0"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="E">
<message id="m" name="paid"/>
<process id="p" isExecutable="true"><startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="a"/>
<userTask id="a"/><sequenceFlow id="f2" sourceRef="a" targetRef="x"/>
<exclusiveGateway id="x" default="f4"/><sequenceFlow id="f3" sourceRef="x" targetRef="c"><conditionExpression>a.ok = true</conditionExpression></sequenceFlow>
<sequenceFlow id="f4" sourceRef="x" targetRef="e2"/>
<intermediateCatchEvent id="c"><messageEventDefinition messageRef="m"/></intermediateCatchEvent><sequenceFlow id="f5" sourceRef="c" targetRef="t"/>
<intermediateCatchEvent id="t"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></intermediateCatchEvent><sequenceFlow id="f6" sourceRef="t" targetRef="e"/>
<endEvent id="e"/><endEvent id="e2"/></process></definitions>`

let folder: string
let file: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'run-'))
  file = join(folder, 'model.bpmn')
  writeFileSync(file, model)
  writeFileSync(join(folder, 'bad.bpmn'), model.replace('<exclusiveGateway', '<complexGateway'))
})
afterAll(() => rmSync(folder, { recursive: true }))

async function said(command: { run(args: string[]): Promise<number> }, args: string[]) {
  let out = ''
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text)
    return true
  })
  try {
    const code = await command.run(args)
    return { code, json: args.includes('--json') ? JSON.parse(out) : undefined, out }
  } finally {
    spy.mockRestore()
  }
}

describe('darcha run', () => {
  it('completes tasks by themselves, and without a result takes the default flow', async () => {
    expect(await said(run, [file, '--json'])).toMatchObject({
      code: 0,
      json: { outcome: 'completed', trace: ['s', 'a', 'x', 'e2'], waiting: [] },
    })
  })
  it('gives results and messages, and moves the clock for timers', async () => {
    const { code, json } = await said(run, [
      file,
      '--complete',
      'a={"ok":true}',
      '--message',
      'paid={"sum":5}',
      '--vars',
      '{"x":1}',
      '--json',
    ])
    expect({ code, json }).toMatchObject({
      code: 0,
      json: {
        outcome: 'completed',
        trace: ['s', 'a', 'x', 'c', 't', 'e'],
        variables: { x: 1, sum: 5, a: { ok: true } },
      },
    })
  })
  it('waits for a message nobody gives', async () => {
    expect(await said(run, [file, '--complete', 'a={"ok":true}', '--json'])).toMatchObject({
      code: 0,
      json: { outcome: 'waiting', waiting: ['c'] },
    })
  })
  it('by hand completes nothing of itself', async () => {
    expect(await said(run, [file, '--manual', '--json'])).toMatchObject({
      code: 0,
      json: { outcome: 'waiting', waiting: ['a'], trace: ['s', 'a'] },
    })
  })
  it('refuses what is not run, by name', async () => {
    const { code, json } = await said(run, [join(folder, 'bad.bpmn'), '--json'])
    expect({ code, json }).toMatchObject({
      code: 1,
      json: { outcome: 'refused', error: { element: 'x', message: expect.stringContaining('complexGateway') } },
    })
  })
  it('tells wrong usage from a problem', async () => {
    await expect(run.run([])).rejects.toThrow(WrongUsage)
    await expect(run.run([file, '--vars', '{'])).rejects.toThrow(WrongUsage)
    await expect(run.run([join(folder, 'absent.bpmn')])).rejects.toThrow(WrongUsage)
    expect(await said(run, [file, '--process', 'other', '--json'])).toMatchObject({
      code: 1,
      json: { outcome: 'refused' },
    })
  })
  it('says what is not run, by file, line and element', async () => {
    const foreign = join(folder, 'foreign.bpmn')
    writeFileSync(
      foreign,
      model
        .replace('targetNamespace', 'xmlns:f="http://flowable.org/bpmn" targetNamespace')
        .replace('<userTask id="a"/>', '<userTask id="a" f:skipExpression="${true}"/>'),
    )
    const { json } = await said(run, [foreign, '--json'])
    expect(json).toMatchObject({
      outcome: 'completed',
      warnings: [
        { file: foreign, line: 4, element: 'a', code: 'not-run', message: expect.stringContaining('skipExpression') },
      ],
    })
    const error = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    await said(run, [foreign])
    expect(error.mock.calls.flat().join('')).toContain(`warning: ${foreign}:4: userTask (a): `)
    error.mockRestore()
  })
  it('runs parts that stand in several files, or in a folder', async () => {
    const parts = join(folder, 'parts')
    mkdirSync(parts)
    const file = (id: string, inside: string) =>
      `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="E"><process id="${id}" isExecutable="true"><startEvent id="${id}s"/><sequenceFlow id="${id}f" sourceRef="${id}s" targetRef="${id}t"/>${inside}</process></definitions>`
    const [main, called, rules] = ['a-main.bpmn', 'b-called.bpmn20.xml', 'fee.dmn'].map((name) => join(parts, name))
    writeFileSync(main!, file('main', '<callActivity id="maint" calledElement="called"/>'))
    writeFileSync(
      called!,
      file('called', '<businessRuleTask id="calledt" xmlns:d="urn:darcha:bpmn:1" d:decision="Fee" d:writes="fee"/>'),
    )
    writeFileSync(
      rules!,
      '<definitions xmlns="http://www.omg.org/spec/DMN/20151101"><decision id="fee" name="Fee"><literalExpression><text>5</text></literalExpression></decision></definitions>',
    )
    for (const given of [[main!, called!, rules!], [parts]])
      expect(await said(run, [...given, '--json'])).toMatchObject({
        code: 0,
        json: { outcome: 'completed', trace: ['mains', 'maint', 'calleds', 'calledt'], variables: { fee: 5 } },
      })
    expect(await said(run, [main!, main!, '--json'])).toMatchObject({
      json: { outcome: 'refused', error: { message: expect.stringContaining('main stands in') } },
    })
    expect((await said(run, [called!, main!, rules!, '--json'])).json).toMatchObject({ trace: ['calleds', 'calledt'] })
  })
  it('runs a suite beside its models', async () => {
    const suite = join(folder, 'expected.json')
    writeFileSync(
      suite,
      JSON.stringify([
        {
          id: 'good',
          files: ['model.bpmn'],
          steps: [{ start: 'p' }, { tasks: ['a'] }, { complete: 'a' }, { ended: true }],
        },
        { id: 'wrong', files: ['model.bpmn'], steps: [{ start: 'p' }, { tasks: ['b'] }] },
      ]),
    )
    expect(await said(run, ['--suite', suite, '--json'])).toMatchObject({
      code: 1,
      json: {
        passed: 1,
        failed: 1,
        cases: [
          { id: 'good', ok: true },
          { id: 'wrong', ok: false, step: 1 },
        ],
      },
    })
  })
})

describe('darcha roundtrip', () => {
  it('prints the model again, or what was lost', async () => {
    expect((await said(roundtrip, [file])).out).toContain('<userTask id="a"')
    expect(await said(roundtrip, [file, '--json'])).toMatchObject({ code: 0, json: { lost: [], changed: [] } })
  })
})
