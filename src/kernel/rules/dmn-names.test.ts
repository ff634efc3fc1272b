import { expect, it } from 'vitest'
import { compileDmn, decide } from './index.ts'

const model = (body: string, namespace = 'x') =>
  `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="m" namespace="${namespace}">${body}</definitions>`
const decision = (id: string, name: string, text: string, requires = '') =>
  `<decision id="${id}" name="${name}"><variable name="${name}"/>${requires}<literalExpression><text>${text}</text></literalExpression></decision>`

it('two decisions of one name are told, not the last taken without a word', async () => {
  const twice = model(`${decision('e', 'D', '1')}\n${decision('f', 'D', '2')}`)
  await expect(compileDmn(twice)).rejects.toThrow('line 2: two elements are named "D"')
  expect((await compileDmn(twice, { lenient: true })).problems).toMatchObject([{ line: 2, element: 'D' }])
  await compileDmn(model(`<inputData id="i" name="D"/>${decision('e', 'D', '1')}`))
})

it('a decision may require one of its name in another model, and itself not', async () => {
  const [library, own] = [
    model(decision('e', 'D', '20'), 'y'),
    model(
      `<import name="lib" namespace="y" importType="https://www.omg.org/spec/DMN/20191111/MODEL/"/>${decision('e', 'D', 'lib.D + 1', '<informationRequirement><requiredDecision href="y#e"/></informationRequirement>')}`,
    ),
  ]
  expect(decide(await compileDmn(own, { imports: [library] }), 'D', {}, { now: null })).toEqual({
    result: 21,
    errors: [],
    notes: [],
  })
})

it('what a table can not add up, and a type that is not known, are told', async () => {
  const table = (aggregation: string) =>
    model(
      `<inputData id="i" name="x"><variable name="x" typeRef="nubmer"/></inputData><inputData id="j" name="y"><variable name="y" typeRef="integer"/></inputData><decision id="e" name="D"><variable name="D"/><informationRequirement><requiredInput href="#i"/></informationRequirement><informationRequirement><requiredInput href="#j"/></informationRequirement><decisionTable hitPolicy="COLLECT" aggregation="${aggregation}"><input><inputExpression><text>x + y</text></inputExpression></input><output/><rule><inputEntry><text>-</text></inputEntry><outputEntry><text>1</text></outputEntry></rule><rule><inputEntry><text>-</text></inputEntry><outputEntry><text>"a"</text></outputEntry></rule></decisionTable></decision>`,
    )
  for (const aggregation of ['SUM', 'MIN', 'MAX']) {
    const { result, notes } = decide(await compileDmn(table(aggregation)), 'D', { x: 1, y: 2 }, { now: null })
    expect(result).toBeNull()
    expect(notes).toEqual([
      '"x" has the type "nubmer", which is not known: any value will do',
      `D: ${aggregation} has no result for what the rows give`,
    ])
  }
  expect(decide(await compileDmn(table('COUNT')), 'D', { x: 1, y: 2 }, { now: null }).result).toBe(2)
})
