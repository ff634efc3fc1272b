import { expect, it } from 'vitest'
import { compileDmn, decide } from '../../../kernel/rules/index.ts'
import { editRules, decisionsOf } from './edit-rules.ts'
import { NoSuchPlace } from './edit-errors.ts'

const RULES = `<?xml version="1.0"?>
<!-- by hand -->
<dmn:definitions xmlns:dmn="https://www.omg.org/spec/DMN/20191111/MODEL/" id="r" name="r" namespace="urn:r">
  <dmn:decision id="size" name="size"><dmn:variable name="size"/>
    <dmn:decisionTable hitPolicy='COLLECT'>
      <dmn:input id="i"><dmn:inputExpression><dmn:text>answers.trees</dmn:text></dmn:inputExpression></dmn:input>
      <dmn:output name="size"/>
      <dmn:rule id="a"><dmn:inputEntry><dmn:text>&lt;= 7</dmn:text></dmn:inputEntry><dmn:outputEntry><dmn:text>1</dmn:text></dmn:outputEntry></dmn:rule>
      <dmn:rule id="b"><dmn:inputEntry><dmn:text>-</dmn:text></dmn:inputEntry><dmn:outputEntry><dmn:text>2</dmn:text></dmn:outputEntry></dmn:rule>
    </dmn:decisionTable></dmn:decision>
  <dmn:decision id="fee" name="fee"><dmn:variable name="fee"/>
    <dmn:context>
      <dmn:contextEntry><dmn:variable name="base"/><dmn:literalExpression><dmn:text>10</dmn:text></dmn:literalExpression></dmn:contextEntry>
      <dmn:contextEntry><dmn:literalExpression><dmn:text>base * 2</dmn:text></dmn:literalExpression></dmn:contextEntry>
    </dmn:context></dmn:decision>
</dmn:definitions>
`
const tableOf = (dmn: string) => decisionsOf(dmn).find(({ name }) => name === 'size')!.table!

it('a column comes with a cell in each row and goes with them; taken back, the file is as it was', () => {
  const asked = editRules(RULES, { do: 'add-input', decision: 'size', expression: 'answers.age < 3', label: 'Young' })
  expect(tableOf(asked).inputs).toEqual([
    { label: '', expression: 'answers.trees' },
    { label: 'Young', expression: 'answers.age < 3' },
  ])
  expect(tableOf(asked).rules).toEqual([
    ['<= 7', '-', '1'],
    ['-', '-', '2'],
  ])
  expect(editRules(asked, { do: 'remove-column', decision: 'size', column: 1 })).toBe(RULES)
  const answered = editRules(RULES, { do: 'add-output', decision: 'size', name: 'reason' })
  expect(tableOf(answered).outputs).toEqual(['size', 'reason'])
  expect(tableOf(answered).rules[1]).toEqual(['-', '2', 'null'])
  expect(editRules(answered, { do: 'remove-column', decision: 'size', column: 2 })).toBe(RULES)
})

it('columns are called anew, and the last of a side stays', () => {
  const edit = (dmn: string, column: number, more: object) =>
    editRules(dmn, { do: 'column', decision: 'size', column, ...more })
  expect(edit(RULES, 0, { expression: 'answers.age', label: 'Age' })).toBe(
    RULES.replace('<dmn:input id="i">', '<dmn:input id="i" label="Age">').replace('answers.trees', 'answers.age'),
  )
  expect(edit(RULES, 1, { name: 'many' })).toBe(RULES.replace('<dmn:output name="size"/>', '<dmn:output name="many"/>'))
  for (const column of [0, 1, 2])
    expect(() => editRules(RULES, { do: 'remove-column', decision: 'size', column })).toThrow(NoSuchPlace)
  expect(() => editRules(RULES, { do: 'add-output', decision: 'size', name: 'size' })).toThrow(NoSuchPlace)
})

it('columns and names change places with what stands before them, on their side only', () => {
  const wide = editRules(RULES, { do: 'add-input', decision: 'size', expression: 'answers.age', label: '' })
  const turned = editRules(wide, { do: 'move-column', decision: 'size', column: 1 })
  expect(tableOf(turned).inputs.map(({ expression }) => expression)).toEqual(['answers.age', 'answers.trees'])
  expect(tableOf(turned).rules).toEqual([
    ['-', '<= 7', '1'],
    ['-', '-', '2'],
  ])
  expect(editRules(turned, { do: 'move-column', decision: 'size', column: 1 })).toBe(wide)
  for (const column of [0, 2])
    expect(() => editRules(wide, { do: 'move-column', decision: 'size', column })).toThrow(NoSuchPlace)
  const named = editRules(RULES, { do: 'add-entry', decision: 'fee', name: 'extra', text: '2' })
  const moved = editRules(named, { do: 'move-entry', decision: 'fee', entry: 1 })
  expect(decisionsOf(moved)[1]!.entries.map(({ name }) => name)).toEqual(['extra', 'base', ''])
  expect(editRules(moved, { do: 'move-entry', decision: 'fee', entry: 1 })).toBe(named)
  expect(() => editRules(named, { do: 'move-entry', decision: 'fee', entry: 2 })).toThrow(NoSuchPlace)
})

it('what is collected is counted or summed', () => {
  const summed = editRules(RULES, { do: 'aggregation', decision: 'size', aggregation: 'SUM' })
  expect(summed).toBe(RULES.replace("hitPolicy='COLLECT'", `hitPolicy='COLLECT' aggregation="SUM"`))
  expect(editRules(summed, { do: 'aggregation', decision: 'size', aggregation: '' })).toBe(RULES)
  // of another policy nothing is summed: it would not run
  expect(editRules(summed, { do: 'policy', decision: 'size', policy: 'FIRST' })).toBe(
    RULES.replace("hitPolicy='COLLECT'", 'hitPolicy="FIRST"'),
  )
})

it('a name comes before what a context answers, is called anew, and goes', () => {
  const added = editRules(RULES, {
    do: 'add-entry',
    decision: 'fee',
    name: 'extra',
    text: 'if base < 20 then 1 else 2',
  })
  expect(decisionsOf(added)[1]!.entries).toEqual([
    { name: 'base', text: '10' },
    { name: 'extra', text: 'if base < 20 then 1 else 2' },
    { name: '', text: 'base * 2' },
  ])
  const renamed = editRules(added, { do: 'rename-entry', decision: 'fee', entry: 1, name: 'more' })
  expect(renamed).toBe(added.replace('name="extra"', 'name="more"'))
  expect(editRules(added, { do: 'remove-entry', decision: 'fee', entry: 1 })).toBe(RULES)
  expect(() => editRules(RULES, { do: 'add-entry', decision: 'fee', name: 'base', text: '1' })).toThrow(NoSuchPlace)
})

it('a service without rules gets its first table, which decides at once', async () => {
  const begun = editRules('', {
    do: 'new-decision',
    decision: 'entitled',
    kind: 'table',
    expression: 'answers.age',
    result: 'outcome',
  })
  const written = editRules(begun, { do: 'cell', decision: 'entitled', rule: 0, column: 1, text: '"grant"' })
  expect(decisionsOf(written)).toMatchObject([{ name: 'entitled', table: { rules: [['-', '"grant"']] } }])
  const more = editRules(written, {
    do: 'new-decision',
    decision: 'fee',
    kind: 'context',
    expression: '7',
    result: 'sum',
  })
  expect(decisionsOf(more)[1]!.entries).toEqual([{ name: 'sum', text: '7' }])
  expect(() =>
    editRules(more, { do: 'new-decision', decision: 'fee', kind: 'table', expression: '1', result: 'a' }),
  ).toThrow(NoSuchPlace)
  const model = await compileDmn(more)
  const context = { answers: { age: 4 } }
  expect(decide(model, 'entitled', context, { now: null }).result).toEqual('grant')
  expect(decide(model, 'fee', context, { now: null }).result).toEqual({ sum: 7 })
})

it('values that an output may have are written, changed and taken out, and leave no trace', () => {
  const text = RULES
  const { name: decision, table } = decisionsOf(text).find((each) => each.table)!
  const column = table!.inputs.length
  const edit = (of: string, values: string) => editRules(of, { do: 'column', decision, column, values })
  const had = table!.outputValues[0]!
  const said = edit(text, '"a", "b"')
  expect(decisionsOf(said).find((each) => each.name === decision)!.table!.outputValues[0]).toBe('"a", "b"')
  expect(decisionsOf(edit(said, '"b"')).find((each) => each.name === decision)!.table!.outputValues[0]).toBe('"b"')
  expect(decisionsOf(edit(said, had)).find((each) => each.name === decision)!.table).toEqual(table)
})

it('a table in a context is a table of its own: cells, rows and columns, and nothing else changes', async () => {
  const table = RULES.slice(RULES.indexOf('<dmn:decisionTable'), RULES.indexOf('</dmn:decisionTable>'))
  const entry = `<dmn:contextEntry><dmn:variable name="rate"/>${table}</dmn:decisionTable></dmn:contextEntry>`
  const text = RULES.replace('<dmn:context>', `<dmn:context>${entry}`)
  const nested = (of: string) => decisionsOf(of).find(({ name }) => name === 'fee.rate')!
  expect(nested(text)).toMatchObject({
    within: 'fee',
    table: {
      rules: [
        ['<= 7', '1'],
        ['-', '2'],
      ],
    },
  })
  const cell = editRules(text, { do: 'cell', decision: 'fee.rate', rule: 0, column: 1, text: '3' })
  expect(nested(cell).table!.rules[0]).toEqual(['<= 7', '3'])
  expect(editRules(cell, { do: 'cell', decision: 'fee.rate', rule: 0, column: 1, text: '1' })).toBe(text)
  const wide = editRules(text, { do: 'add-input', decision: 'fee.rate', expression: 'answers.age', label: '' })
  expect(nested(wide).table!.inputs).toHaveLength(2)
  expect(editRules(wide, { do: 'remove-column', decision: 'fee.rate', column: 1 })).toBe(text)
  const model = await compileDmn(cell)
  expect(decide(model, 'fee', { answers: { trees: 5 } }, { now: null }).errors).toEqual([])
})
