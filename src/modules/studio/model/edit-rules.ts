import { escapeXml } from '../../../kernel/xml/index.ts'
import { z } from 'zod'
import { editRuleShape, isShapeEdit, SHAPE_EDITS } from './edit-rule-shape.ts'
import { allOf, childOf, entriesOf, holderIn } from './decision-holder.ts'
import { NoSuchPlace } from './edit-yaml.ts'
import {
  attributeSplice,
  cutSplice,
  everyTag,
  idOf,
  indentOf,
  spliced,
  tagsOf,
  textIn,
  valueOf,
  type Splice,
  type Tag,
} from './tags.ts'

const Place = { decision: z.string().max(200), rule: z.int().min(0) }

/** How the rows of a table are chosen (DMN 1.5, 8.2.10). */
export const HIT_POLICIES = ['UNIQUE', 'FIRST', 'PRIORITY', 'ANY', 'COLLECT', 'RULE ORDER', 'OUTPUT ORDER'] as const

/** One edit of a decision table. Columns are its inputs, then its outputs. */
export const RulesEdit = z.discriminatedUnion('do', [
  ...SHAPE_EDITS,
  z.object({ do: z.literal('cell'), ...Place, column: z.int().min(0), text: z.string().max(5_000) }),
  /** Puts a row before another, or at the end; a cell that is empty, or not said, holds everywhere. */
  z.object({ do: z.literal('add'), ...Place, cells: z.array(z.string().max(5_000)).max(200).optional() }),
  z.object({ do: z.literal('remove'), ...Place }),
  z.object({ do: z.literal('up'), ...Place }),
  /** How rows are chosen. */
  z.object({ do: z.literal('policy'), decision: Place.decision, policy: z.enum(HIT_POLICIES) }),
  /** What an entry of a boxed context works out; entries with a table of their own stay as they are. */
  z.object({
    do: z.literal('entry'),
    decision: Place.decision,
    entry: z.int().min(0),
    text: z.string().min(1).max(5_000),
  }),
  /** What a decision without a table works out. */
  z.object({ do: z.literal('expression'), decision: Place.decision, text: z.string().min(1).max(5_000) }),
])
export type RulesEdit = z.output<typeof RulesEdit>

/** A decision as it is edited. */
export interface DecisionShown {
  name: string
  description: string
  /** Of a table in a context: the decision whose context that is. */
  within: string | undefined
  /** Undefined: it is worked out by an expression, which is edited in the file. */
  table:
    | {
        hitPolicy: string
        aggregation: string
        inputs: { label: string; expression: string }[]
        outputs: string[]
        /** Values that each output may have, the first before the others (PRIORITY, OUTPUT ORDER); empty: any. */
        outputValues: string[]
        rules: string[][]
      }
    | undefined
  expression: string | undefined
  /** Of a boxed context, each with its name; text undefined: it is no single expression. */
  entries: { name: string; text: string | undefined }[]
}

const textOf = (source: string, tag: Tag | undefined): string => {
  const text = tag && childOf(tag, 'text')
  return text ? textIn(source, text) : ''
}
const cellsOf = (rule: Tag): Tag[] => [...allOf(rule, 'inputEntry'), ...allOf(rule, 'outputEntry')]

/** Decisions of a rules file, in its order, behind each the tables that stand in its context. @throws Unreadable */
export function decisionsOf(dmn: string): DecisionShown[] {
  return allOf(tagsOf(dmn), 'decision').flatMap((decision) => {
    const name = valueOf(decision, 'name') ?? idOf(decision) ?? ''
    const nested = entriesOf(decision).flatMap((entry) => {
      const variable = childOf(entry, 'variable')
      return childOf(entry, 'decisionTable') && variable
        ? [{ ...shownOf(dmn, entry, `${name}.${valueOf(variable, 'name') ?? ''}`), within: name }]
        : []
    })
    return [shownOf(dmn, decision, name), ...nested]
  })
}

/** @param holder a decision, or an entry of a context with a table of its own */
function shownOf(dmn: string, holder: Tag, name: string): DecisionShown {
  const table = childOf(holder, 'decisionTable')
  const literal = childOf(holder, 'literalExpression')
  const description = childOf(holder, 'description')
  return {
    name,
    description: description ? textIn(dmn, description) : '',
    within: undefined,
    table: table && {
      hitPolicy: valueOf(table, 'hitPolicy') ?? 'UNIQUE',
      aggregation: valueOf(table, 'aggregation') ?? '',
      inputs: allOf(table, 'input').map((input) => ({
        label: valueOf(input, 'label') ?? '',
        expression: textOf(dmn, childOf(input, 'inputExpression')),
      })),
      outputs: allOf(table, 'output').map((output) => valueOf(output, 'name') ?? valueOf(output, 'label') ?? ''),
      outputValues: allOf(table, 'output').map((output) => textOf(dmn, childOf(output, 'outputValues'))),
      rules: allOf(table, 'rule').map((rule) => cellsOf(rule).map((cell) => textOf(dmn, cell))),
    },
    expression: literal ? textOf(dmn, literal) : undefined,
    entries: entriesOf(holder).map((entry) => {
      const [variable, said] = [childOf(entry, 'variable'), childOf(entry, 'literalExpression')]
      return { name: (variable && valueOf(variable, 'name')) ?? '', text: said && textOf(dmn, said) }
    }),
  }
}

/** A rules file after an edit; what it does not touch stays byte for byte. @throws Unreadable, NoSuchPlace */
export function editRules(dmn: string, edit: RulesEdit): string {
  if (isShapeEdit(edit)) return editRuleShape(dmn, edit)
  const root = tagsOf(dmn)
  const decision = holderIn(root, edit.decision)
  const literal = decision && childOf(decision, 'literalExpression')
  if (edit.do === 'expression' || edit.do === 'entry') {
    const entry = edit.do === 'entry' && decision ? entriesOf(decision)[edit.entry] : undefined
    const holder = edit.do === 'entry' ? entry && childOf(entry, 'literalExpression') : literal
    const text = holder && childOf(holder, 'text')
    if (!text) throw new NoSuchPlace(edit.decision)
    return spliced(dmn, [written(text, edit.text)])
  }
  const table = decision && childOf(decision, 'decisionTable')
  if (!table) throw new NoSuchPlace(edit.decision)
  if (edit.do === 'policy')
    return spliced(dmn, [
      ...attributeSplice(table, 'hitPolicy', edit.policy),
      // only what is collected is summed or counted
      ...(edit.policy === 'COLLECT' ? [] : attributeSplice(table, 'aggregation', null)),
    ])
  const rules = allOf(table, 'rule')
  const rule = rules[edit.rule]
  if (edit.do === 'add') return spliced(dmn, [added(dmn, table, rules, edit, root)])
  if (!rule) throw new NoSuchPlace()
  switch (edit.do) {
    case 'cell': {
      const text = childOf(cellsOf(rule)[edit.column] ?? rule, 'text')
      if (!text) throw new NoSuchPlace()
      return spliced(dmn, [written(text, edit.text)])
    }
    case 'remove':
      return spliced(dmn, [cutSplice(dmn, rule)])
    case 'up': {
      const before = rules[edit.rule - 1]
      if (!before) return dmn
      return spliced(dmn, [
        { start: before.start, end: before.end, text: dmn.slice(rule.start, rule.end) },
        { start: rule.start, end: rule.end, text: dmn.slice(before.start, before.end) },
      ])
    }
  }
}

const inWords = (text: string): string => escapeXml(text).replaceAll('&quot;', '"')

const written = (text: Tag, value: string): Splice =>
  text.empty
    ? { start: text.start, end: text.end, text: `<${text.prefix}text>${inWords(value)}</${text.prefix}text>` }
    : { start: text.inner, end: text.innerEnd, text: inWords(value) }

function added(
  dmn: string,
  table: Tag,
  rules: readonly Tag[],
  { rule: at, cells: said = [] }: RulesEdit & { do: 'add' },
  root: Tag,
): Splice {
  const p = table.prefix
  const ids = new Set([...everyTag(root)].map(idOf))
  let number = rules.length + 1
  while (ids.has(`row${number}`)) number++
  const entry = (name: string, text: string) => `<${p}${name}><${p}text>${text}</${p}text></${p}${name}>`
  const cells = [
    ...allOf(table, 'input').map(() => ['inputEntry', '-'] as const),
    ...allOf(table, 'output').map(() => ['outputEntry', 'null'] as const),
  ].map(([name, empty], column) => entry(name, inWords(said[column] || empty)))
  const row = `<${p}rule id="row${number}">${cells.join('')}</${p}rule>`
  const next = rules[at]
  if (next) return { start: next.start, end: next.start, text: `${row}\n${indentOf(dmn, next)}` }
  const last = table.children.at(-1)!
  return { start: last.end, end: last.end, text: `\n${indentOf(dmn, last)}${row}` }
}
