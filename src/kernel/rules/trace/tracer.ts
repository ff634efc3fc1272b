import { FeelError } from '../feel-error.ts'
import { syntaxOf, testsOf } from '../feel.ts'
import { toJson } from '../json.ts'
import { TRACED_AT_MOST } from '../limits.ts'
import type { CompiledElement } from '../model/compiled-model.ts'
import { attribute, child, children, childText, type XmlElement } from '../model/xml.ts'
import { demandOf, type Demand } from './demand.ts'
import { readsOf, type ReadPath } from './reads.ts'

/** A decision table as it was gone through. */
export interface TableTrace {
  policy: string
  /** How many rows it has. */
  rows: number
  inputs: { id: string; label: string; expression: string; value: unknown }[]
  outputs: string[]
  /** Rows that matched, numbered from 1; `demands` stand in the order of the inputs. */
  hits: { row: number; id: string; demands: Demand[]; outputs: unknown[] }[]
}

/** How one decision came to its value. */
export interface DecisionTrace {
  decision: string
  description?: string
  /** Decisions it rests on, which stand before it. */
  requires: string[]
  /** What it reads of what it was given, with the value found there. */
  reads: { path: string[]; value: unknown }[]
  tables: TableTrace[]
  /** Values worked out on the way, by name. */
  entries: { name: string; value: unknown }[]
  value: unknown
}

/** Writes down how decisions come to their values, while a run works them out. */
export class Tracer {
  /** In the order they were worked out: what is required comes first. */
  readonly decisions: DecisionTrace[] = []
  private readonly open: DecisionTrace[] = []
  private readonly inputs: Record<string, unknown>
  private readonly names: readonly string[]
  private tables = 0

  constructor(inputs: Record<string, unknown>, names: readonly string[]) {
    this.inputs = inputs
    this.names = names
  }

  begin({ element, requires }: CompiledElement): void {
    const description = childText(element.xml, 'description')
    this.open.push({
      decision: element.name,
      ...(description === undefined ? {} : { description }),
      requires: requires
        .filter((require) => require.compiled.element.kind === 'decision')
        .map((require) => require.compiled.element.name),
      reads: this.readsIn(element.xml),
      tables: [],
      entries: [],
      value: null,
    })
  }

  end(value: unknown): void {
    const done = this.open.pop()
    if (done && this.decisions.length < TRACED_AT_MOST) this.decisions.push({ ...done, value: plain(value) })
  }

  entry(name: string, value: unknown): void {
    this.open.at(-1)?.entries.push({ name, value: plain(value) })
  }

  /** @param hits numbers of the rows that matched, from 0, and what each gave */
  table(xml: XmlElement, given: readonly unknown[], hits: readonly { row: number; result: unknown }[]): void {
    if (++this.tables > TRACED_AT_MOST) return
    const rules = children(xml, 'rule')
    const outputs = children(xml, 'output').map((child, at) => attribute(child, 'name')?.trim() ?? `output ${at + 1}`)
    this.open.at(-1)?.tables.push({
      policy: attribute(xml, 'hitPolicy') ?? 'UNIQUE',
      rows: rules.length,
      outputs,
      inputs: inputsOf(xml).map((input, at) => ({ ...input, value: plain(given[at]) })),
      hits: hits.map(({ row, result }) => {
        const rule = rules[row]!
        const values =
          outputs.length > 1 ? outputs.map((name) => (result as Record<string, unknown> | null)?.[name]) : [result]
        return {
          row: row + 1,
          id: attribute(rule, 'id') ?? String(row + 1),
          outputs: values.map(plain),
          demands: children(rule, 'inputEntry').map((entry) => this.demandIn(childText(entry, 'text') ?? '-')),
        }
      }),
    })
  }

  private demandIn(text: string): Demand {
    return this.read(() => demandOf(text, text === '-' ? undefined : testsOf(text, this.names)), { kind: 'feel', text })
  }

  /** What the expressions inside a decision read of the inputs, each once. */
  private readsIn(decision: XmlElement): DecisionTrace['reads'] {
    const bound = new Set<string>()
    const paths: ReadPath[] = []
    const visit = (xml: XmlElement): void => {
      if (xml.name === 'contextEntry') {
        const name = attribute(child(xml, 'variable') ?? xml, 'name')
        if (name !== undefined) bound.add(name.trim())
      }
      const text = xml.name === 'description' ? undefined : childText(xml, 'text')
      if (text !== undefined && text !== '-')
        paths.push(...this.nodesIn(xml.name, text).flatMap((node) => readsOf(node)))
      xml.children.forEach(visit)
    }
    visit(decision)
    const found = new Map<string, DecisionTrace['reads'][number]>()
    for (const path of paths) {
      const read = bound.has(path[0]!) ? undefined : readAt(this.inputs, path)
      if (read && !found.has(read.path.join('.'))) found.set(read.path.join('.'), read)
    }
    return [...found.values()]
  }

  private nodesIn(element: string, text: string) {
    return this.read(
      () => (element === 'inputEntry' ? testsOf(text, this.names).tests : [syntaxOf(text, this.names)]),
      [],
    )
  }

  /**
   * What was compiled with names of the model that are not known here is run all the same, and only not read for the
   * trace.
   */
  private read<Answer>(work: () => Answer, otherwise: Answer): Answer {
    try {
      return work()
    } catch (error) {
      if (error instanceof FeelError) return otherwise
      throw error
    }
  }
}

/** Inputs of a decision table, as it names them. */
export const inputsOf = (table: XmlElement | undefined): { id: string; label: string; expression: string }[] =>
  (table ? children(table, 'input') : []).map((input, at) => {
    const expression = childText(child(input, 'inputExpression'), 'text') ?? ''
    return { id: attribute(input, 'id') ?? String(at + 1), label: attribute(input, 'label') ?? expression, expression }
  })

/** The value at a path, as far as it leads through contexts: of a list one can say no more than what it holds. */
function readAt(inputs: Record<string, unknown>, path: ReadPath): DecisionTrace['reads'][number] | undefined {
  let value: unknown = inputs
  for (const [at, name] of path.entries()) {
    if (at > 0 && (value === null || value === undefined || Array.isArray(value) || typeof value !== 'object'))
      return Array.isArray(value) ? { path: path.slice(0, at), value } : { path: [...path], value: null }
    if (at === 0 && !Object.hasOwn(inputs, name)) return undefined
    value = Object.hasOwn(value as object, name) ? (value as Record<string, unknown>)[name] : null
  }
  return { path: [...path], value: value ?? null }
}

function plain(value: unknown): unknown {
  try {
    return toJson(value)
  } catch (error) {
    if (error instanceof FeelError) return null
    throw error
  }
}
