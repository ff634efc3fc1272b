import { describe, expect, it } from 'vitest'
import { compileDmn, readTckCases, runTckCase } from '../index.ts'

const MODEL = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="urn:m">
  <itemDefinition name="tPassenger"><itemComponent name="code"><typeRef>string</typeRef></itemComponent><itemComponent name="miles"><typeRef>number</typeRef></itemComponent><itemComponent name="flight"><typeRef>string</typeRef></itemComponent></itemDefinition>
  <inputData id="i" name="passenger"><variable name="passenger" typeRef="tPassenger"/></inputData>
  <decision id="d" name="D"><variable name="D"/><informationRequirement><requiredInput href="#i"/></informationRequirement>
    <literalExpression><text>{code: passenger.code, miles: passenger.miles + 1, flight: passenger.flight, born: date("2020-01-01")}</text></literalExpression></decision>
</definitions>`

const outcome = async (given: Record<string, string>, expected: Record<string, string>) => {
  const components = (values: Record<string, string>) =>
    Object.entries(values)
      .map(([name, value]) => `<component name="${name}">${value}</component>`)
      .join('')
  const { cases } = readTckCases(
    `<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><modelName>m.dmn</modelName><testCase id="1"><inputNode name="passenger">${components(given)}</inputNode><resultNode name="D" type="decision"><expected>${components(expected)}</expected></resultNode></testCase></testCases>`,
  )
  return runTckCase(await compileDmn(MODEL), cases[0]!, { now: null }).outcome
}

describe('values of a test that name no type', () => {
  const given = { code: '<value>007</value>', miles: '<value>10</value>', flight: '<value/>' }
  const expected = {
    code: '<value>007</value>',
    miles: '<value>11</value>',
    flight: '<value></value>',
    born: '<value>2020-01-01</value>',
  }
  it('have the types of the model, and an empty one is nothing', async () => {
    expect(await outcome(given, expected)).toBe('passed')
  })
  it.each([
    ['code', '7'],
    ['miles', '12'],
    ['flight', 'UA1'],
    ['born', '2020-01-02'],
  ])('are still compared: %s', async (name, value) => {
    expect(await outcome(given, { ...expected, [name]: `<value>${value}</value>` })).toBe('failed')
  })
  it('differ from those that name one', async () => {
    expect(await outcome(given, { ...expected, miles: '<value xsi:type="xsd:string">11</value>' })).toBe('failed')
  })
})
