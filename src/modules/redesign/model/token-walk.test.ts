import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readDrawing } from '../../process/index.ts'
import { replicate } from './replicate.ts'
import { walkTokens } from './token-walk.ts'

const bpmn = readFileSync('services/tree-felling-permit/process.bpmn', 'utf8')

it('lets tokens go along the flows from step to step, each from when the one before was done, to an end', async () => {
  const came = await replicate(bpmn, { cases: 30, seed: 3, replications: 2, between: 60, staff: 2 })
  if ('error' in came) throw new Error(came.error)
  expect(new Set(came.seen.map((each) => each.case)).size).toBe(20)
  const drawing = await readDrawing(bpmn)
  const legs = walkTokens(bpmn, drawing, came.seen)
  const done = came.seen.filter(({ element, transition }) => element !== '' && transition === 'complete')
  const ends = new Set(drawing.elements.filter(({ type }) => type === 'endEvent').map(({ id }) => id))
  const steps = legs.filter(({ element }) => !ends.has(element))
  expect(steps.map(({ element }) => element).sort()).toEqual(done.map(({ element }) => element).sort())
  // every case that is over went to an end, at the time of its last step
  const arrived = legs.filter(({ element }) => ends.has(element))
  expect(arrived.length).toBe(20)
  for (const leg of legs) {
    expect(leg.until).toBeGreaterThanOrEqual(leg.from)
    expect(leg.way.length).toBeGreaterThan(1)
    const box = drawing.shapes.find(({ id }) => id === leg.element)!.box
    expect(leg.way.at(-1)).toEqual({ x: box.x + box.width / 2, y: box.y + box.height / 2 })
  }
})
