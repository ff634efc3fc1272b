import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compileDmn, readTckCases, runTckCase } from './index.ts'

const root = join(process.env['DARCHA_CONFORMANCE'] ?? '../shared/data/conformance', 'dmn-tck')
const present = existsSync(join(root, 'expected.json'))
const expected = present
  ? (JSON.parse(readFileSync(join(root, 'expected.json'), 'utf8')) as { totals: Record<string, { testCases: number }> })
  : { totals: {} }
const now = '2026-03-02T10:00:00+05:00'

/** Least share of cases that must pass, of those that call no Java. */
const SHARES: Record<string, number> = { 'compliance-level-2': 1, 'compliance-level-3': 1, 'non-compliant': 1 }

describe.skipIf(!present)('conformance: DMN TCK', () => {
  it('has levels', () => expect(Object.keys(expected.totals)).toEqual(Object.keys(SHARES)))
  it.each(Object.entries(expected.totals))('%s passes as far as it has before', async (level, { testCases }) => {
    const outcomes = { passed: 0, failed: 0, skipped: 0 }
    const failures: string[] = []
    for (const folder of readdirSync(join(root, level))) {
      const files = readdirSync(join(root, level, folder))
      const models = files
        .filter((name) => name.endsWith('.dmn'))
        .map((name) => [name, readFileSync(join(root, level, folder, name), 'utf8')] as const)
      for (const file of files.filter((name) => name.endsWith('.xml'))) {
        const { modelName, cases } = readTckCases(readFileSync(join(root, level, folder, file), 'utf8'))
        const main = models.find(([name]) => name === modelName)![1]
        const model = await compileDmn(main, {
          imports: models.filter(([name]) => name !== modelName).map(([, text]) => text),
          lenient: true,
        })
        for (const caseRow of cases) {
          const { outcome, ...rest } = runTckCase(model, caseRow, { now })
          outcomes[outcome]++
          if (outcome === 'failed') failures.push(`${folder}/${caseRow.id}: ${JSON.stringify(rest)}`)
        }
      }
    }
    // a runner that loses cases would look good: the set says how many there are
    expect(outcomes.passed + outcomes.failed + outcomes.skipped).toBe(testCases)
    expect(outcomes.skipped).toBeLessThanOrEqual(testCases * 0.01)
    expect(
      outcomes.passed / (outcomes.passed + outcomes.failed),
      failures.slice(0, 10).join('\n'),
    ).toBeGreaterThanOrEqual(SHARES[level]!)
  })
})
