import type { ModdleElement, ModdleProperty } from 'bpmn-moddle'
import { XmlElement, XSI, type XmlAttribute } from '../../xml/index.ts'
import type { BuiltModel } from './build-model.ts'
import { descriptorOf, isSimple, metamodel, tagOfType } from './metamodel.ts'

type Namespaces = BuiltModel['namespaces']

/** The XML of a model: what its elements and their properties say, and nothing else that a file may hold. */
export const treeOf = (definitions: ModdleElement, namespaces: Namespaces): XmlElement =>
  new TreeWriter(namespaces).typed(definitions)

class TreeWriter {
  private readonly namespaces: Namespaces
  constructor(namespaces: Namespaces) {
    this.namespaces = namespaces
  }

  /** @param property the property it stands in, when that gives its tag */
  typed(element: ModdleElement, property?: ModdleProperty): XmlElement {
    const descriptor = descriptorOf(element)
    const result = this.element(
      property?.ns.prefix ?? descriptor.ns.prefix,
      property?.ns.localName ?? tagOfType(descriptor),
    )
    if (property?.xml?.serialize === 'xsi:type' && descriptor.name !== property.type)
      result.attributes.push({ prefix: 'xsi', name: 'type', namespace: XSI, value: this.typeName(element) })
    for (const [name, value] of Object.entries(element.$attrs ?? {}))
      if (!/^xmlns(:|$)/.test(name) && typeof value === 'string') result.attributes.push(this.attribute(name, value))
    for (const contained of descriptor.properties) {
      if (contained.isVirtual || !Object.hasOwn(element, contained.name)) continue
      const value: unknown = element[contained.name]
      if (value === undefined || value === null) continue
      if (contained.isAttr)
        result.attributes.push(
          this.attribute(
            contained.ns.prefix === descriptor.ns.prefix ? contained.ns.localName : contained.ns.name,
            textOf(contained, value),
          ),
        )
      else if (contained.isBody) result.content.push({ kind: 'text', value: String(value) })
      else for (const child of [value].flat()) result.content.push(this.contained(contained, child))
    }
    return result
  }

  private contained(property: ModdleProperty, value: any): XmlElement {
    const { prefix, localName } = property.ns
    if (property.isReference || isSimple(property.type)) {
      const result = this.element(prefix, localName)
      result.content.push({ kind: 'text', value: property.isReference ? (value.id ?? '') : String(value) })
      return result
    }
    const element = value as ModdleElement
    if (descriptorOf(element).isGeneric) return this.generic(element)
    return this.typed(element, property.xml?.serialize === undefined ? undefined : property)
  }

  private generic(element: ModdleElement): XmlElement {
    const [prefix, name] = split(element.$type)
    const result = this.element(prefix, name)
    for (const [key, value] of Object.entries(element))
      if (!key.startsWith('$') && typeof value === 'string') result.attributes.push(this.attribute(key, value))
    if (element['$body'] !== undefined) result.content.push({ kind: 'text', value: element['$body'] })
    for (const child of (element['$children'] ?? []) as ModdleElement[]) result.content.push(this.generic(child))
    return result
  }

  private element(prefix: string, name: string): XmlElement {
    return new XmlElement({ ...this.place(prefix), name, attributes: [], line: 0 })
  }

  private attribute(name: string, value: string): XmlAttribute {
    const [prefix, local] = split(name)
    if (prefix === '') return { prefix: '', name: local, namespace: '', value }
    const place = this.place(prefix)
    // an attribute has a namespace by its prefix only
    return { ...place, prefix: place.prefix === '' ? prefix : place.prefix, name: local, value }
  }

  /** The file's own prefix of a namespace, else the metamodel's. */
  private place(prefix: string): { prefix: string; namespace: string } {
    const known = this.namespaces.get(prefix)
    if (known) return known
    return { prefix, namespace: metamodel.getPackage(prefix)?.uri ?? '' }
  }

  private typeName(element: ModdleElement): string {
    const { ns } = descriptorOf(element)
    const { prefix } = this.namespaces.get('bpmn') ?? { prefix: '' }
    return `${prefix === '' ? '' : `${prefix}:`}t${ns.localName}`
  }
}

const split = (name: string): [prefix: string, local: string] => {
  const at = name.indexOf(':')
  return at < 0 ? ['', name] : [name.slice(0, at), name.slice(at + 1)]
}

const textOf = (property: ModdleProperty, value: unknown): string => {
  const text = (single: unknown) => (property.isReference ? String((single as ModdleElement).id ?? '') : String(single))
  return Array.isArray(value) ? value.map(text).join(' ') : text(value)
}
