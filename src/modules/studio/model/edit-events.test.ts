import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { drawingFaults } from '../../../kernel/diagnosis/testing.ts'
import { compile } from '../../../kernel/process/index.ts'
import { readXml } from '../../../kernel/xml/index.ts'
import { editProcess } from './edit-process.ts'
import { outlineOf } from './outline.ts'
import type { ProcessEdit } from './process-edit.ts'

const PROCESSES = globSync('country/*/service-templates/*/process.bpmn')

const whole = async (bpmn: string): Promise<void> => {
  const wrong = (await compile(bpmn)).problems.filter(({ severity }) => severity === 'error')
  expect(wrong.map(({ message }) => message)).toEqual([])
}
const stepIn = (bpmn: string, id: string) => outlineOf(bpmn).steps.find((step) => step.id === id)!

it('every kind of event is put on a way and on a border, runs, is told by the list and drawn', async () => {
  let tries = 0
  for (const path of PROCESSES) {
    const bpmn = readFileSync(path, 'utf8')
    const had = drawingFaults(readXml(bpmn).root)
    const step = outlineOf(bpmn).steps.find((each) => each.type === 'userTask' && each.ways.length === 1)
    if (!step) continue
    tries++
    const { id: flow, target } = step.ways[0]!
    const tried = async (edit: ProcessEdit, of = bpmn) => {
      const edited = editProcess(of, edit)
      await whole(edited)
      expect(
        drawingFaults(readXml(edited).root).filter((fault) => !had.includes(fault)),
        `${path} ${JSON.stringify(edit)}`,
      ).toEqual([])
      return edited
    }
    const whats = { timer: '5 working days', conditional: 'a = "<"', message: 'a & b', signal: 's', escalation: 'E1' }
    for (const [kind, what] of Object.entries(whats) as [keyof typeof whats, string][]) {
      const throws = kind === 'escalation'
      const on = await tried({ do: 'event', flow, step: 'new', name: 'New', kind, what, throws })
      expect(stepIn(on, 'new')).toMatchObject({
        type: throws ? 'intermediateThrowEvent' : 'intermediateCatchEvent',
        event: { kind, what },
      })
      const border = await tried({
        do: 'border',
        on: step.id,
        step: 'new',
        name: 'New',
        kind,
        what,
        stops: kind !== 'signal',
        target,
      })
      expect(stepIn(border, 'new')).toMatchObject({ on: step.id, event: { kind, what } })
      expect(border.includes('cancelActivity="false"')).toBe(kind === 'signal')
    }
    // one name is defined once
    const once = await tried({ do: 'event', flow, step: 'one', name: '', kind: 'signal', what: 's', throws: true })
    const twice = await tried(
      { do: 'event', flow, step: 'two', name: '', kind: 'signal', what: 's', throws: false },
      once,
    )
    expect(twice.match(/<\w+:signal /g)).toHaveLength(1)
    await tried({ do: 'event', flow, step: 'link', name: 'On', kind: 'link', what: 'on', throws: true })
    const end = outlineOf(bpmn).steps.find(({ type }) => type === 'endEvent')!
    const ended = await tried({ do: 'mark', step: end.id, kind: 'terminate', what: '' })
    expect(stepIn(ended, end.id).event).toEqual({ kind: 'terminate', what: '' })
    expect(stepIn(await tried({ do: 'mark', step: end.id, kind: 'none', what: '' }, ended), end.id).event?.kind).toBe(
      'none',
    )
    const within = await tried({ do: 'enclose', step: step.id, sub: 'sub', name: 'Inside' })
    expect(stepIn(within, step.id).inside).toBe('sub')
    const more = stepIn(within, step.id).ways[0]!.id
    await tried(
      { do: 'add', flow: more, step: 'more', type: 'userTask', name: 'More', attributes: { act: 'examine' } },
      within,
    )
    const rounds = await tried({ do: 'rounds', step: step.id, how: 'in-turn', what: '3' })
    expect(stepIn(rounds, step.id).rounds).toEqual({ how: 'in-turn', what: '3' })
    expect(editProcess(rounds, { do: 'rounds', step: step.id, how: 'once', what: '' })).toBe(bpmn)
    const pool = await tried({ do: 'pool', pool: 'bank', name: 'Bank' })
    expect(outlineOf(pool).pools).toContainEqual({ id: 'bank', name: 'Bank' })
    await tried({ do: 'message', step: step.id, pool: 'bank', comes: false }, pool)
    const choice = await tried({ do: 'choose', flow, step: 'so', name: '', condition: 'a', target })
    const other = stepIn(choice, 'so').ways.find(({ isDefault }) => !isDefault)!
    const turned = await tried({ do: 'otherwise', flow: other.id }, choice)
    expect(stepIn(turned, 'so').ways.find(({ isDefault }) => isDefault)!.id).toBe(other.id)
    const both = await tried({ do: 'gateway', step: 'so', type: 'parallelGateway' }, choice)
    expect(stepIn(both, 'so').type).toBe('parallelGateway')
  }
  expect(tries).toBeGreaterThan(1)
})
