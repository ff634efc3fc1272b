import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readXml } from '../xml/index.ts'
import { layOut } from './layout.ts'
import { drawingFaults } from './testing.ts'

const MIWG = join(process.env['DARCHA_CONFORMANCE'] ?? '../shared/data/conformance', 'bpmn-miwg/Reference')
const MODELS = [
  ...globSync('{services,country/*/service-templates}/*/{process,before}.bpmn'),
  ...(existsSync(MIWG) ? globSync(join(MIWG, '*.bpmn')) : []),
]
it('every model is drawn: nothing stands on another thing, no way goes through a step, lanes hold their own', () => {
  // without the reference models too
  expect(MODELS.length).toBeGreaterThan(15)
  for (const path of MODELS) {
    const document = readXml(readFileSync(path))
    const root = document.root
    root.content = root.content.filter((node) => !(node.kind === 'element' && node.name === 'BPMNDiagram'))
    layOut(document)
    expect(drawingFaults(root).slice(0, 12), path).toEqual([])
  }
})
