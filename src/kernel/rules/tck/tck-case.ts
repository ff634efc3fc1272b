import { attribute, child, children, childText, readXml, type XmlElement } from '../model/xml.ts'
import { newContext, type Context } from '../values/context.ts'
import { tckValue } from './tck-value.ts'

/** A test case of the DMN Technology Compatibility Kit. */
export interface TckCase {
  readonly id: string
  /** What is evaluated: the decisions of the results, or one service or function by name. */
  readonly type: 'decision' | 'decisionService' | 'bkm'
  readonly invocable: string | undefined
  readonly input: Context
  readonly results: readonly {
    readonly name: string
    readonly type: string
    readonly expected: unknown
    readonly mayFail: boolean
  }[]
}

/** Reads a file of test cases. @throws when it is none */
export function readTckCases(xml: string | Uint8Array): { modelName: string | undefined; cases: TckCase[] } {
  const { root } = readXml(xml)
  if (root.name !== 'testCases') throw new Error('this is no file of test cases')
  return { modelName: childText(root, 'modelName'), cases: children(root, 'testCase').map(readCase) }
}

function readCase(xml: XmlElement, at: number): TckCase {
  const type = attribute(xml, 'type')
  return {
    id: attribute(xml, 'id') ?? String(at + 1),
    type: type === 'decisionService' || type === 'bkm' ? type : 'decision',
    invocable: attribute(xml, 'invocableName'),
    input: newContext(children(xml, 'inputNode').map((child) => [attribute(child, 'name') ?? '', tckValue(child)])),
    results: children(xml, 'resultNode').map((xmlElement) => ({
      name: attribute(xmlElement, 'name') ?? '',
      type: attribute(xmlElement, 'type') ?? '',
      expected: tckValue(child(xmlElement, 'expected')),
      mayFail: attribute(xmlElement, 'errorResult') === 'true',
    })),
  }
}
