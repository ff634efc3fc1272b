import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { compile } from '../../../kernel/process/index.ts'
import { NotHere, YamlFile } from './edit-yaml.ts'
import { editProcess } from './edit-process.ts'
import { setText, textsIn } from './edit-texts.ts'
import { lineDifference } from './line-difference.ts'
import { outlineOf } from './outline.ts'
import type { ProcessEdit } from './process-edit.ts'

const YAML = globSync('services/*/{*,texts/*}.yaml')
const PROCESSES = globSync('services/*/process.bpmn')

/** Lines that are new and lines that are gone. */
const counted = (before: string, after: string) => {
  const lines = lineDifference(before, after).flat()
  return [lines.filter(({ kind }) => kind === 'new').length, lines.filter(({ kind }) => kind === 'gone').length]
}

it('a file that is read and written is the same, byte for byte', () => {
  expect(YAML.length).toBeGreaterThan(100)
  const other = YAML.filter((path) => {
    const text = readFileSync(path, 'utf8')
    return new YamlFile(text).toString() !== text
  })
  expect(other).toEqual([])
})

it('an edit changes the lines that are meant, comments and order stay', () => {
  const text =
    'id: x # the name\nowner: {kind: a, level: b}\nterm: {amount: 3, unit: day}\nlegalBasis:\n  - {id: one, kind: Law}\nprovenance:\n  name: demo\n'
  const edited = (edit: (file: YamlFile) => void) => {
    const file = new YamlFile(text)
    edit(file)
    return file.toString()
  }
  expect(edited((file) => file.set(['term', 'amount'], 5))).toBe(text.replace('amount: 3', 'amount: 5'))
  expect(edited((file) => file.set(['term', 'amount'], 3))).toBe(text)
  expect(edited((file) => file.insert(['legalBasis'], 1, { id: 'two', kind: 'Order' }))).toBe(
    text.replace('kind: Law}\n', 'kind: Law}\n  - {id: two, kind: Order}\n'),
  )
  // a new field takes the place that the handbook gives it
  expect(edited((file) => file.set(['silence'], { means: 'none' }))).toMatch(/silence:.*\n(?:.*\n)?provenance:/)
  // what is written otherwise than we write keeps its spacing
  const foreign = "id:   'x'\nowner: { kind: a }\n\n\n# note\nterm: { amount: 3 }\n"
  const file = new YamlFile(foreign)
  file.set(['term', 'amount'], 4)
  expect(file.toString()).toBe(foreign.replace('3', '4'))
})

it('a text is found under nested and dotted keys, and a new one goes to its kin', () => {
  const text = 'form:\n  place.title: Where\nfield:\n  a.label: A\n'
  expect(setText(text, 'form.place.title', 'Here')).toBe(text.replace('Where', 'Here'))
  expect(setText(text, 'field.b.label', 'B')).toBe(`${text}  b.label: B\n`)
  expect(setText(text, 'field.a.label', null)).not.toContain('a.label')
  expect([...textsIn(text).keys()]).toEqual(['form.place.title', 'field.a.label'])
})

it('every process is edited without a fault, and what is not meant stays as it was written', async () => {
  const faults: string[] = []
  for (const path of PROCESSES) {
    const bpmn = readFileSync(path, 'utf8')
    const step = outlineOf(bpmn).steps.find(
      (each) => each.type === 'userTask' && each.ways.length === 1 && each.inside === undefined,
    )!
    const { id: flow, target } = step.ways[0]!
    const user = { type: 'userTask', name: 'New & "odd"', attributes: { act: 'examine' } } as const
    const tried = async (of: string, edit: ProcessEdit) => {
      try {
        const edited = editProcess(of, edit)
        const wrong = (await compile(edited)).problems.filter(
          ({ severity, code }) => severity === 'error' || ['dead-end', 'no-condition', 'no-default'].includes(code),
        )
        faults.push(...wrong.map(({ message }) => `${path} ${edit.do}: ${message}`))
        return edited
      } catch (error) {
        // several ways lead to the step
        if (!(error instanceof NotHere && ['beside', 'earlier'].includes(edit.do))) throw error
        return of
      }
    }
    expect(
      counted(bpmn, await tried(bpmn, { do: 'set', step: step.id, attributes: { term: '9 working days' } })),
    ).toEqual([1, 1])
    expect(editProcess(bpmn, { do: 'set', step: step.id, attributes: {} })).toBe(bpmn)
    const added = await tried(bpmn, { do: 'add', flow, step: 'newStep', ...user })
    await tried(added, { do: 'remove', step: 'newStep' })
    await tried(added, { do: 'earlier', step: 'newStep' })
    await tried(bpmn, { do: 'beside', step: 'newStep', other: step.id, ...user })
    await tried(bpmn, { do: 'choose', flow, step: 'asked', name: '?', condition: 'a < 1', target })
    await tried(bpmn, {
      do: 'border',
      on: step.id,
      step: 'late',
      name: 'Late',
      kind: 'timer',
      what: '5 working days',
      stops: true,
      target,
    })
    // above the drawing only what was meant is new
    const body = (text: string) => text.slice(0, text.indexOf('BPMNDiagram'))
    expect(counted(body(bpmn), body(added))[1], path).toBeLessThanOrEqual(2)
  }
  expect(faults).toEqual([])
})

it('a model of 5,000 steps is told and edited within seconds', () => {
  const steps = Array.from({ length: 5_000 }, (_, at) => at)
  const bpmn = `<d:definitions xmlns:d="http://www.omg.org/spec/BPMN/20100524/MODEL"><d:process id="p" isExecutable="true"><d:startEvent id="s"/>${steps
    .map(
      (at) =>
        `<d:userTask id="t${at}" name="${at}"/><d:sequenceFlow id="f${at}" sourceRef="${at === 0 ? 's' : `t${at - 1}`}" targetRef="t${at}"/>`,
    )
    .join('')}</d:process></d:definitions>`
  const began = performance.now()
  expect(outlineOf(bpmn).steps).toHaveLength(5_001)
  expect(editProcess(bpmn, { do: 'set', step: 't4999', name: 'last', attributes: {} })).toContain('name="last"')
  expect(performance.now() - began).toBeLessThan(5_000)
})
