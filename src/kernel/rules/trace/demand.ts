import { toJson } from '../json.ts'
import type { Node, UnaryTests } from '../syntax/node.ts'

/** What a cell of a decision table asks of its input, as far as it can be said in plain words; else its FEEL. */
export type Demand =
  | { kind: 'any' }
  | { kind: 'one-of' | 'none-of'; values: unknown[] }
  | { kind: 'compared'; operator: '<' | '<=' | '>' | '>='; value: unknown }
  | { kind: 'between'; low: unknown; high: unknown; lowIncluded: boolean; highIncluded: boolean }
  | { kind: 'feel'; text: string }

/** @param tests the cell's syntax; undefined when it holds nothing or `-` */
export function demandOf(text: string, tests: UnaryTests | undefined): Demand {
  if (!tests) return { kind: 'any' }
  const values = tests.tests.map(constantOf)
  if (values.every((value) => value !== undefined))
    return { kind: tests.negated ? 'none-of' : 'one-of', values: values.map((value) => value!.value) }
  const [only] = tests.tests
  return (tests.tests.length === 1 && !tests.negated && only && boundsOf(only)) || { kind: 'feel', text }
}

function boundsOf(node: Node): Demand | undefined {
  if (node.kind === 'test' && node.operator !== '=' && node.operator !== '!=') {
    const value = constantOf(node.value)
    return value && { kind: 'compared', operator: node.operator, value: value.value }
  }
  if (node.kind !== 'range') return undefined
  const [low, high] = [constantOf(node.start), constantOf(node.end)]
  return (
    low &&
    high && {
      kind: 'between',
      low: low.value,
      high: high.value,
      lowIncluded: node.startIncluded,
      highIncluded: node.endIncluded,
    }
  )
}

/** The value of a node that is plainly one. */
function constantOf(node: Node): { value: unknown } | undefined {
  if (node.kind === 'literal') return { value: toJson(node.value) }
  if (node.kind === 'at-literal') return { value: node.text }
  const negated = node.kind === 'negate' ? constantOf(node.operand) : undefined
  return typeof negated?.value === 'number' ? { value: -negated.value } : undefined
}
