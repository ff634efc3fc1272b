import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runSuiteCase, type SuiteCase } from './suite.ts'

const root = join(process.env['DARCHA_CONFORMANCE'] ?? '../shared/data/conformance', 'bpmn-executable')
const present = existsSync(join(root, 'expected.json'))
const cases = present ? (JSON.parse(readFileSync(join(root, 'expected.json'), 'utf8')) as SuiteCase[]) : []

describe.skipIf(!present)('conformance: executable BPMN models', () => {
  it('has cases', () => expect(cases.length).toBeGreaterThan(0))
  it.each(cases.map((caseRow) => [caseRow.id, caseRow] as const))('%s', async (_id, suiteCase) => {
    expect(await runSuiteCase(suiteCase, (file) => readFileSync(join(root, file)))).toEqual({
      id: suiteCase.id,
      ok: true,
    })
  })
})
