import { testCode } from '../feel.ts'
import { Run } from '../run.ts'
import { ANY, TYPE_NAMES, type Type } from '../types/type.ts'
import { newContext } from '../values/context.ts'
import type { Definitions } from './definitions.ts'
import { modelOf } from './definitions.ts'
import { testOf } from './foreign-text.ts'
import { attribute, child, children, childText, type XmlElement } from './xml.ts'

/** Types of a model by the names its elements give them. */
export class ItemTypes {
  private readonly definitions: Definitions
  private readonly made = new Map<string, Type>()
  private readonly report: (message: string, line: number) => void

  /** @param report told of allowed values that are no unary tests */
  constructor(definitions: Definitions, report: (message: string, line: number) => void) {
    this.definitions = definitions
    this.report = report
    for (const item of definitions.itemDefinitions) {
      const name = (attribute(item, 'name') ?? '').trim()
      let type: Type | undefined
      this.made.set(name, { kind: 'named', name, type: () => (type ??= this.ofItem(item)) })
    }
  }

  /** Makes every type, so that what is wrong in one is told. */
  check(): void {
    for (const type of this.made.values()) if (type.kind === 'named') type.type()
  }

  /** The type a reference such as `tLoan`, `feel:number`, `import.tLoan` or `prefix:tLoan` names. */
  resolve = (reference: string | undefined): Type | undefined => {
    const name = reference?.trim().replace(/^\{.*\}/, '') ?? ''
    if (name === '') return undefined
    const found = this.made.get(name) ?? TYPE_NAMES.get(name) ?? UNTYPED.get(name)
    if (found) return found
    const [, prefix, local] = /^([^:]+):(.*)$/.exec(name) ?? []
    if (prefix !== undefined && local !== undefined) {
      const model = modelOf(this.definitions, this.definitions.prefixes[prefix] ?? '')
      const own = !this.definitions.prefixes[prefix] || model === this.definitions
      return (
        (model && !own ? typesOf(model).resolve(local) : this.made.get(local)) ??
        TYPE_NAMES.get(local) ??
        UNTYPED.get(local)
      )
    }
    for (const imported of this.definitions.imports) {
      if (!imported.definitions) continue
      const inside =
        imported.name === '' ? name : name.startsWith(`${imported.name}.`) ? name.slice(imported.name.length + 1) : ''
      const type = inside === '' ? undefined : typesOf(imported.definitions).resolve(inside)
      if (type) return type
    }
    return undefined
  }

  private ofItem(item: XmlElement): Type {
    const type = this.constrained(this.base(item), child(item, 'allowedValues'))
    const whole: Type = attribute(item, 'isCollection') === 'true' ? { kind: 'list', of: type } : type
    return this.constrained(whole, child(item, 'typeConstraint'), true)
  }

  private base(item: XmlElement): Type {
    const components = children(item, 'itemComponent')
    if (components.length > 0)
      return {
        kind: 'context',
        entries: new Map(
          components.map((component) => [(attribute(component, 'name') ?? '').trim(), this.ofItem(component)]),
        ),
      }
    const functionItem = child(item, 'functionItem')
    if (functionItem) {
      const parameters = children(functionItem, 'parameters').map(
        (child) => this.resolve(attribute(child, 'typeRef')) ?? ANY,
      )
      return { kind: 'function', parameters, result: this.resolve(attribute(functionItem, 'outputTypeRef')) ?? ANY }
    }
    return this.resolve(childText(item, 'typeRef')) ?? ANY
  }

  /** Allowed values hold for each value of a collection, a type constraint for the whole of it (DMN 1.5, 7.3.3). */
  private constrained(of: Type, constraint: XmlElement | undefined, whole = false): Type {
    const text = childText(constraint, 'text')
    if (text === undefined) return of
    try {
      const code = testCode(testOf(text, constraint!, this.definitions.language), [], [], { types: this.resolve })
      const holds = (value: unknown): boolean =>
        code({ run: new Run({ now: null }), root: newContext(), values: [value], up: undefined }) === true
      return {
        kind: 'allowed',
        of,
        values: text,
        allows: (value) => (Array.isArray(value) && !whole ? value.every(holds) : holds(value)),
      }
    } catch (error) {
      this.report((error as Error).message, constraint!.line)
      return of
    }
  }
}

const UNTYPED = new Map<string, Type>([
  ['list', { kind: 'list', of: ANY }],
  ['context', { kind: 'context', entries: new Map() }],
  ['function', { kind: 'function', parameters: undefined, result: ANY }],
  ['range', { kind: 'range', of: ANY }],
])

const kept = new WeakMap<Definitions, ItemTypes>()

/** The types of a model; what is wrong with them is told to the first who asks. */
export function typesOf(
  definitions: Definitions,
  report: (message: string, line: number) => void = () => {},
): ItemTypes {
  let types = kept.get(definitions)
  if (!types) {
    types = new ItemTypes(definitions, report)
    kept.set(definitions, types)
  }
  return types
}
