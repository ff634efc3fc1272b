import { DefinedFunction } from '../evaluate/calls.ts'
import type { Code } from '../evaluate/scope.ts'
import { requiredBy, requirementsOf, resolve, type Definitions, type DrgElement } from './definitions.ts'
import { BoxedCompiler, externalFunction } from './boxed.ts'
import { Evaluation } from './evaluation.ts'
import { expressionIn } from './expression-elements.ts'
import { putNamed } from './put-named.ts'
import { typesOf } from './item-types.ts'
import { named, type Type } from '../types/type.ts'
import { newContext, type Context } from '../values/context.ts'
import type { FeelFunction, Parameter } from '../values/function.ts'
import { attribute, child, children, type XmlElement } from './xml.ts'

/** What is wrong in a model, with the line it stands on. */
export interface ModelProblem {
  readonly message: string
  readonly line: number
  readonly element: string
}

/** Types that engines of Java give a variable beside those of FEEL: read without a look at the value. */
const OF_OTHERS = /^(integer|long|short|double|float|feel:.*)$/i

/** An element ready to run. */
export interface CompiledElement {
  readonly element: DrgElement
  /** Type its value must fit. */
  readonly type: Type | undefined
  /** Its type as it is written, where the model has none of that name: every value fits then. */
  readonly unknownType: string | undefined
  /** The logic of a decision; undefined when it has none, or is no decision. */
  readonly code: Code | undefined
  /** The function that a piece of business knowledge or a decision service is. */
  readonly call: FeelFunction | undefined
  readonly requires: readonly { readonly compiled: CompiledElement; readonly importName: string | undefined }[]
  /** Names of the imports through which the model comes to it; none for its own. */
  readonly importedAs: readonly string[]
  /** Whether it, or what it requires, calls a function in Java or PMML. */
  readonly external: boolean
}

/** Compiles the elements of a model and of those it imports, each when it is first needed. */
export class CompiledModel {
  readonly definitions: Definitions
  readonly problems: ModelProblem[] = []
  private readonly made = new Map<DrgElement, CompiledElement>()
  private readonly members: readonly string[]

  constructor(definitions: Definitions) {
    this.definitions = definitions
    this.members = [...membersOf(definitions)]
    typesOf(definitions, (message, line) => this.problems.push({ message, line, element: '' })).check()
    for (const element of definitions.elements) this.compile(element)
    this.sayTwice()
  }

  /** A decision is asked for by its name, and is required and called by it: of two the last would be taken. */
  private sayTwice(): void {
    const named = this.definitions.elements.filter(({ kind }) => kind !== 'input')
    for (const [at, { name, xml }] of named.entries())
      if (named.findIndex((other) => other.name === name) !== at)
        this.problems.push({
          message: `two elements are named "${name}": give one another name`,
          line: xml.line,
          element: name,
        })
  }

  compile(element: DrgElement): CompiledElement {
    const known = this.made.get(element)
    if (known) return known
    const type = typesOf(element.definitions).resolve(element.typeRef)
    const made: { -readonly [Key in keyof CompiledElement]: CompiledElement[Key] } = {
      element,
      type,
      unknownType: type || !element.typeRef?.trim() || OF_OTHERS.test(element.typeRef) ? undefined : element.typeRef,
      code: undefined,
      call: undefined,
      requires: [],
      importedAs: pathTo(element.definitions, this.definitions) ?? [],
      external: isExternal(element.xml),
    }
    // known before what it requires: business knowledge may call itself
    this.made.set(element, made)
    made.requires = requiredBy(element).map((required) => ({
      compiled: this.compile(required),
      importName: importNameOf(element.definitions, required.definitions),
    }))
    for (const { href, line } of requirementsOf(element))
      if (!resolve(element.definitions, href))
        this.problems.push({
          message: `${element.name}: what it requires is not there: ${href ?? 'no href'}`,
          line,
          element: element.name,
        })
    made.external ||=
      made.requires.some((require) => require.compiled.external) ||
      this.serviceElements(element).some((serviceElement) => serviceElement.external)
    const names = [element.name, ...made.requires.map((require) => require.importName ?? require.compiled.element.name)]
    const compiler = new BoxedCompiler(
      element.name,
      names,
      this.members,
      typesOf(element.definitions).resolve,
      (message, line) => this.problems.push({ message, line, element: element.name }),
      (name) =>
        made.requires.find((require) => require.importName === undefined && require.compiled.element.name === name)
          ?.compiled.type,
      element.definitions.language,
    )
    switch (element.kind) {
      case 'decision': {
        const expression = expressionIn(element.xml)
        made.code = expression && compiler.code(expression, [])
        break
      }
      case 'knowledge':
        made.call = this.knowledge(made, compiler)
        break
      case 'service':
        made.call = this.service(made)
    }
    return made
  }

  /** Elements of a service by the name of the reference, such as `outputDecision`. */
  serviceParts = (service: DrgElement, reference: string): CompiledElement[] =>
    children(service.xml, reference)
      .map((child) => resolve(service.definitions, attribute(child, 'href')))
      .filter((candidate) => candidate !== undefined)
      .map((drgElement) => this.compile(drgElement))

  private serviceElements = (element: DrgElement): CompiledElement[] =>
    element.kind === 'service'
      ? ['outputDecision', 'encapsulatedDecision'].flatMap((reference) => this.serviceParts(element, reference))
      : []

  /** A function of its parameters; it sees the business knowledge and the services it requires. */
  private knowledge(made: CompiledElement, compiler: BoxedCompiler): FeelFunction {
    const { element } = made
    const logic = child(element.xml, 'encapsulatedLogic')
    const parameters = logic ? compiler.parameters(logic) : []
    if (logic && !/^(FEEL)?$/.test(attribute(logic, 'kind') ?? '')) return externalFunction(element.name, parameters)
    const code = compiler.code(expressionIn(logic), [{ names: parameters.map((parameter) => parameter.name) }])
    let root: Context | undefined
    return new DefinedFunction(element.name, parameters, resultType(made.type, parameters), (values, run) => {
      root ??= functionsOf(made)
      return code({ run, root, values, up: undefined })
    })
  }

  /** A function of the inputs and input decisions of a decision service (DMN 1.5, 10.4). */
  private service(made: CompiledElement): FeelFunction {
    const { element } = made
    const given = [...this.serviceParts(element, 'inputData'), ...this.serviceParts(element, 'inputDecision')]
    const outputs = this.serviceParts(element, 'outputDecision')
    const parameters = given.map(({ element: { name, definitions }, type }): Parameter => {
      const prefix = importNameOf(element.definitions, definitions)
      return { name: prefix === undefined ? name : `${prefix}.${name}`, ...(type && { type }) }
    })
    return new DefinedFunction(element.name, parameters, resultType(made.type, parameters), (values, run) => {
      const evaluation = new Evaluation(run, newContext(), new Map(given.map((item, at) => [item, values[at]])))
      if (outputs.length === 1) return evaluation.valueOf(outputs[0]!)
      return newContext(outputs.map((output) => [output.element.name, evaluation.valueOf(output)]))
    })
  }
}

/** The variable of an invocable holds the function, or, as many tools write it, the type of its result. */
function resultType(type: Type | undefined, parameters: readonly Parameter[]): Type | undefined {
  const found = type && named(type)
  return found?.kind === 'function' && found.parameters?.length === parameters.length
    ? found.result
    : found && named(found).kind !== 'any'
      ? type
      : undefined
}

/** Functions an invocable may call, by name; imported ones stand in a context of their import. */
function functionsOf(made: CompiledElement): Context {
  const root = newContext()
  if (made.call) root[made.element.name] = made.call
  for (const { compiled, importName } of made.requires)
    if (compiled.call) putNamed(root, importName, compiled.element.name, compiled.call)
  return root
}

/** Name of the import another model comes under; undefined when its elements stand among the model's own. */
function importNameOf(from: Definitions, to: Definitions): string | undefined {
  return from === to ? undefined : from.imports.find((imported) => imported.definitions === to)?.name || undefined
}

/** Names of the imports on the shortest way from a model to another; undefined when there is none. */
function pathTo(wanted: Definitions, from: Definitions): string[] | undefined {
  const ways = new Map<Definitions, string[]>([[from, []]])
  for (const [model, way] of ways) {
    if (model === wanted) return way
    for (const { name, definitions } of model.imports)
      if (definitions && !ways.has(definitions)) ways.set(definitions, name === '' ? way : [...way, name])
  }
  return undefined
}

/** Names of entries anywhere in the models: what may follow a dot. */
function membersOf(definitions: Definitions, seen = new Set<Definitions>(), found = new Set<string>()): Set<string> {
  if (seen.has(definitions)) return found
  seen.add(definitions)
  const visit = (xml: XmlElement): void => {
    const name =
      xml.name === 'itemComponent' || xml.name === 'variable' || xml.name === 'column' || xml.name === 'output'
        ? attribute(xml, 'name')
        : undefined
    if (name !== undefined) found.add(name)
    xml.children.forEach(visit)
  }
  definitions.itemDefinitions.forEach(visit)
  for (const element of definitions.elements) {
    found.add(element.name)
    visit(element.xml)
  }
  for (const imported of definitions.imports) if (imported.definitions) membersOf(imported.definitions, seen, found)
  return found
}

/** Whether the element itself names a function in Java or PMML. */
function isExternal(xml: XmlElement): boolean {
  if (/^(Java|PMML)$/.test(attribute(xml, 'kind') ?? '')) return true
  if (xml.name === 'text' && /\bexternal\s*\{\s*"?(java|pmml)\b/.test(xml.text)) return true
  return xml.children.some(isExternal)
}
