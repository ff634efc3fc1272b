import { atLiteral } from '../functions/parse-range.ts'
import { FUNCTIONS } from '../functions/all-functions.ts'
import type { Node } from '../syntax/node.ts'
import { TYPE_NAMES, type Type } from '../types/type.ts'
import { kindOf } from '../values/kind.ts'
import type { Parameter } from '../values/function.ts'

const BOOLEAN = TYPE_NAMES.get('boolean')!
const NULL = TYPE_NAMES.get('Null')!

/** Type of a function's body as far as it shows without running it; undefined when it does not. */
export function inferType(body: Node, parameters: readonly Parameter[]): Type | undefined {
  switch (body.kind) {
    case 'literal':
      return ofKind(body.value)
    case 'at-literal':
      return ofKind(atLiteral(body.text))
    case 'name':
      return parameters.find((parameter) => parameter.name === body.name)?.type
    case 'comparison':
    case 'and':
    case 'or':
    case 'between':
    case 'in':
    case 'instance':
    case 'some':
    case 'every':
      return BOOLEAN
    case 'call':
    case 'named-call':
      return body.target.kind === 'name' &&
        !parameters.some((parameter) => body.target.kind === 'name' && parameter.name === body.target.name)
        ? FUNCTIONS.get(body.target.name)?.result
        : undefined
    case 'arithmetic': {
      const [left, right] = [inferType(body.left, parameters), inferType(body.right, parameters)]
      return left &&
        right &&
        left.kind === right.kind &&
        (left.kind === 'number' || (left.kind === 'string' && body.operator === '+'))
        ? left
        : undefined
    }
    default:
      return undefined
  }
}

function ofKind(value: unknown): Type | undefined {
  const kind = kindOf(value)
  return kind === 'null' ? NULL : TYPE_NAMES.get(kind)
}
