import { isAlias, isCollection, isMap, isPair, isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml'
import type { z } from 'zod'

/** One thing wrong with a data file, and where. */
export interface DataProblem {
  /** From 1. */
  line: number
  /** Dotted path of the field, empty for the file as a whole. */
  path: string
  message: string
}

/** A data file read: its value, or what is wrong with it. */
export type Read<Value> = { value: Value; lineOf(path: readonly PropertyKey[]): number } | { problems: DataProblem[] }

/** Data files are small; one over this many characters is somebody's mistake or attack. */
const LENGTH_AT_MOST = 2_000_000

/** No field may be called so: what has it can never become a text, whoever shows it. */
export const isNoKey = (name: unknown): boolean => name === 'toString'

/**
 * Reads YAML 1.2 by a schema; problems carry the line they stand in.
 * Anchors and aliases are refused (data files are to be read by people; aliases also make a small file unfold to a huge
 * one), and so are keys given twice.
 */
export function readYaml<Schema extends z.ZodType>(text: string, schema: Schema): Read<z.output<Schema>> {
  if (text.length > LENGTH_AT_MOST)
    return { problems: [{ line: 1, path: '', message: `the file is longer than ${LENGTH_AT_MOST} characters` }] }
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, uniqueKeys: true })
  const lineAt = (offset: number | undefined): number =>
    offset === undefined ? 1 : Math.max(1, counter.linePos(offset).line)
  const lineOf = (path: readonly PropertyKey[]): number => lineAt(offsetOf(document, path))
  const wrong: DataProblem[] = [...document.errors, ...document.warnings].map((error) => ({
    line: lineAt(error.pos[0]),
    path: '',
    message: error.message,
  }))
  visit(document, (_, node) => {
    if (isAlias(node))
      wrong.push({ line: lineAt(node.range?.[0]), path: '', message: `alias *${node.source}: write the value out` })
    if (isPair(node) && isScalar(node.key) && isNoKey(node.key.value))
      wrong.push({ line: lineAt(node.key.range?.[0]), path: '', message: 'no field is called "toString"' })
  })
  if (wrong.length > 0) return { problems: wrong }
  const parsed = schema.safeParse(document.toJS())
  if (parsed.success) return { value: parsed.data, lineOf }
  return {
    problems: parsed.error.issues
      .flatMap((issue) => leaves(issue))
      .map(({ path, message }) => ({ line: lineOf(path), path: path.join('.'), message })),
  }
}

/** Offset of the deepest node of a path that is there: of a field that lacks, its parent's. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number | undefined {
  let node: unknown = document.contents
  let offset: number | undefined
  for (const key of path) {
    if (!isCollection(node)) break
    const pair = isMap(node)
      ? node.items.find(
          (item) => isPair(item) && String((item.key as { value?: unknown } | null)?.value ?? item.key) === String(key),
        )
      : undefined
    const next = isMap(node) ? pair?.value : node.items[Number(key)]
    const place = ((pair?.key ?? next) as { range?: [number, number, number] | null } | null | undefined)?.range?.[0]
    if (place === undefined) break
    offset = place
    node = next
  }
  return offset ?? (document.contents as { range?: [number, number, number] | null } | null)?.range?.[0]
}

interface Leaf {
  path: PropertyKey[]
  message: string
}

/** A union's issue says little by itself: the branch that came furthest says more. */
function leaves(issue: z.core.$ZodIssue, under: PropertyKey[] = []): Leaf[] {
  const path = [...under, ...issue.path]
  if (issue.code === 'invalid_union') {
    const branches = issue.errors.map((branch) => branch.flatMap((item) => leaves(item, path)))
    const deepest = branches.filter((branch) => branch.length > 0).sort((a, b) => depth(b) - depth(a))[0]
    if (deepest && depth(deepest) > path.length) return deepest
  }
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...path, key], message: `"${key}" is not a field here` }))
  return [{ path, message: issue.message }]
}
const depth = (branch: readonly Leaf[]): number => Math.max(...branch.map((leaf) => leaf.path.length))
