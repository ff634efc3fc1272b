import { globSync, readFileSync } from 'node:fs'
import { parseSync } from 'rolldown/utils'

interface Node {
  type: string
  [field: string]: any
}

/**
 * Every place in the source that hands a statement to the database: file and nearest named function, as a stack would
 * name it.
 * What stands here and was never heard is what the scenario does not reach.
 */
export function statementSites(): { file: string; sender: string }[] {
  const files = globSync('src/**/*.{ts,tsx}')
    .filter((file) => !/\.test\.tsx?$|\/testing(\.ts|\/)|^src\/platform\/database\//.test(file))
    .sort()
  return files.flatMap((file) => {
    const text = readFileSync(file, 'utf8')
    if (!text.includes('.query')) return []
    const found = new Set<string>()
    const walk = (node: Node | Node[] | null, sender: string): void => {
      if (!node || typeof node !== 'object') return
      if (Array.isArray(node)) return node.forEach((item) => walk(item, sender))
      const callee = node['callee'] as Node | undefined
      if (
        node.type === 'CallExpression' &&
        callee?.type === 'MemberExpression' &&
        callee['property']?.name === 'query' &&
        DATABASES.includes(callee['object'].name ?? callee['object'].property?.name)
      )
        found.add(sender)
      for (const key in node) if (key !== 'type') walk(node[key], namedBy(node, key) ?? sender)
    }
    walk(parseSync(file, text, { lang: file.endsWith('x') ? 'tsx' : 'ts' }).program.body as unknown as Node[], '')
    return [...found].sort().map((sender) => ({ file, sender }))
  })
}

/** What statements are handed to, by its name; a register is asked with `query` too. */
const DATABASES = ['tx', 'database', 'client', 'admin', 'connection']

const isFunction = (node: Node | undefined): boolean =>
  node?.type === 'ArrowFunctionExpression' || node?.type === 'FunctionExpression'

/** The name that what stands below a node runs under, when the node gives one. */
function namedBy(node: Node, key: string): string | undefined {
  if (node.type === 'FunctionDeclaration') return node['id']?.name
  if (node.type === 'VariableDeclarator' && key === 'init' && isFunction(node['init'])) return node['id']?.name
  if (
    ['Property', 'MethodDefinition', 'PropertyDefinition'].includes(node.type) &&
    key === 'value' &&
    isFunction(node['value'])
  )
    return node['key']?.name ?? node['key']?.value
  return undefined
}
