import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { WrongUsage } from './arguments.ts'
import { decide } from './decide.ts'

const DMN = 'https://www.omg.org/spec/DMN/20230324/MODEL/'
const library = `<definitions xmlns="${DMN}" name="lib" namespace="urn:lib"><decision id="b" name="Base"><variable name="Base"/><literalExpression><text>10</text></literalExpression></decision></definitions>`
const model = `<definitions xmlns="${DMN}" name="m" namespace="urn:m"><import namespace="urn:lib" name="lib" importType="${DMN}"/>
<inputData id="i" name="Amount"><variable name="Amount" typeRef="number"/></inputData>
<decision id="f" name="Fee"><variable name="Fee" typeRef="number"/><informationRequirement><requiredInput href="#i"/></informationRequirement><informationRequirement><requiredDecision href="urn:lib#b"/></informationRequirement>
<literalExpression><text>Amount * 0.1 + lib.Base</text></literalExpression></decision>
<decision id="w" name="Today"><variable name="Today"/><literalExpression><text>today()</text></literalExpression></decision>
<decision id="j" name="Java"><variable name="Java"/><literalExpression><text>{f: function(x) external {java: {class: "java.lang.Math", method signature: "cos(double)"}}, r: f(1)}.r</text></literalExpression></decision></definitions>`
const testCase = (id: string, name: string, input: string, expected: string) =>
  `<testCase id="${id}"><inputNode name="Amount"><value xsi:type="xsd:decimal">${input}</value></inputNode><resultNode name="${name}" type="decision"><expected><value xsi:type="xsd:decimal">${expected}</value></expected></resultNode></testCase>`
const tests = `<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><modelName>model.dmn</modelName>
${testCase('1', 'Fee', '100', '20.00')}${testCase('2', 'Fee', '100', '21')}${testCase('3', 'Java', '1', '0.54')}</testCases>`

let folder: string
let file: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'decide-'))
  mkdirSync(join(folder, 'level', 'case'), { recursive: true })
  file = join(folder, 'level', 'case', 'model.dmn')
  writeFileSync(file, model)
  writeFileSync(join(folder, 'level', 'case', 'lib.dmn'), library)
  writeFileSync(join(folder, 'level', 'case', 'test.xml'), tests)
})
afterAll(() => rmSync(folder, { recursive: true }))

async function said(args: string[]): Promise<{ code: number; json: unknown }> {
  let out = ''
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text)
    return true
  })
  try {
    const code = await decide.run([...args, '--json'])
    return { code, json: JSON.parse(out) }
  } finally {
    write.mockRestore()
  }
}

describe('darcha decide', () => {
  it('evaluates a decision, with what the model imports from beside it', async () => {
    expect(await said([file, '--decision', 'Fee', '--input', '{"Amount": 100}'])).toEqual({
      code: 0,
      json: { result: 20, errors: [], notes: [] },
    })
    expect(await said([file, '--decision', 'Today', '--now', '2026-03-02T23:30:00@Asia/Tashkent'])).toMatchObject({
      code: 0,
      json: { result: '2026-03-02' },
    })
  })

  it('tells with --trace how it came to that, and without it nothing of it', async () => {
    const { json } = await said([file, '--decision', 'Fee', '--input', '{"Amount": 100}', '--trace'])
    expect(json).toMatchObject({
      result: 20,
      errors: [],
      trace: [
        { decision: 'Base', value: 10 },
        { decision: 'Fee', requires: ['Base'], reads: [{ path: ['Amount'], value: 100 }], value: 20 },
      ],
    })
    expect((await said([file, '--decision', 'Nothing', '--trace'])).json).toMatchObject({
      errors: ['there is no decision "Nothing"'],
      trace: [],
    })
  })

  it('ends with 1 and says what is wrong with the model, the name or the input', async () => {
    expect(await said([file, '--decision', 'Fee', '--input', '{"Amount": "100"}'])).toMatchObject({
      code: 1,
      json: { result: null, errors: ['"Amount" is not number'] },
    })
    expect(await said([file, '--decision', 'Nothing'])).toMatchObject({
      code: 1,
      json: { errors: ['there is no decision "Nothing"'] },
    })
    expect(await said([join(folder, 'level', 'case', 'test.xml'), '--decision', 'Fee'])).toMatchObject({
      code: 1,
      json: { errors: [expect.stringContaining('this is no DMN model: it begins with <testCases>')] },
    })
  })

  it.each([
    [[]],
    [['a.dmn']],
    [['no-such.dmn', '--decision', 'x']],
    [['a.dmn', '--decision', 'x', '--input', '[1]']],
    [['a.dmn', '--decision', 'x', '--input', '{']],
    [['a.dmn', '--tck', 'b']],
    [['--tck', '.', '--trace']],
    [['--tck', 'no-such']],
    [['--what']],
    [['no-such.dmn', '--decision', 'x', '--now', 'noon']],
  ])('takes %j for wrong usage', async (args) => {
    await expect(decide.run(args)).rejects.toThrow(WrongUsage)
  })

  it('refuses a time without an offset, asked for or not', async () => {
    for (const now of ['noon', '2026-03-02T10:00:00', '2026-02-30T10:00:00Z'])
      await expect(decide.run([file, '--decision', 'Fee', '--now', now])).rejects.toThrow(/--now: .*with an offset/)
  })

  it('runs test cases of all folders inside, and leaves out by name what calls Java', async () => {
    const { code, json } = await said(['--tck', folder])
    expect(code).toBe(1)
    expect(json).toMatchObject({
      passed: 1,
      failed: 1,
      skipped: 1,
      cases: [
        { id: 'level/case/test/1', ok: true },
        { id: 'level/case/test/2', ok: false, expected: 21, actual: 20 },
        { id: 'level/case/test/3', ok: true, error: expect.stringContaining('Java') as unknown },
      ],
    })
  })
})
