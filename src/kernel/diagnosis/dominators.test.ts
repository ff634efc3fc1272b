import fc from 'fast-check'
import { expect, it } from 'vitest'
import { diagnose } from './index.ts'
import { isAlwaysBefore, reached } from './flow.ts'
import { mapProcess, type Step } from './process-map.ts'

const wrap = (inside: string) =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:darcha="urn:darcha:bpmn:1" targetNamespace="x"><process id="p" isExecutable="true">${inside}</process></definitions>`

it('a step is always before another when none is come to without it, in any graph', () => {
  fc.assert(
    fc.property(
      fc
        .integer({ min: 1, max: 9 })
        .chain((size) =>
          fc.array(fc.tuple(fc.nat(size), fc.nat(size)), { maxLength: 18 }).map((flows) => ({ size, flows })),
        ),
      ({ size, flows }) => {
        const ids = Array.from({ length: size + 1 }, (_, at) => `n${at}`)
        const map = mapProcess(
          wrap(
            ids.map((id) => `<task id="${id}"/>`).join('') +
              flows
                .map(([from, to], at) => `<sequenceFlow id="f${at}" sourceRef="n${from}" targetRef="n${to}"/>`)
                .join(''),
          ),
        )
        const steps = [...map.steps.values()]
        const next = (step: Step) => step.outgoing.map(({ target }) => target)
        const begins = steps.filter(({ incoming }) => incoming.length === 0)
        for (const first of steps)
          for (const second of steps) {
            const without = (step: Step) => next(step).filter((other) => other !== first)
            const around = reached(
              begins.filter((step) => step !== first),
              without,
            )
            const plain = first !== second && !around.has(second) && reached([first], next).has(second)
            expect(isAlwaysBefore(first, second, map), `${first.id} ${second.id}`).toBe(plain)
          }
      },
    ),
    { numRuns: 200 },
  )
})

it('the largest model that is taken is looked through in a moment', () => {
  const ids = Array.from({ length: 4_900 }, (_, at) => `t${at}`)
  const bpmn = wrap(
    `<startEvent id="s"/>${ids.map((id, at) => `<userTask id="${id}" name="Step ${at % 40}" darcha:office="o${at % 7}"/>`).join('')}<endEvent id="e"/>${['s', ...ids].map((id, at) => `<sequenceFlow id="f${at}" sourceRef="${id}" targetRef="${ids[at] ?? 'e'}"/>`).join('')}`,
  )
  const begun = process.cpuUsage()
  expect(diagnose(bpmn).filter(({ rule }) => rule === 'asked-twice')).toHaveLength(4_860)
  const { user } = process.cpuUsage(begun)
  // a second and less where nothing else is done; each pair looked at anew took seven
  expect(user / 1e6).toBeLessThan(4)
})
