import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compile } from './compile.ts'
import { roundtrip } from './roundtrip.ts'
import { readXml, type XmlElement } from '../xml/index.ts'

const root = join(process.env['DARCHA_CONFORMANCE'] ?? '../shared/data/conformance', 'bpmn-miwg')
const present = existsSync(join(root, 'expected.json'))
const expected = present
  ? (JSON.parse(readFileSync(join(root, 'expected.json'), 'utf8')) as Record<string, Record<string, number>>)
  : {}

/** Counts elements as the set's figures do: model elements by name, shapes and edges of the diagram. */
function count(element: XmlElement, counts: Record<string, number> = {}): Record<string, number> {
  const { namespace, name } = element
  const key = namespace === 'http://www.omg.org/spec/BPMN/20100524/DI' ? `di:${name}` : name
  counts[key] = (counts[key] ?? 0) + 1
  for (const child of element.children) count(child, counts)
  return counts
}

describe.skipIf(!present)('conformance: BPMN MIWG models', () => {
  it('has models', () => expect(Object.keys(expected).length).toBeGreaterThan(0))
  it.each(Object.entries(expected))('%s is read, and written again with nothing lost', async (name, figures) => {
    const source = readFileSync(join(root, 'Reference', `${name}.bpmn`))
    const { xml, lost, changed } = await roundtrip(source)
    expect({ lost, changed }).toEqual({ lost: [], changed: [] })
    expect(count(readXml(xml).root)).toMatchObject(figures)
    // and a second time: what was written is read alike
    expect(await roundtrip(xml)).toMatchObject({ lost: [], changed: [] })
    const { problems } = await compile(source)
    expect(
      problems.filter((problem) => /^(not-bpmn|misplaced|unknown-element|duplicate-id)$/.test(problem.code)),
    ).toEqual([])
  })
})
