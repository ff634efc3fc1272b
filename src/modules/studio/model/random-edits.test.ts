import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BpmnModdle, type ModdleElement } from 'bpmn-moddle'
import { array, assert, asyncProperty, constantFrom, integer, property, record } from 'fast-check'
import { expect, it } from 'vitest'
import { editProcess } from './edit-process.ts'
import { decisionsOf, editRules } from './edit-rules.ts'
import { keepWritten } from './keep-written.ts'
import { lineDifference } from './line-difference.ts'
import { outlineOf } from './outline.ts'

const MIWG = join(process.env['DARCHA_CONFORMANCE'] ?? '../shared/data/conformance', 'bpmn-miwg/Reference')
const SERVICES = globSync('services/*/{process,before}.bpmn')
const FOREIGN = existsSync(MIWG) ? globSync(join(MIWG, '*.bpmn')) : []
const RULES = globSync('services/*/rules.dmn')
const textOf = (path: string) => readFileSync(path, 'utf8')
const counted = (before: string, after: string) => {
  const lines = lineDifference(before, after).flat()
  return lines.filter(({ kind }) => kind !== 'same').length
}

interface Model {
  root: ModdleElement
  elements: ModdleElement[]
}
const moddle = new BpmnModdle() as unknown as {
  fromXML(xml: string): Promise<{ rootElement: ModdleElement; elementsById: Record<string, ModdleElement> }>
  toXML(root: ModdleElement, options: { format: boolean }): Promise<{ xml: string }>
}
async function opened(text: string): Promise<Model> {
  const { rootElement, elementsById } = await moddle.fromXML(text)
  return {
    root: rootElement,
    elements: Object.values(elementsById).filter((element) => /Task|Event$|SequenceFlow|Gateway/.test(element.$type)),
  }
}
const written = async ({ root }: Model) => (await moddle.toXML(root, { format: true })).xml

const Edit = record({ at: integer({ min: 0, max: 10_000 }), name: constantFrom('A & "b"', 'Ўзбекча', "it's <here>") })
const Edits = array(Edit, { minLength: 1, maxLength: 5 })
const RUNS = { numRuns: 6, seed: 14 }

it.each([
  ['services', SERVICES],
  ['models of other tools', FOREIGN],
] as const)(
  'on the canvas: unchanged is the same bytes, edits change their lines alone, taken back they leave nothing: %s',
  async (name, paths) => {
    if (name === 'services') expect(paths.length).toBeGreaterThan(10)
    for (const path of paths) {
      const text = textOf(path)
      const model = await opened(text)
      const before = await written(model)
      expect(keepWritten(text, before, before), path).toBe(text)
      if (model.elements.length === 0) continue
      const round = async (edits: { at: number; name: string }[]) => {
        const undo = edits.map(({ at, name: called }) => {
          const element = model.elements[at % model.elements.length]!
          const was = element['name'] as string | undefined
          element.set('name', called)
          return () => element.set('name', was)
        })
        const after = await written(model)
        const kept = keepWritten(text, before, after)
        // what is kept says all that the canvas says
        expect(await written(await opened(kept)), path).toBe(await written(await opened(after)))
        // a start tag over several lines changes on one of them
        expect(counted(text, kept), path).toBeLessThanOrEqual(2 * edits.length)
        for (const back of undo.reverse()) back()
        expect(keepWritten(text, before, await written(model)), path).toBe(text)
      }
      await assert(asyncProperty(Edits, round), RUNS)
    }
  },
)

it('in the list: what is said of steps and ways, and taken back, leaves the same bytes', () => {
  for (const path of [...SERVICES, ...FOREIGN]) {
    const text = textOf(path)
    const { steps } = outlineOf(text)
    if (steps.length === 0) continue
    assert(
      property(Edits, (edits) => {
        let now = text
        const before: string[] = []
        for (const { at, name } of edits) {
          const step = steps[at % steps.length]!
          before.push(now)
          const [way] = step.ways
          now =
            way && at % 2 === 0
              ? editProcess(now, { do: 'lead', flow: way.id, share: '0.5' })
              : editProcess(now, { do: 'set', step: step.id, attributes: { article: name, wait: 'uniform 10 60' } })
        }
        // the prefix is bound once, and each edit is a line
        expect(counted(text, now), path).toBeLessThanOrEqual(2 * edits.length + 2)
        const saying = outlineOf(now)
        for (const { at } of edits) {
          const step = saying.steps.find(({ id }) => id === steps[at % steps.length]!.id)!
          if (step.ways[0] && at % 2 === 0) expect(step.ways[0].share).toBe('0.5')
          else expect(step.attributes['wait']).toBe('uniform 10 60')
        }
      }),
      RUNS,
    )
    const [first] = steps
    const said = editProcess(text, { do: 'set', step: first!.id, attributes: { rank: '1' } })
    const back = editProcess(said, { do: 'set', step: first!.id, attributes: { rank: null } })
    expect(back.replace(' xmlns:darcha="urn:darcha:bpmn:1"', ''), path).toBe(
      text.replace(' xmlns:darcha="urn:darcha:bpmn:1"', ''),
    )
  }
})

it('in the tables: columns, rows, cells and names that come and go leave the same bytes', () => {
  expect(RULES.length).toBeGreaterThan(5)
  for (const path of RULES) {
    const text = textOf(path)
    for (const { name: decision, table, entries } of decisionsOf(text)) {
      if (table)
        assert(
          property(Edit, ({ at }) => {
            const [rule, column] = [at % table.rules.length, at % table.rules[0]!.length]
            const was = table.rules[rule]![column]!
            const cell = editRules(text, { do: 'cell', decision, rule, column, text: '"a" & <b>' })
            expect(counted(text, cell), path).toBeLessThanOrEqual(2)
            expect(editRules(cell, { do: 'cell', decision, rule, column, text: was }), path).toBe(text)
            const row = editRules(text, { do: 'add', decision, rule })
            expect(editRules(row, { do: 'remove', decision, rule }), path).toBe(text)
            const wide = editRules(text, { do: 'add-input', decision, expression: 'a < 1', label: '"B"' })
            expect(editRules(wide, { do: 'remove-column', decision, column: table.inputs.length }), path).toBe(text)
          }),
          RUNS,
        )
      else if (entries.some(({ name }) => name !== '')) {
        const more = editRules(text, { do: 'add-entry', decision, name: 'zz', text: '1 < 2' })
        const entry = decisionsOf(more)
          .find(({ name }) => name === decision)!
          .entries.findIndex(({ name }) => name === 'zz')
        expect(counted(text, more), path).toBe(1)
        expect(editRules(more, { do: 'remove-entry', decision, entry }), path).toBe(text)
      }
    }
  }
})
