import { expect, it } from 'vitest'
import { sharesOfFlows, timesOfSteps } from './times-of-steps.ts'

const MODEL = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:darcha="urn:darcha:bpmn:1" targetNamespace="x"><process id="p"><userTask id="office" darcha:office="one"/><serviceTask id="system"/><exclusiveGateway id="g"/><sequenceFlow id="f" sourceRef="g" targetRef="office"/><sequenceFlow id="h" sourceRef="g" targetRef="system"/><sequenceFlow id="plain" sourceRef="office" targetRef="g"/></process></definitions>`

it('a measured time is work or waiting, and both where the log tells them apart', () => {
  const times = { office: '30', system: 'fixed 2', nothing: '5', g: '5' }
  expect(timesOfSteps(MODEL, times)).toEqual([
    { step: 'office', attributes: { wait: '30' } },
    { step: 'system', attributes: { minutes: 'fixed 2' } },
  ])
  expect(timesOfSteps(MODEL, times, { office: 'fixed 60', system: '0' })).toEqual([
    { step: 'office', attributes: { minutes: '30', wait: 'fixed 60' } },
    { step: 'system', attributes: { minutes: 'fixed 2' } },
  ])
})

it('measured shares are said of flows of gateways alone', () => {
  expect(sharesOfFlows(MODEL, { f: 0.25, h: 0.75, plain: 1, nothing: 1 })).toEqual([
    { step: 'f', attributes: { share: '0.25' } },
    { step: 'h', attributes: { share: '0.75' } },
  ])
})
