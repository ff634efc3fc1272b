import { expect, it } from 'vitest'
import { LogBuilder } from '../mining/index.ts'
import { gatewayShares, livedFrom, livedShares, waysOfPath } from './index.ts'

const flow = (id: string, source: string, target: string, more = '') =>
  `<sequenceFlow id="${id}" sourceRef="${source}" targetRef="${target}"${more}/>`
/** Looked at, then refused at once, mended and looked at again, or decided; the gateway may say its shares. */
const model = (back = '', no = '', on = '') =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:darcha="urn:darcha:bpmn:1" targetNamespace="x"><process id="p" isExecutable="true">
  <startEvent id="s"/><exclusiveGateway id="again"/><userTask id="look"/><exclusiveGateway id="which"/><userTask id="mend"/><userTask id="decide"/><endEvent id="no"/><endEvent id="e"/>
  ${flow('f1', 's', 'again')}${flow('f2', 'again', 'look')}${flow('f3', 'look', 'which')}${flow('back', 'which', 'mend', back)}${flow('f4', 'mend', 'again')}${flow('out', 'which', 'no', no)}${flow('on', 'which', 'decide', on)}${flow('f5', 'decide', 'e')}</process></definitions>`

it('shares that a model says are read; ways that say none share what is left', () => {
  const read = (...said: string[]) => {
    const shares = gatewayShares(model(...said)).get('which')
    return shares && Object.fromEntries(shares)
  }
  expect(read(' darcha:share="0.5"')).toEqual({ back: 0.5, out: 0.25, on: 0.25 })
  // more or less than all is taken as parts of what it adds up to
  expect(read(' darcha:share="0.2"', ' darcha:share="0.1"', ' darcha:share="0.1"')).toEqual({
    back: 0.5,
    out: 0.25,
    on: 0.25,
  })
  expect(read(' darcha:share="many"')).toBeUndefined()
  expect(gatewayShares(model()).size).toBe(0)
})

it('a log gives the shares of ways that what was done tells apart, an end at once among them', () => {
  const log = new LogBuilder()
  for (let of = 0; of < 40; of++) {
    const names = of % 4 === 0 ? ['look', 'mend', 'look', 'decide'] : of % 4 === 1 ? ['look'] : ['look', 'decide']
    for (const [at, name] of names.entries()) log.add(name, of * 1e6 + at * 1000, undefined, 'complete')
    log.endCase()
  }
  const bpmn = model()
  // 50 looks: 10 back, 10 out, 30 on
  expect(Object.fromEntries(livedShares(bpmn, livedFrom(log.build(), bpmn)))).toEqual({ back: 0.2, out: 0.2, on: 0.6 })
  // few cases say nothing
  const few = new LogBuilder()
  few.add('look', 0, undefined, 'complete')
  few.endCase()
  expect(livedShares(bpmn, livedFrom(few.build(), bpmn)).size).toBe(0)
})

it('the activities of a case tell which way it took at each gateway, each time', () => {
  const ways = waysOfPath(model(), ['look', 'mend', 'look', 'decide'])
  expect(Object.fromEntries(ways)).toEqual({ which: ['back', 'on'], again: ['f2', 'f2'] })
  expect(waysOfPath(model(), ['nothing', 'decide']).get('which')).toEqual(['on'])
})
