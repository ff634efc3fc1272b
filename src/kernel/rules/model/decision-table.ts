import { within, type Code, type Frames, type Scope } from '../evaluate/scope.ts'
import { greatestOf, leastOf, sumOf } from '../functions/aggregate-functions.ts'
import { Run } from '../run.ts'
import { isBoolean, named, type Type } from '../types/type.ts'
import { MISFIT } from '../types/conform.ts'
import { equalValues } from '../values/compare.ts'
import { newContext } from '../values/context.ts'
import type { BoxedCompiler } from './boxed.ts'
import { readInput } from './read-input.ts'
import { attribute, child, children, childText, type XmlElement } from './xml.ts'

interface Rule {
  readonly tests: readonly Code[]
  readonly outputs: readonly Code[]
}
interface Output {
  readonly name: string
  readonly fallback: Code | undefined
  readonly priorities: readonly unknown[]
}

/** Aggregations of the policy COLLECT. */
const AGGREGATIONS: Record<string, (values: readonly unknown[]) => unknown> = {
  SUM: sumOf,
  MIN: leastOf,
  MAX: greatestOf,
  COUNT: (values) => values.length,
}

/** Compiles a decision table with any hit policy (DMN 1.5, 8 and 10.3.2.10). */
export function compileTable(compiler: BoxedCompiler, xml: XmlElement, frames: Frames): Code {
  // the one release before DMN 1.1 wrote columns as clauses, to which rules refer by id
  const clause = child(xml, 'clause')
  if (clause)
    return compiler.refuse(
      'a table of clauses (DMN 1.0) is not run: save it as DMN 1.1 or newer, with <input>, <output> and entries in each <rule>',
      clause,
    )
  const inputs = children(xml, 'input').map((input, at) => inputOf(compiler, input, at + 1, frames))
  // Camunda's engines have a name for the input besides `?`
  const aliases = children(xml, 'input').map((input) => input.attribute('inputVariable', CAMUNDA) ?? 'cellInput')
  const booleans = children(xml, 'input').map((input) =>
    isBoolean(compiler.resolve(attribute(child(input, 'inputExpression') ?? input, 'typeRef'))),
  )
  const outputElements = children(xml, 'output')
  const wholeType = compiler.resolve(attribute(xml, 'typeRef'))
  const outputs = outputElements.map((output, at) =>
    outputOf(compiler, output, at, outputElements.length === 1, wholeType, frames),
  )
  const rules = children(xml, 'rule').map(
    (rule): Rule => ({
      tests: children(rule, 'inputEntry').map((entry, at) =>
        compiler.test(
          childText(entry, 'text'),
          entry,
          aliases[at] === undefined ? frames : [{ names: [aliases[at]] }, ...frames],
          booleans[at] ?? false,
        ),
      ),
      outputs: children(rule, 'outputEntry').map((entry) => compiler.text(childText(entry, 'text'), entry, frames)),
    }),
  )
  const policy = attribute(xml, 'hitPolicy') ?? 'UNIQUE'
  const aggregation = attribute(xml, 'aggregation')
  const combine = COMBINE[policy]
  if (!combine || (aggregation !== undefined && !AGGREGATIONS[aggregation]))
    return compiler.refuse(`the hit policy ${policy} ${aggregation ?? ''} is not run`, xml)
  // sums and the like of several outputs have no meaning (DMN 1.5, 8.2.8); a count has
  if (aggregation !== undefined && aggregation !== 'COUNT' && policy === 'COLLECT' && outputs.length > 1)
    return compiler.refuse(`${aggregation} is of one output, and the table has ${outputs.length}`, xml)
  if (/^(PRIORITY|OUTPUT ORDER)$/.test(policy) && outputs.every((output) => output.priorities.length === 0))
    compiler.doubt(`${policy} goes by the order of the output values, and none are listed: add <outputValues>`, xml)
  const twice = outputs.find(({ name }, at) => outputs.findIndex((other) => other.name === name) !== at)
  if (twice) compiler.doubt(`two outputs are named "${twice.name}": only the last is kept`, xml)
  for (const [at, rule] of children(xml, 'rule').entries()) seeEntries(compiler, rule, at + 1, inputs, outputs)
  const place = compiler.place(xml)
  const table: Table = { name: compiler.element, outputs, aggregation }
  const fallbacks = outputs.some((output) => output.fallback) ? outputs.map((output) => output.fallback) : undefined
  const nothing = policy === 'COLLECT' ? nothingCollected(aggregation) : null

  return (scope) => {
    const given = inputs.map((input) => cell(scope, input(scope)))
    const hits: Rule[] = []
    for (const rule of rules) {
      scope.run.step(place)
      if (!rule.tests.every((test, at) => test(given[at] ?? cell(scope, null)) === true)) continue
      hits.push(rule)
      if (policy === 'FIRST') break
    }
    const results = hits.length === 0 ? [] : hits.map((rule) => together(outputs, rule.outputs, scope))
    scope.run.tracer?.table(
      xml,
      given.map((item) => item.values[0]),
      hits.map((rule, at) => ({ row: rules.indexOf(rule), result: results[at] })),
    )
    return hits.length > 0
      ? combine(results, table, scope.run)
      : fallbacks
        ? together(outputs, fallbacks, scope)
        : nothing
  }
}

/** A row that lacks a test would match whatever that input is. */
function seeEntries(
  compiler: BoxedCompiler,
  rule: XmlElement,
  row: number,
  inputs: readonly unknown[],
  outputs: readonly unknown[],
): void {
  const [tests, results] = [children(rule, 'inputEntry').length, children(rule, 'outputEntry').length]
  if (tests !== inputs.length) compiler.doubt(`row ${row} has ${tests} tests for ${inputs.length} inputs`, rule)
  if (results !== outputs.length)
    compiler.doubt(`row ${row} has ${results} results for ${outputs.length} outputs`, rule)
}

const CAMUNDA = 'http://camunda.org/schema/1.0/dmn'

/** The scope of a test: the input as `?`, and around it under the name that Camunda gives it. */
const cell = (scope: Scope, value: unknown): Scope => within(within(scope, [value]), [value])

/** Values of a column. What the column says is a date is read from its text, also where no input declares it. */
function inputOf(compiler: BoxedCompiler, input: XmlElement, column: number, frames: Frames): Code {
  const expression = child(input, 'inputExpression')
  const text = childText(expression, 'text')
  if (text === undefined) compiler.doubt(`column ${column} has no expression: its input is always null`, input)
  const code = compiler.text(text, expression ?? input, frames)
  const type = expression && compiler.resolve(attribute(expression, 'typeRef'))
  if (!type || !isTemporal(type)) return code
  return (scope) => {
    const value = code(scope)
    const read = typeof value === 'string' ? readInput(value, type) : value
    return read === MISFIT ? value : read
  }
}

const isTemporal = (type: Type): boolean => /date|time|duration/.test(named(type).kind)

interface Table {
  readonly name: string
  readonly outputs: readonly Output[]
  readonly aggregation: string | undefined
}

/** What the hits make together, by policy. */
const COMBINE: Record<string, (results: unknown[], table: Table, run: Run) => unknown> = {
  UNIQUE: (results, { name }, run) =>
    results.length === 1 ? results[0] : run.fail(`${name}: ${results.length} rules match, and only one may`),
  ANY: (results, { name }, run) =>
    results.every((result) => equalValues(result, results[0]) === true)
      ? results[0]
      : run.fail(`${name}: the rules that match do not agree`),
  FIRST: (results) => results[0],
  PRIORITY: (results, { outputs }) => byPriority(results, outputs)[0],
  'OUTPUT ORDER': (results, { outputs }) => byPriority(results, outputs),
  'RULE ORDER': (results) => results,
  COLLECT: (results, { name, aggregation }, run) =>
    aggregation === undefined
      ? results
      : (AGGREGATIONS[aggregation]!(results) ??
        run.note(`${name}: ${aggregation} has no result for what the rows give`)),
}

/** One output is its value, several are a context. */
function together(outputs: readonly Output[], codes: readonly (Code | undefined)[], scope: Scope): unknown {
  if (outputs.length <= 1) return codes[0]?.(scope) ?? null
  return newContext(outputs.map((output, at) => [output.name, codes[at]?.(scope) ?? null]))
}

/**
 * What a table that collects has without a hit and a default: none at all, none counted; a sum, a least and a greatest
 * of none there are not.
 */
const nothingCollected = (aggregation: string | undefined): unknown =>
  aggregation === undefined ? [] : aggregation === 'COUNT' ? 0 : null

/** Results in falling priority: the order of the values that are listed for the outputs, the first output first. */
function byPriority(results: readonly unknown[], outputs: readonly Output[]): unknown[] {
  const ranked = results.map((result) => ({
    result,
    ranks: outputs.map(({ name, priorities }) => {
      const at = priorities.findIndex(
        (priority) =>
          equalValues(priority, outputs.length > 1 ? (result as Record<string, unknown>)[name] : result) === true,
      )
      return at < 0 ? priorities.length : at
    }),
  }))
  ranked.sort((item, other) => item.ranks.reduce((order, rank, at) => order || rank - other.ranks[at]!, 0))
  return ranked.map((item) => item.result)
}

function outputOf(
  compiler: BoxedCompiler,
  output: XmlElement,
  at: number,
  alone: boolean,
  wholeType: Type | undefined,
  frames: Frames,
): Output {
  const name = attribute(output, 'name')?.trim() ?? `output ${at + 1}`
  const defaultEntry = child(output, 'defaultOutputEntry')
  const values =
    childText(child(output, 'outputValues'), 'text') ??
    allowedText(compiler.resolve(attribute(output, 'typeRef')) ?? (alone ? wholeType : entryType(wholeType, name)))
  return {
    name,
    fallback: defaultEntry && compiler.text(childText(defaultEntry, 'text'), defaultEntry, frames),
    priorities: values === undefined ? [] : prioritiesOf(compiler, values, output),
  }
}

/** Values in the order they are listed; tests that are no values have no place in it. */
function prioritiesOf(compiler: BoxedCompiler, text: string, output: XmlElement): unknown[] {
  const listed = compiler.text(
    `[${text}]`,
    output,
    [],
  )({ run: new Run({ now: null }), root: newContext(), values: [], up: undefined })
  return Array.isArray(listed) ? listed : []
}

function allowedText(type: Type | undefined): string | undefined {
  const found = type && named(type)
  return found?.kind === 'allowed' ? found.values : found?.kind === 'list' ? allowedText(found.of) : undefined
}

function entryType(type: Type | undefined, name: string): Type | undefined {
  const found = type && named(type)
  return found?.kind === 'context'
    ? found.entries.get(name)
    : found?.kind === 'list'
      ? entryType(found.of, name)
      : undefined
}
