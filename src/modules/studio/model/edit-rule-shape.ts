import { z } from 'zod'
import { escapeXml } from '../../../kernel/xml/index.ts'
import { holderIn } from './decision-holder.ts'
import { NoSuchPlace } from './edit-yaml.ts'
import {
  attributeSplice,
  cutSplice,
  everyTag,
  idOf,
  indentOf,
  spliced,
  tagsOf,
  valueOf,
  type Splice,
  type Tag,
} from './tags.ts'

const decision = z.string().max(200)
/** A name that expressions can say. */
const Name = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/)
const Feel = z.string().trim().min(1).max(5_000)
const Label = z.string().max(300)

/** What COLLECT makes of the results (DMN 1.5, 8.2.11); empty: a list of all. */
export const AGGREGATIONS = ['', 'SUM', 'MIN', 'MAX', 'COUNT'] as const

/** Edits of what a decision is made of: its columns and entries, and decisions themselves. */
export const SHAPE_EDITS = [
  z.object({ do: z.literal('aggregation'), decision, aggregation: z.enum(AGGREGATIONS) }),
  /** A column behind the others of its side: what is asked by an expression, what is answered by a name. */
  z.object({ do: z.literal('add-input'), decision, expression: Feel, label: Label.default('') }),
  z.object({ do: z.literal('add-output'), decision, name: Name }),
  z.object({ do: z.literal('remove-column'), decision, column: z.int().min(0) }),
  /** Changes places with the column before it on its side, each row's cell with it. */
  z.object({ do: z.literal('move-column'), decision, column: z.int().min(0) }),
  z.object({
    do: z.literal('column'),
    decision,
    column: z.int().min(0),
    /** Of an input. */
    expression: Feel.optional(),
    label: Label.optional(),
    /** Of an output; the values it may have, the first before the others, empty: any. */
    name: Name.optional(),
    values: z.string().trim().max(5_000).optional(),
  }),
  z.object({ do: z.literal('add-entry'), decision, name: Name, text: Feel }),
  z.object({ do: z.literal('remove-entry'), decision, entry: z.int().min(0) }),
  /** Changes places with the entry before it: an expression sees the names above it. */
  z.object({ do: z.literal('move-entry'), decision, entry: z.int().min(0) }),
  z.object({ do: z.literal('rename-entry'), decision, entry: z.int().min(0), name: Name }),
  /** A decision of its own: a table with one column of each side, or names with expressions. */
  z.object({
    do: z.literal('new-decision'),
    decision: Name,
    kind: z.enum(['table', 'context']),
    expression: Feel,
    result: Name,
  }),
] as const
export const ShapeEdit = z.discriminatedUnion('do', SHAPE_EDITS)
export type ShapeEdit = z.output<typeof ShapeEdit>

const NAMESPACE = 'https://www.omg.org/spec/DMN/20191111/MODEL/'
const inWords = (text: string): string => escapeXml(text).replaceAll('&quot;', '"')
const allOf = (tag: Tag, name: string): Tag[] => tag.children.filter((child) => child.name === name)
const childOf = (tag: Tag, name: string): Tag | undefined => tag.children.find((child) => child.name === name)

/** Two elements in each other's place; what stands between them stays. */
const swapped = (text: string, first: Tag, second: Tag): Splice[] => [
  { start: first.start, end: first.end, text: text.slice(second.start, second.end) },
  { start: second.start, end: second.end, text: text.slice(first.start, first.end) },
]

/** Whether an edit is one of these. */
export const isShapeEdit = (edit: { do: string }): edit is ShapeEdit =>
  SHAPE_EDITS.some(({ shape }) => shape.do.value === edit.do)

/** A file for the first rules of a service. */
const begunFile = (): string => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="${NAMESPACE}" id="rules" name="Rules" namespace="urn:darcha:rules">
</definitions>
`

/**
 * A rules file after an edit of what a decision is made of; the rest stays byte for byte.
 * @param dmn empty: the service has no rules yet
 * @throws Unreadable, NoSuchPlace
 */
export function editRuleShape(dmn: string, edit: ShapeEdit): string {
  const text = dmn.trim() === '' && edit.do === 'new-decision' ? begunFile() : dmn
  const root = tagsOf(text)
  const decisions = allOf(root, 'decision')
  const found = decisions.find((tag) => (valueOf(tag, 'name') ?? idOf(tag)) === edit.decision)
  if (edit.do === 'new-decision') {
    if (found || [...everyTag(root)].some((tag) => idOf(tag) === edit.decision)) throw new NoSuchPlace(edit.decision)
    return spliced(text, [newDecision(text, root, decisions.at(-1), edit)])
  }
  const holder = found ?? holderIn(root, edit.decision)
  if (!holder) throw new NoSuchPlace(edit.decision)
  switch (edit.do) {
    case 'add-entry':
    case 'remove-entry':
    case 'move-entry':
    case 'rename-entry':
      return spliced(text, entryEdit(text, holder, edit))
    default: {
      const table = childOf(holder, 'decisionTable')
      if (!table) throw new NoSuchPlace(edit.decision)
      return spliced(text, columnEdit(text, table, edit))
    }
  }
}

function columnEdit(
  text: string,
  table: Tag,
  edit: Extract<
    ShapeEdit,
    { do: 'aggregation' | 'add-input' | 'add-output' | 'remove-column' | 'move-column' | 'column' }
  >,
): Splice[] {
  const [inputs, outputs, rules] = [allOf(table, 'input'), allOf(table, 'output'), allOf(table, 'rule')]
  const p = table.prefix
  /** A tag behind another on a line of its own. */
  const behind = (tag: Tag, written: string): Splice => ({
    start: tag.end,
    end: tag.end,
    text: `\n${indentOf(text, tag)}${written}`,
  })
  const entries = (kind: 'inputEntry' | 'outputEntry', holds: string): Splice[] =>
    rules.map((rule) => {
      const before = allOf(rule, kind).at(-1) ?? allOf(rule, 'inputEntry').at(-1)
      const at = before?.end ?? rule.inner
      return { start: at, end: at, text: `<${p}${kind}><${p}text>${holds}</${p}text></${p}${kind}>` }
    })
  switch (edit.do) {
    case 'aggregation':
      return attributeSplice(table, 'aggregation', edit.aggregation === '' ? null : edit.aggregation)
    case 'add-input': {
      const last = inputs.at(-1)
      const label = edit.label.trim() === '' ? '' : ` label="${escapeXml(edit.label.trim())}"`
      const column = `<${p}input${label}><${p}inputExpression><${p}text>${inWords(edit.expression)}</${p}text></${p}inputExpression></${p}input>`
      const first = outputs[0]
      if (!last && !first) throw new NoSuchPlace(edit.decision)
      return [
        last
          ? behind(last, column)
          : { start: first!.start, end: first!.start, text: `${column}\n${indentOf(text, first!)}` },
        ...entries('inputEntry', '-'),
      ]
    }
    case 'add-output': {
      const last = outputs.at(-1) ?? inputs.at(-1)
      if (!last) throw new NoSuchPlace(edit.decision)
      // the name of what is answered may stand once only
      if (outputs.some((output) => valueOf(output, 'name') === edit.name)) throw new NoSuchPlace(edit.name)
      return [behind(last, `<${p}output name="${edit.name}"/>`), ...entries('outputEntry', 'null')]
    }
    case 'remove-column': {
      const isInput = edit.column < inputs.length
      const [columns, kind, at] = isInput
        ? ([inputs, 'inputEntry', edit.column] as const)
        : ([outputs, 'outputEntry', edit.column - inputs.length] as const)
      const column = columns[at]
      // a table asks and answers something
      if (!column || columns.length === 1) throw new NoSuchPlace(edit.decision)
      return [
        cutSplice(text, column),
        ...rules.flatMap((rule) => {
          const cell = allOf(rule, kind)[at]
          return cell ? [cutSplice(text, cell)] : []
        }),
      ]
    }
    case 'move-column': {
      const isInput = edit.column < inputs.length
      const [columns, kind, at] = isInput
        ? ([inputs, 'inputEntry', edit.column] as const)
        : ([outputs, 'outputEntry', edit.column - inputs.length] as const)
      const [before, column] = [columns[at - 1], columns[at]]
      if (!before || !column) throw new NoSuchPlace(edit.decision)
      return [
        ...swapped(text, before, column),
        ...rules.flatMap((rule) => {
          const cells = allOf(rule, kind)
          return cells[at - 1] && cells[at] ? swapped(text, cells[at - 1]!, cells[at]!) : []
        }),
      ]
    }
    case 'column': {
      const input = inputs[edit.column]
      if (input) {
        const said = childOf(childOf(input, 'inputExpression') ?? input, 'text')
        return [
          ...(edit.label === undefined ? [] : attributeSplice(input, 'label', edit.label.trim() || null)),
          ...(edit.expression === undefined || !said
            ? []
            : [{ start: said.inner, end: said.innerEnd, text: inWords(edit.expression) }]),
        ]
      }
      const output = outputs[edit.column - inputs.length]
      if (!output) throw new NoSuchPlace(edit.decision)
      if (edit.name !== undefined && outputs.some((each) => each !== output && valueOf(each, 'name') === edit.name))
        throw new NoSuchPlace(edit.name)
      return [
        ...(edit.name === undefined ? [] : attributeSplice(output, 'name', edit.name)),
        ...(edit.values === undefined ? [] : valuesSplices(text, output, edit.values)),
      ]
    }
  }
}

/** Values that an output may have, in their order. */
function valuesSplices(text: string, output: Tag, values: string): Splice[] {
  const there = childOf(output, 'outputValues')
  if (values === '') return there ? [cutSplice(text, there)] : []
  const p = output.prefix
  const written = `<${p}outputValues><${p}text>${inWords(values)}</${p}text></${p}outputValues>`
  if (there) return [{ start: there.start, end: there.end, text: written }]
  if (output.empty) return [{ start: output.inner - 2, end: output.inner, text: `>${written}</${p}output>` }]
  return [{ start: output.inner, end: output.inner, text: written }]
}

function entryEdit(
  text: string,
  decision: Tag,
  edit: Extract<ShapeEdit, { do: 'add-entry' | 'remove-entry' | 'move-entry' | 'rename-entry' }>,
): Splice[] {
  const context = childOf(decision, 'context')
  const entries = context ? allOf(context, 'contextEntry') : []
  const named = entries.filter((entry) => childOf(entry, 'variable'))
  const nameOf = (entry: Tag) => valueOf(childOf(entry, 'variable') ?? entry, 'name')
  if (!context) throw new NoSuchPlace(edit.decision)
  if (
    'name' in edit &&
    named.some((entry) => nameOf(entry) === edit.name && entries.indexOf(entry) !== ('entry' in edit ? edit.entry : -1))
  )
    throw new NoSuchPlace(edit.name)
  if (edit.do === 'add-entry') {
    const p = context.prefix
    const written = `<${p}contextEntry><${p}variable name="${edit.name}"/><${p}literalExpression><${p}text>${inWords(edit.text)}</${p}text></${p}literalExpression></${p}contextEntry>`
    // what the context answers stands last, without a name
    const last = entries.findLast((entry) => childOf(entry, 'variable'))
    if (last) return [{ start: last.end, end: last.end, text: `\n${indentOf(text, last)}${written}` }]
    if (context.empty) throw new NoSuchPlace(edit.decision)
    return [{ start: context.inner, end: context.inner, text: `\n${indentOf(text, context)}  ${written}` }]
  }
  const entry = entries[edit.entry]
  if (!entry) throw new NoSuchPlace(edit.decision)
  if (edit.do === 'move-entry') {
    const before = entries[edit.entry - 1]
    // what the context answers, without a name, stays last
    if (!before || !named.includes(entry) || !named.includes(before)) throw new NoSuchPlace(edit.decision)
    return swapped(text, before, entry)
  }
  if (edit.do === 'rename-entry') {
    const variable = childOf(entry, 'variable')
    if (!variable) throw new NoSuchPlace(edit.decision)
    return attributeSplice(variable, 'name', edit.name)
  }
  if (entries.length === 1) throw new NoSuchPlace(edit.decision)
  return [cutSplice(text, entry)]
}

function newDecision(
  text: string,
  root: Tag,
  last: Tag | undefined,
  { decision: name, kind, expression, result }: ShapeEdit & { do: 'new-decision' },
): Splice {
  const p = root.prefix
  const indent = last ? indentOf(text, last) : '  '
  const holds = (what: string) => `<${p}text>${what}</${p}text>`
  const lines = [
    `<${p}decision id="${name}" name="${name}">`,
    `  <${p}variable name="${name}" typeRef="Any"/>`,
    ...(kind === 'table'
      ? [
          `  <${p}decisionTable hitPolicy="FIRST">`,
          `    <${p}input><${p}inputExpression>${holds(inWords(expression))}</${p}inputExpression></${p}input>`,
          `    <${p}output name="${result}"/>`,
          `    <${p}rule id="${name}_1"><${p}inputEntry>${holds('-')}</${p}inputEntry><${p}outputEntry>${holds('null')}</${p}outputEntry></${p}rule>`,
          `  </${p}decisionTable>`,
        ]
      : [
          `  <${p}context>`,
          `    <${p}contextEntry><${p}variable name="${result}"/><${p}literalExpression>${holds(inWords(expression))}</${p}literalExpression></${p}contextEntry>`,
          `  </${p}context>`,
        ]),
    `</${p}decision>`,
  ]
  const written = lines.map((line) => `\n${indent}${line}`).join('')
  const at = last?.end ?? root.inner
  return { start: at, end: at, text: written }
}
