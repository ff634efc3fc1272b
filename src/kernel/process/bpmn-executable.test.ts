import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runSuiteCase, type SuiteCase } from './suite.ts'

const root = join(process.env['DARCHA_CONFORMANCE'] ?? '../shared/data/conformance', 'bpmn-executable')
const present = existsSync(join(root, 'expected.json'))
const cases = present ? (JSON.parse(readFileSync(join(root, 'expected.json'), 'utf8')) as SuiteCase[]) : []

describe.skipIf(!present)('conformance: executable BPMN models', () => {
  it('has cases', () => expect(cases.length).toBeGreaterThan(0))
  it.each(cases.map((one) => [one.id, one] as const))('%s', async (_id, one) => {
    expect(await runSuiteCase(one, (file) => readFileSync(join(root, file)))).toEqual({ id: one.id, ok: true })
  })
})
