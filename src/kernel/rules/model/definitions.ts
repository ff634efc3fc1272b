import { XmlError } from '../../xml/index.ts'
import { attribute, child, children, readXml, type XmlElement } from './xml.ts'

/**
 * Namespaces of DMN 1.0 to 1.6, and as tools wrote them (without the name of the schema, with `https`, without the last
 * `/`): what is read here is written alike in all of them.
 */
const DMN = /^https?:\/\/www\.omg\.org\/spec\/DMN\/20\d{6}(\/(MODEL|dmn\.xsd|dmn11\.xsd|DMN\d*\.xsd))?\/?$/

/** Elements of a decision requirements graph by their names in XML. */
const KINDS: Record<string, DrgElement['kind']> = {
  inputData: 'input',
  decision: 'decision',
  businessKnowledgeModel: 'knowledge',
  decisionService: 'service',
}

/** An input, a decision, a piece of business knowledge or a decision service. */
export interface DrgElement {
  readonly kind: 'input' | 'decision' | 'knowledge' | 'service'
  readonly id: string
  readonly name: string
  readonly typeRef: string | undefined
  readonly xml: XmlElement
  readonly definitions: Definitions
}

/** What one DMN file defines. */
export interface Definitions {
  readonly name: string
  readonly namespace: string
  /** The language of expressions that name none themselves; empty for FEEL. */
  readonly language: string
  readonly prefixes: Readonly<Record<string, string>>
  readonly elements: readonly DrgElement[]
  readonly itemDefinitions: readonly XmlElement[]
  /** Other models by the name they are imported under; an empty name puts theirs among the model's own. */
  readonly imports: {
    readonly name: string
    readonly namespace: string
    readonly definitions: Definitions | undefined
  }[]
}

/**
 * Reads a model and those it imports.
 * @param others texts of models that may be imported
 * @param plain what names no language itself is FEEL, whatever the file says
 * @throws when the XML is no DMN of a version known here
 */
export function readDefinitions(
  xml: string | Uint8Array,
  others: readonly (string | Uint8Array)[] = [],
  plain = false,
): Definitions {
  const read = new Map<string, Definitions>()
  const main = readOne(xml, plain)
  const rest = others.map((other) => readOne(other, plain))
  read.set(main.definitions.namespace, main.definitions)
  for (const { definitions } of rest) if (!read.has(definitions.namespace)) read.set(definitions.namespace, definitions)
  for (const { definitions, root } of [main, ...rest]) {
    for (const child of children(root, 'import')) {
      const namespace = attribute(child, 'namespace') ?? ''
      definitions.imports.push({
        name: (attribute(child, 'name') ?? '').trim(),
        namespace,
        definitions: read.get(namespace),
      })
    }
  }
  return main.definitions
}

function readOne(xml: string | Uint8Array, plain: boolean): { definitions: Definitions; root: XmlElement } {
  const { root, prefixes } = readXml(xml)
  if (root.name !== 'definitions' || !DMN.test(root.namespace))
    throw new XmlError(
      'not-xml',
      `this is no DMN model: it begins with <${root.name}>${root.namespace === '' ? '' : ` of ${root.namespace}`}`,
      root.line,
      'export it as DMN 1.3 or later',
    )
  const elements: DrgElement[] = []
  const definitions: Definitions = {
    name: attribute(root, 'name') ?? '',
    namespace: attribute(root, 'namespace') ?? '',
    language: plain ? '' : (attribute(root, 'expressionLanguage') ?? ''),
    prefixes,
    elements,
    itemDefinitions: children(root, 'itemDefinition'),
    imports: [],
  }
  for (const xmlElement of root.children) {
    const kind =
      xmlElement.namespace === root.namespace && Object.hasOwn(KINDS, xmlElement.name)
        ? KINDS[xmlElement.name]
        : undefined
    if (!kind) continue
    const id = attribute(xmlElement, 'id') ?? ''
    const variable = child(xmlElement, 'variable')
    const name = attribute(xmlElement, 'name') ?? (variable && attribute(variable, 'name')) ?? id
    elements.push({
      kind,
      id,
      name: name.trim().replace(/\s+/g, ' '),
      typeRef: variable && attribute(variable, 'typeRef'),
      xml: xmlElement,
      definitions,
    })
  }
  return { definitions, root }
}

/** The element a reference such as `#id` or `namespace#id` points to. */
export function resolve(definitions: Definitions, href: string | undefined): DrgElement | undefined {
  const at = href?.lastIndexOf('#') ?? -1
  if (href === undefined) return undefined
  const [namespace, id] = at < 0 ? ['', href] : [href.slice(0, at), href.slice(at + 1)]
  return modelOf(definitions, namespace)?.elements.find((element) => element.id === id)
}

/** The model of a namespace, among this one and all it imports. */
export function modelOf(
  definitions: Definitions,
  namespace: string,
  seen = new Set<Definitions>(),
): Definitions | undefined {
  if (namespace === '' || namespace === definitions.namespace) return definitions
  if (seen.has(definitions)) return undefined
  seen.add(definitions)
  for (const imported of definitions.imports) {
    const found = imported.definitions && modelOf(imported.definitions, namespace, seen)
    if (found) return found
  }
  return undefined
}

/**
 * What an element requires, by the names of the references: `requiredInput`, `requiredDecision`, `requiredKnowledge`.
 */
export const requiredBy = (element: DrgElement): DrgElement[] =>
  requirementsOf(element)
    .map(({ href }) => resolve(element.definitions, href))
    .filter((candidate) => candidate !== undefined)

/** Where the requirements of an element point, with their lines. */
export function requirementsOf(element: DrgElement): { href: string | undefined; line: number }[] {
  const requirements = [
    ...children(element.xml, 'informationRequirement'),
    ...children(element.xml, 'knowledgeRequirement'),
  ]
  return requirements
    .flatMap((requirement) =>
      requirement.children.filter((reference) => /^required(Input|Decision|Knowledge)$/.test(reference.name)),
    )
    .map((reference) => ({ href: attribute(reference, 'href'), line: reference.line }))
}
