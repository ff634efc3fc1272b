import type { Run } from '../run.ts'
import { fit, MISFIT } from '../types/conform.ts'
import { typeText } from '../types/type.ts'
import { entryOf, isContext, newContext, type Context } from '../values/context.ts'
import type { CompiledElement } from './compiled-model.ts'
import { putNamed } from './put-named.ts'
import { readInput } from './read-input.ts'

/** One evaluation of a model's decisions: each is worked out once. */
export class Evaluation {
  private readonly run: Run
  private readonly inputs: Context
  private readonly known: Map<CompiledElement, unknown>
  private readonly under: CompiledElement[] = []

  /**
   * @param inputs values of the inputs by name, and any others the decisions may name
   * @param given values of elements that are not worked out: what a decision service was called with
   */
  constructor(run: Run, inputs: Context, given: ReadonlyMap<CompiledElement, unknown> = new Map()) {
    this.run = run
    this.inputs = inputs
    this.known = new Map(given)
  }

  /** The value of an input or a decision, or the function that something invocable is. */
  valueOf(compiled: CompiledElement): unknown {
    if (this.known.has(compiled)) return this.known.get(compiled)
    if (compiled.unknownType !== undefined)
      this.run.note(
        `"${compiled.element.name}" has the type "${compiled.unknownType}", which is not known: any value will do`,
      )
    const value = compiled.call ?? (compiled.element.kind === 'input' ? this.input(compiled) : this.decision(compiled))
    this.known.set(compiled, value)
    return value
  }

  private input(compiled: CompiledElement): unknown {
    const { name } = compiled.element
    const given =
      (compiled.importedAs.length > 0 ? this.imported(compiled) : undefined) ?? entryOf(this.inputs, name) ?? null
    if (!compiled.type) return given
    const value = readInput(given, compiled.type)
    return value === MISFIT ? this.run.fail(`"${name}" is not ${typeText(compiled.type)}`) : value
  }

  /**
   * An input of an imported model, given as `{library: {Age: 5}}` or as `library.Age`; undefined when it is not. A
   * nested import is also known by its own name alone.
   */
  private imported({ element: { name }, importedAs }: CompiledElement): unknown {
    for (const path of importedAs.length > 1 ? [importedAs, importedAs.slice(-1)] : [importedAs]) {
      const context = path.reduce<unknown>(
        (found, text) => (isContext(found) ? entryOf(found, text) : undefined),
        this.inputs,
      )
      const given =
        (isContext(context) ? entryOf(context, name) : undefined) ?? entryOf(this.inputs, [...path, name].join('.'))
      if (given !== undefined) return given
    }
    return undefined
  }

  private decision(compiled: CompiledElement): unknown {
    const {
      element: { name },
      type,
      code,
    } = compiled
    // by the element: a model and one it imports may each have a decision of that name
    if (this.under.includes(compiled))
      return this.run.fail(
        `the decision "${name}" requires itself: ${[...this.under, compiled].map(({ element }) => element.name).join(' → ')}`,
      )
    // a decision whose logic is left to people is what they decided
    if (!code) return entryOf(this.inputs, name) ?? null
    this.under.push(compiled)
    this.run.tracer?.begin(compiled)
    const value = code({ run: this.run, root: this.rootOf(compiled), values: [], up: undefined })
    this.under.pop()
    const fitted = type ? fit(value, type) : value
    const result = fitted === MISFIT ? this.run.fail(`the result of "${name}" is not ${typeText(type!)}`) : fitted
    this.run.tracer?.end(result)
    return result
  }

  /** Variables a decision sees: what it requires, and values nobody declared. */
  private rootOf(compiled: CompiledElement): Context {
    const root = newContext()
    const declared = new Set(compiled.element.definitions.elements.map((element) => element.name))
    for (const [name, value] of Object.entries(this.inputs)) if (!declared.has(name)) root[name] = value
    const imported = new Set<string>()
    for (const { compiled: required, importName } of compiled.requires) {
      if (importName !== undefined && !imported.has(importName)) {
        imported.add(importName)
        root[importName] = newContext()
      }
      putNamed(root, importName, required.element.name, this.valueOf(required))
    }
    return root
  }
}
