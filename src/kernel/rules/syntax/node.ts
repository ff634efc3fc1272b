import type { ArithmeticOperator } from '../values/arithmetic.ts'
import type { RangeOperator } from '../values/range.ts'

export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>='

/** Syntax of a FEEL expression (DMN 1.5, 10.3.1.2). `at` is the offset of its first character. */
export type Node = { readonly at: number } & (
  | { readonly kind: 'literal'; readonly value: unknown }
  | { readonly kind: 'at-literal'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'list'; readonly items: readonly Node[] }
  | { readonly kind: 'context'; readonly entries: readonly { readonly key: string; readonly value: Node }[] }
  | {
      readonly kind: 'range'
      readonly start: Node
      readonly end: Node
      readonly startIncluded: boolean
      readonly endIncluded: boolean
    }
  | { readonly kind: 'test'; readonly operator: RangeOperator; readonly value: Node }
  | { readonly kind: 'negate'; readonly operand: Node }
  | { readonly kind: 'arithmetic'; readonly operator: ArithmeticOperator; readonly left: Node; readonly right: Node }
  | { readonly kind: 'comparison'; readonly operator: ComparisonOperator; readonly left: Node; readonly right: Node }
  | { readonly kind: 'and' | 'or'; readonly left: Node; readonly right: Node }
  | { readonly kind: 'between'; readonly value: Node; readonly low: Node; readonly high: Node }
  | { readonly kind: 'in'; readonly value: Node; readonly tests: readonly Node[] }
  | { readonly kind: 'instance'; readonly value: Node; readonly type: TypeNode }
  | { readonly kind: 'path'; readonly of: Node; readonly name: string }
  | { readonly kind: 'filter'; readonly list: Node; readonly condition: Node }
  | { readonly kind: 'call'; readonly target: Node; readonly values: readonly Node[] }
  | {
      readonly kind: 'named-call'
      readonly target: Node
      readonly values: readonly { readonly name: string; readonly value: Node }[]
    }
  | { readonly kind: 'if'; readonly condition: Node; readonly then: Node; readonly otherwise: Node }
  | { readonly kind: 'for'; readonly iterators: readonly Iterator[]; readonly result: Node }
  | { readonly kind: 'some' | 'every'; readonly iterators: readonly Iterator[]; readonly condition: Node }
  | {
      readonly kind: 'function'
      readonly parameters: readonly { readonly name: string; readonly type: TypeNode | undefined }[]
      readonly body: Node
      readonly external: boolean
    }
)

/** `name in domain`, or `name in start..end`. */
export interface Iterator {
  readonly name: string
  readonly domain: Node
  readonly end: Node | undefined
}

export type TypeNode =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'list' | 'range'; readonly of: TypeNode }
  | { readonly kind: 'context'; readonly entries: readonly { readonly name: string; readonly type: TypeNode }[] }
  | { readonly kind: 'function'; readonly parameters: readonly TypeNode[]; readonly result: TypeNode }

/** Unary tests: what a cell of a decision table holds. */
export interface UnaryTests {
  readonly negated: boolean
  readonly tests: readonly Node[]
}
