import type { ModdleElement, ModdleProperty } from 'bpmn-moddle'
import { XMLNS, XSI, type XmlAttribute, type XmlElement } from '../../xml/index.ts'
import type { Problem } from '../types.ts'
import {
  descriptorOf,
  enginePrefix,
  isSimple,
  isTaken,
  metamodel,
  packagePrefix,
  typeNamed,
  typeOfTag,
  valueOfText,
} from './metamodel.ts'

/** Elements of BPMN made from the elements of a file. */
export interface BuiltModel {
  definitions: ModdleElement
  elementsById: Record<string, ModdleElement>
  /** Texts of references that name no element of the file, by property. */
  loose: Map<ModdleElement, Record<string, string[]>>
  /** The namespace and the file's own prefix behind each prefix of the model. */
  namespaces: Map<string, { namespace: string; prefix: string }>
  problems: Problem[]
}

interface Reference {
  element: ModdleElement
  property: ModdleProperty
  id: string
}

const SOURCES = new WeakMap<ModdleElement, XmlElement>()

/** The element of the file that a model's element was read from; undefined for one that was made. */
export const sourceOf = (element: ModdleElement): XmlElement | undefined => SOURCES.get(element)

/** Line of an element in its file, or of the nearest one around it. */
export function lineOf(element: ModdleElement | undefined): number | undefined {
  for (let at = element; at; at = at.$parent) {
    const source = SOURCES.get(at)
    if (source) return source.line
  }
  return undefined
}

/** Builds the model of a file whose root is `definitions` of BPMN. What it has no place for is told, and left out. */
export function buildModel(root: XmlElement): BuiltModel {
  return new Builder(root).model
}

class Builder {
  readonly model: BuiltModel
  private readonly references: Reference[] = []

  constructor(root: XmlElement) {
    this.model = {
      definitions: metamodel.create('bpmn:Definitions'),
      elementsById: Object.create(null) as Record<string, ModdleElement>,
      loose: new Map(),
      namespaces: new Map(),
      problems: [],
    }
    this.fill(this.model.definitions, root)
    this.resolve()
  }

  private fill(element: ModdleElement, source: XmlElement): void {
    SOURCES.set(element, source)
    this.prefixOf(source.namespace, source.prefix)
    for (const attribute of source.attributes) this.attribute(element, attribute)
    this.name(element, source)
    const { bodyProperty } = descriptorOf(element)
    let body = ''
    for (const node of source.content) {
      if (node.kind === 'cdata' || (node.kind === 'text' && node.value.trim() !== '')) body += node.value
      if (node.kind !== 'element') continue
      const place = this.place(element, node)
      if (place) this.child(element, node, place)
      // markup inside a text is part of the text
      else if (bodyProperty) body += node.fullText
      else this.misplaced(element, node)
    }
    if (bodyProperty && body !== '') element.set(bodyProperty.name, valueOfText(bodyProperty.type, body))
  }

  private attribute(element: ModdleElement, { prefix, name, namespace, value }: XmlAttribute): void {
    if (namespace === XMLNS) {
      element.$attrs[prefix === 'xmlns' && name !== '' ? `xmlns:${name}` : 'xmlns'] = value
      return
    }
    const { propertiesByName, ns } = descriptorOf(element)
    const own = namespace === '' ? undefined : this.prefixOf(namespace, prefix)
    const full = own === undefined || own === ns.prefix ? name : `${own}:${name}`
    const property = Object.hasOwn(propertiesByName, full) ? propertiesByName[full] : undefined
    if (!property || property.isBody) element.$attrs[full] = value
    else if (!property.isReference) element.set(property.name, valueOfText(property.type, value))
    else
      for (const id of property.isMany ? value.split(/\s+/) : [value.trim()])
        if (id !== '') this.references.push({ element, property, id })
  }

  /** Where a child stands in its parent, and as what; undefined when there is no place for it. */
  private place(parent: ModdleElement, source: XmlElement): { property: ModdleProperty; type: string } | undefined {
    const { properties, propertiesByName } = descriptorOf(parent)
    const prefix = packagePrefix(source.namespace)
    const open = properties.find((property) => !property.isReference && property.type === 'Element')
    if (prefix === undefined || open) return open && { property: open, type: 'Element' }
    const name = `${prefix}:${source.name}`
    const named = Object.hasOwn(propertiesByName, name) ? propertiesByName[name] : undefined
    if (named && !named.isAttr && !named.isVirtual && !named.isBody)
      return { property: named, type: this.typed(named, source) }
    const type = typeOfTag(prefix, source.name)
    const found =
      type &&
      properties.find(
        (property) => !property.isVirtual && !property.isReference && !property.isAttr && type.hasType(property.type),
      )
    return found && { property: found, type: type.$descriptor.name }
  }

  /** The type a child names by `xsi:type`, when it fits; else that of the property. */
  private typed(property: ModdleProperty, source: XmlElement): string {
    // other engines read the language of an expression whose type is not given, or given with a prefix not that of BPMN
    const usual = property.type === 'bpmn:Expression' ? 'bpmn:FormalExpression' : property.type
    const written = source.attribute('type', XSI)?.trim().replace(/^.*:/, '')
    if (written === undefined || isSimple(property.type)) return usual
    const type = typeNamed(`bpmn:${written}`) ?? typeNamed(`bpmn:${written.replace(/^t/, '')}`)
    return type?.hasType(property.type) ? type.$descriptor.name : usual
  }

  private child(
    parent: ModdleElement,
    source: XmlElement,
    { property, type }: { property: ModdleProperty; type: string },
  ) {
    if (property.isReference) {
      const id = source.fullText.trim()
      if (id !== '') this.references.push({ element: parent, property, id })
      return
    }
    let value: unknown
    if (isSimple(type)) value = valueOfText(type, source.fullText)
    else {
      const element = type === 'Element' ? this.generic(source) : metamodel.create(type)
      if (type !== 'Element') this.fill(element, source)
      element.$parent = parent
      value = element
    }
    if (property.isMany) parent.get(property.name).push(value)
    else parent.set(property.name, value)
  }

  /** An element of another namespace, or of any inside extension elements, with all it holds. */
  private generic(source: XmlElement): ModdleElement {
    const prefix = this.prefixOf(source.namespace, source.prefix)
    const attributes: Record<string, unknown> = {}
    for (const { name, namespace, prefix: written, value } of source.attributes) {
      if (namespace === XMLNS) continue
      // names that the metamodel keeps for itself can't be attributes of its objects
      const full = namespace === '' ? name : `${this.prefixOf(namespace, written)}:${name}`
      if (!/^(get|set|__proto__|constructor)$/.test(full)) attributes[full] = value
    }
    const element = metamodel.createAny(
      prefix === '' ? source.name : `${prefix}:${source.name}`,
      source.namespace,
      attributes,
    )
    SOURCES.set(element, source)
    if (source.text.trim() !== '') element['$body'] = source.text
    for (const child of source.children) {
      const made = this.generic(child)
      made.$parent = element
      ;(element['$children'] ??= []).push(made)
    }
    return element
  }

  /** The model's prefix for a namespace: the metamodel's, a known engine's, else the file's own, made unique. */
  private prefixOf(namespace: string, written: string): string {
    const known = packagePrefix(namespace) ?? enginePrefix(namespace)
    let prefix = known ?? written
    if (known === undefined)
      for (
        let at = 1;
        isTaken(prefix) || (this.model.namespaces.get(prefix)?.namespace ?? namespace) !== namespace;
        at++
      )
        prefix = `${written}${at}`
    if (!this.model.namespaces.has(prefix)) this.model.namespaces.set(prefix, { namespace, prefix: written })
    return prefix
  }

  private name(element: ModdleElement, source: XmlElement): void {
    const { idProperty } = descriptorOf(element)
    const id: unknown = idProperty && element.get(idProperty.name)
    if (typeof id !== 'string' || id === '') return
    const first = this.model.elementsById[id]
    if (!first) {
      this.model.elementsById[id] = element
      return
    }
    // a second one would silently stand for the first; in the diagram nothing refers to it
    const drawn = /^(bpmn)?di:/.test(element.$type) && /^(bpmn)?di:/.test(first.$type)
    this.model.problems.push({
      severity: drawn ? 'warning' : 'error',
      code: 'duplicate-id',
      element: id,
      message: `two elements have the id ${id}: ${sourceOf(first)?.name} and ${source.name}`,
      line: source.line,
      remedy: 'give one of them another id',
    })
  }

  private misplaced(parent: ModdleElement, child: XmlElement): void {
    const prefix = packagePrefix(child.namespace)
    const container = sourceOf(parent)?.name ?? parent.$type
    // drawing and the declaration of extensions say nothing of how the process runs
    if (/^(bpmndi|di|dc):/.test(parent.$type) || parent.$type === 'bpmn:Extension') return
    const named = `<${child.name}> in ${container}${parent.id === undefined ? '' : ` ${parent.id}`}`
    const about = { line: child.line, ...(parent.id === undefined ? {} : { element: parent.id }) }
    if (prefix === undefined)
      this.model.problems.push({
        severity: 'warning',
        code: 'not-run',
        message: `${named} is no element of BPMN and is not run`,
        remedy: 'put it into extensionElements, or remove it',
        ...about,
      })
    else if (typeOfTag(prefix, child.name))
      this.model.problems.push({
        severity: moves(prefix, child.name) ? 'error' : 'warning',
        code: 'misplaced',
        message: `${named} can't stand there and is not run`,
        remedy: 'move it to where BPMN has it, or remove it',
        ...about,
      })
    else
      this.model.problems.push({
        severity: prefix === 'bpmn' ? 'error' : 'warning',
        code: 'unknown-element',
        message: `${named}: BPMN 2.0 has no such element`,
        remedy: 'correct its name, or remove it',
        ...about,
      })
  }

  /** Follows references by bare ids; qualified names (`tns:order`) and names of variables stay loose. */
  private resolve(): void {
    for (const { element, property, id } of this.references) {
      const target = this.model.elementsById[id]
      if (!target) {
        const known = this.model.loose.get(element) ?? {}
        known[property.ns.localName] = [...(known[property.ns.localName] ?? []), id]
        this.model.loose.set(element, known)
      } else if (property.isMany) element.get(property.name).push(target)
      else element.set(property.name, target)
    }
  }
}

/** Whether an element says how the process runs, so that it can't be left out with a warning. */
const moves = (prefix: string, tag: string): boolean => {
  const type = typeOfTag(prefix, tag)
  return ['FlowElement', 'EventDefinition', 'LoopCharacteristics', 'RootElement'].some((name) =>
    type?.hasType(`bpmn:${name}`),
  )
}
