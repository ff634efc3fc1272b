import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { drawingFaults } from '../../../../kernel/diagnosis/testing.ts'
import { readXml } from '../../../../kernel/xml/index.ts'
import { NoSuchPlace, NotHere } from '../edit-errors.ts'
import { editProcess } from '../edit-process.ts'
import { lineDifference } from '../line-difference.ts'
import { outlineOf } from '../outline.ts'
import type { ProcessEdit } from '../process-edit.ts'
import { modelOf, planesOf, type Box } from './drawn-model.ts'

const MIWG = join(process.env['DARCHA_CONFORMANCE'] ?? '../shared/data/conformance', 'bpmn-miwg/Reference')
const MODELS = [
  ...globSync('country/*/service-templates/*/process.bpmn'),
  ...globSync('services/*/{process,before}.bpmn').filter((_, at) => at % 6 === 0),
  ...(existsSync(MIWG) ? globSync(join(MIWG, '*.bpmn')) : []),
]
const faults = (text: string) => drawingFaults(readXml(text).root)
const boxes = (text: string) =>
  new Map(planesOf(modelOf(text)).flatMap(({ shapes }) => [...shapes].map(([id, { box }]): [string, Box] => [id, box])))

/** What the list can do to a step, as far as it may be done to this one. */
function editsOf(text: string, at: number): ProcessEdit[] {
  const { steps, lanes } = outlineOf(text)
  const step = steps[at % steps.length]!
  const [way] = step.ways
  const like = steps.filter(({ inside, type, on }) => inside === step.inside && type !== 'startEvent' && !on)
  const target = like[(at * 7) % like.length]?.id ?? step.id
  const id = `new${at}`
  return [
    ...(way
      ? ([
          { do: 'add', flow: way.id, step: `${id}a`, type: 'userTask', name: 'New', attributes: {} },
          { do: 'choose', flow: way.id, step: `${id}c`, name: 'So?', condition: 'a', target },
          {
            do: 'choose',
            flow: way.id,
            step: `${id}d`,
            name: 'So?',
            condition: 'a',
            end: { step: `${id}e`, name: 'End', attributes: {} },
          },
          { do: 'lead', flow: way.id, target },
        ] satisfies ProcessEdit[])
      : []),
    { do: 'beside', step: `${id}b`, other: step.id, type: 'userTask', name: 'Beside', attributes: {} },
    { do: 'border', on: step.id, step: `${id}t`, name: 'Late', kind: 'timer', what: '5 days', stops: true, target },
    { do: 'enclose', step: step.id, sub: `${id}s`, name: 'Inside' },
    ...(way
      ? ([
          { do: 'event', flow: way.id, step: `${id}w`, name: 'Heard', kind: 'message', what: 'heard', throws: false },
          { do: 'event', flow: way.id, step: `${id}k`, name: 'On', kind: 'link', what: 'on', throws: true },
        ] satisfies ProcessEdit[])
      : []),
    { do: 'earlier', step: step.id },
    { do: 'remove', step: step.id },
    { do: 'connect', step: step.id, target, condition: '' },
    ...(lanes.length > 1
      ? ([
          { do: 'lane', step: step.id, lane: lanes[at % lanes.length]!.id },
          { do: 'newLane', lane: `${id}l`, name: 'Lane' },
        ] satisfies ProcessEdit[])
      : []),
  ]
}

const edited = (text: string, edit: ProcessEdit): string | undefined => {
  try {
    return editProcess(text, edit)
  } catch (error) {
    if (error instanceof NotHere || error instanceof NoSuchPlace) return undefined
    throw error
  }
}

it('steps that come and go leave the others where they stand, or make room: no overlaps, no ways through steps', () => {
  // those of the standard's interchange set come besides, where they are at hand
  expect(MODELS.length).toBeGreaterThan(5)
  let tried = 0
  const bad: string[] = []
  for (const path of MODELS) {
    const text = readFileSync(path, 'utf8')
    if (outlineOf(text).steps.length === 0 || !text.includes('BPMNShape')) continue
    const had = new Set(faults(text))
    // a process drawn in what calls it, several drawings of one model: the check itself does not know these
    if (had.size > 3) continue
    const before = boxes(text)
    for (const at of [2, 5])
      for (const edit of editsOf(text, at)) {
        const now = edited(text, edit)
        if (now === undefined || now === text) continue
        tried++
        const about = `${path} ${at} ${edit.do}`
        for (const fault of faults(now)) if (!had.has(fault)) bad.push(`${about} ${fault}`)
        const after = boxes(now)
        const moved = [...before].flatMap(([id, box]) => {
          const there = after.get(id)
          return there && (there.x !== box.x || there.y !== box.y) ? [[there.x - box.x, there.y - box.y]] : []
        })
        if (edit.do === 'earlier' || edit.do === 'lane' || edit.do === 'enclose') continue
        // room is made to the right and below, for all alike
        for (const [x, y] of moved) expect(x! >= 0 && y! >= 0, about).toBe(true)
        if (edit.do === 'remove' || edit.do === 'lead' || edit.do === 'connect') expect(moved, about).toEqual([])
      }
  }
  expect(bad.slice(0, 12)).toEqual([])
  expect(tried).toBeGreaterThan(50)
})

it('what somebody placed by hand stays there, and only the lines of what comes or goes change', () => {
  const text = readFileSync('country/uz/service-templates/permit-with-opinions/process.bpmn', 'utf8')
  const { steps } = outlineOf(text)
  const drawing = boxes(text)
  const placed = (id: string) => drawing.get(id)!
  // a step somebody moved aside, and one with room on the way from it
  const last = steps.toSorted((one, other) => placed(other.id).x - placed(one.id).x)[0]!
  const { x, y } = placed(last.id)
  const byHand = text.replace(
    new RegExp(`(bpmnElement="${last.id}"[^>]*>\\s*<[^>]*?)x="${x}" y="${y}"`),
    `$1x="${x + 323}" y="${y + 7}"`,
  )
  expect(byHand).not.toBe(text)
  const into = steps.flatMap(({ ways }) => ways).find(({ target }) => target === last.id)!
  const added = editProcess(byHand, {
    do: 'add',
    flow: into.id,
    step: 'fresh',
    type: 'userTask',
    name: 'Fresh',
    attributes: {},
  })
  const before = boxes(byHand)
  const after = boxes(added)
  expect(after.get('fresh')).toMatchObject({ width: 100, height: 80 })
  for (const [id, box] of before) expect(after.get(id), id).toEqual(box)
  expect(faults(added)).toEqual(faults(text))
  const lines = lineDifference(byHand, added).flat()
  const gone = lines.filter(({ kind }) => kind === 'gone').map((line) => line.text)
  // the way, what leads to the next step, and the way's drawing
  expect(gone.filter((line) => !line.includes('waypoint')).length).toBeLessThanOrEqual(2)
  const back = editProcess(added, { do: 'remove', step: 'fresh' })
  for (const [id, box] of before) expect(boxes(back).get(id), id).toEqual(box)
  expect(faults(back)).toEqual(faults(text))
})

it('changes of a model of 300 steps are drawn in a moment', () => {
  const names = Array.from({ length: 300 }, (_, at) => `s${at}`)
  const text = `<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p" isExecutable="true">
${names.map((id) => `<task id="${id}"/>`).join('\n')}
${names
  .slice(1)
  .map((id, at) => `<sequenceFlow id="f${at}" sourceRef="s${at}" targetRef="${id}"/>`)
  .join('\n')}
</process></definitions>`
  const drawn = editProcess(text, {
    do: 'border',
    on: 's7',
    step: 'late',
    name: 'Late',
    kind: 'timer',
    what: '5 days',
    stops: true,
    target: 's20',
  })
  expect(faults(drawn)).toEqual([])
  const more = editProcess(drawn, { do: 'add', flow: 'f9', step: 'x', type: 'userTask', name: 'X', attributes: {} })
  expect(faults(more)).toEqual([])
  expect(boxes(more).get('s5')).toEqual(boxes(drawn).get('s5'))
})
