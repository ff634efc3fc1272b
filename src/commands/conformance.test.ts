import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { judge, tableOf } from './conformance.ts'
import { ELEMENT_MODELS } from './conformance-models.ts'

describe('elements of BPMN', () => {
  for (const element_model of ELEMENT_MODELS) {
    it(element_model.name, async () => expect((await judge(element_model)).verdict).not.toBe('fails'))
  }

  it('stand in docs/conformance/bpmn.md as they are now', async () => {
    // stale? `darcha conformance --write`
    expect(readFileSync('docs/conformance/bpmn.md', 'utf8')).toBe(tableOf(await Promise.all(ELEMENT_MODELS.map(judge))))
  })
})
