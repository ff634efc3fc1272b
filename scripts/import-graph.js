// Who takes what of whom, file by file: circles at run time and exports that nobody takes.
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { parseSync } from 'rolldown/utils'

/**
 * Files that may call each other round in a circle: recursive descent, where a term holds terms. Each set within one
 * named room; today none needs it.
 */
export const DESCENTS = []

/** Called by the compiler, by names that it knows. */
const TAKEN_BY_COMPILER = /\/jsx-(dev-)?runtime\.ts$/

/** What a benchmark installs beside itself is not ours. */
const INSTALLED = ['bench/peers/*/{node_modules,.next}/**']

/**
 * @param {string} root
 * @returns {Map<string, {needs: Set<string>, takes: Map<string, Set<string>>, gives: {name: string, from?: string, as?: string}[], text: string}>}
 *   by file: what it needs at run time, names it takes of which file, and values that it gives
 */
export function importGraph(root) {
  const graph = new Map()
  for (const file of globSync('{src,e2e,bench,demo,scripts,bin}/**/*.{ts,tsx,js}', {
    cwd: root,
    exclude: INSTALLED,
  }).sort()) {
    const text = readFileSync(join(root, file), 'utf8')
    const lang = file.endsWith('x') ? 'tsx' : file.endsWith('.js') ? 'js' : 'ts'
    const node = { needs: new Set(), takes: new Map(), gives: [], text }
    const pathOf = (specifier) => relative(root, resolve(root, dirname(file), specifier)).replaceAll('\\', '/')
    const take = (target, name) => node.takes.set(target, (node.takes.get(target) ?? new Set()).add(name))
    for (const statement of parseSync(file, text, { lang }).program.body) readStatement(statement, node, pathOf, take)
    for (const [, specifier] of text.matchAll(/import\(\s*['"](\.[^'"]+)['"]/g)) take(pathOf(specifier), '*')
    graph.set(file.replaceAll('\\', '/'), node)
  }
  return graph
}

const isType = (node) => node.importKind === 'type' || node.exportKind === 'type'

function readStatement(statement, node, pathOf, take) {
  const { type, source, specifiers = [], declaration } = statement
  const target = source?.value?.startsWith('.') ? pathOf(source.value) : undefined
  if (target && !isType(statement) && (specifiers.length === 0 || !specifiers.every(isType))) node.needs.add(target)
  if (type === 'ImportDeclaration' && target)
    for (const specifier of specifiers)
      take(target, specifier.type === 'ImportSpecifier' ? specifier.imported.name : '*')
  if (type === 'ExportAllDeclaration' && target) take(target, '*')
  if (type !== 'ExportNamedDeclaration' || isType(statement)) return
  for (const { exported, local, ...specifier } of specifiers)
    if (!isType(specifier))
      node.gives.push({ name: exported.name, ...(target ? { from: target, as: local.name } : {}) })
  if (declaration && !/^TS(Interface|TypeAlias)/.test(declaration.type))
    for (const each of declaration.declarations ?? [declaration])
      if (each.id?.type === 'Identifier') node.gives.push({ name: each.id.name })
}

/** Sets of files of which each needs each other at run time (Tarjan, 1972). @returns {string[][]} */
export function circlesOf(graph) {
  const [order, low, stack, circles] = [new Map(), new Map(), [], []]
  const visit = (file) => {
    order.set(file, order.size)
    low.set(file, order.get(file))
    stack.push(file)
    for (const next of graph.get(file).needs) {
      if (!graph.has(next)) continue
      if (!order.has(next)) visit(next)
      if (stack.includes(next)) low.set(file, Math.min(low.get(file), low.get(next)))
    }
    if (low.get(file) !== order.get(file)) return
    const circle = stack.splice(stack.indexOf(file))
    const allowed = DESCENTS.some((descent) => circle.every((each) => descent.includes(each)))
    if ((circle.length > 1 || graph.get(file).needs.has(file)) && !allowed) circles.push(circle.sort())
  }
  for (const file of graph.keys()) if (!order.has(file)) visit(file)
  return circles
}

/** Values of `src/` that no other file takes and their own does not use. @returns {{file: string, name: string}[]} */
export function untakenIn(graph) {
  const taken = new Map()
  const isTaken = (file, name) => taken.get(file)?.has(name) || taken.get(file)?.has('*')
  const mark = (file, name) => taken.set(file, (taken.get(file) ?? new Set()).add(name))
  for (const { takes } of graph.values()) for (const [file, names] of takes) for (const name of names) mark(file, name)
  // what a door hands on is taken where it is made when somebody takes it at the door
  for (let changed = true; changed; ) {
    changed = false
    for (const [file, { gives }] of graph)
      for (const { name, from, as } of gives)
        if (from && isTaken(file, name) && !isTaken(from, as)) {
          mark(from, as)
          changed = true
        }
  }
  const found = []
  for (const [file, { gives, text }] of graph)
    if (file.startsWith('src/') && !TAKEN_BY_COMPILER.test(file))
      for (const { name, from } of gives) {
        const mentions = text.match(new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`, 'g')) ?? []
        if (!isTaken(file, name) && (from || mentions.length < 2)) found.push({ file, name })
      }
  return found
}
