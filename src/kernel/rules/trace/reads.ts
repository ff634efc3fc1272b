import type { Node } from '../syntax/node.ts'

/** A variable that an expression reads: `evidence.judgment.status` as its words. */
export type ReadPath = readonly string[]

/**
 * Variables that an expression reads, in the order of its words.
 * @param bound names that stand for something else here: entries of a context, items of a loop
 */
export function readsOf(node: Node, bound: ReadonlySet<string> = new Set()): ReadPath[] {
  const all = (nodes: readonly Node[], names = bound) => nodes.flatMap((item) => readsOf(item, names))
  const with_ = (...names: string[]) => new Set([...bound, ...names])
  switch (node.kind) {
    case 'literal':
    case 'at-literal':
      return []
    case 'name':
      return bound.has(node.name) ? [] : [[node.name]]
    case 'path': {
      const path = pathOf(node)
      return path ? (bound.has(path[0]!) ? [] : [path]) : readsOf(node.of, bound)
    }
    case 'list':
      return all(node.items)
    case 'context':
      return node.entries.flatMap(({ value }, at) =>
        readsOf(value, with_(...node.entries.slice(0, at).map((entry) => entry.key))),
      )
    case 'range':
      return all([node.start, node.end])
    case 'test':
    case 'instance':
      return readsOf(node.value, bound)
    case 'negate':
      return readsOf(node.operand, bound)
    case 'arithmetic':
    case 'comparison':
    case 'and':
    case 'or':
      return all([node.left, node.right])
    case 'between':
      return all([node.value, node.low, node.high])
    case 'in':
      return all([node.value, ...node.tests])
    // inside a filter a bare name may be an entry of the item; whoever resolves the paths leaves out what is not there
    case 'filter':
      return [...readsOf(node.list, bound), ...readsOf(node.condition, with_('item'))]
    case 'call':
      return all([...(node.target.kind === 'name' ? [] : [node.target]), ...node.values])
    case 'named-call':
      return all([...(node.target.kind === 'name' ? [] : [node.target]), ...node.values.map((value) => value.value)])
    case 'if':
      return all([node.condition, node.then, node.otherwise])
    case 'for':
      return [
        ...all(node.iterators.flatMap(({ domain, end }) => (end ? [domain, end] : [domain]))),
        ...readsOf(node.result, with_('partial', ...node.iterators.map((iterator) => iterator.name))),
      ]
    case 'some':
    case 'every':
      return [
        ...all(node.iterators.map((iterator) => iterator.domain)),
        ...readsOf(node.condition, with_(...node.iterators.map((iterator) => iterator.name))),
      ]
    case 'function':
      return readsOf(node.body, with_(...node.parameters.map((parameter) => parameter.name)))
  }
}

/** The words of a path that begins with a name; undefined when it begins with something worked out. */
function pathOf(node: Node): string[] | undefined {
  if (node.kind === 'name') return [node.name]
  if (node.kind !== 'path') return undefined
  const before = pathOf(node.of)
  return before && [...before, node.name]
}
