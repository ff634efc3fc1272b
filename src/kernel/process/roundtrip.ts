import { BpmnModdle, type ModdleElement } from 'bpmn-moddle'
import { compareXml, type Differences } from './compare-xml.ts'
import { darchaModdle } from './darcha-moddle.ts'
import { decodeXml, withoutEncoding } from './decode-xml.ts'
import { readModel, type Model } from './read-model.ts'
import type { Problem } from './types.ts'
import { readXmlTree, type XmlElement } from './xml-tree.ts'

/** Parses a model for editing. Undefined with the problems when there is none. */
export async function parse(source: string | Uint8Array): Promise<{ model?: Model; problems: Problem[] }> {
  const read = await readModel(source)
  if (read.model) keepWritten(read.model)
  return read
}

/** Writes a model as XML, in UTF-8. */
export async function write(model: Model): Promise<string> {
  const { xml } = await new BpmnModdle({ darcha: darchaModdle }).toXML(model.definitions, {
    format: true,
    preamble: true,
  })
  // written raw, a carriage return would be read as a space or a line feed (XML 1.0, 2.11 and 3.3.3)
  return xml.replaceAll('\r', '&#xD;')
}

/**
 * Parses a model and writes it again.
 * @returns the new XML with what it lost or changed; nothing is the rule
 * @throws Error when the file is no BPMN model
 */
export async function roundtrip(source: string | Uint8Array): Promise<{ xml: string } & Differences> {
  const { model, problems } = await parse(source)
  if (!model)
    throw new Error(
      problems.map((one) => `${one.line === undefined ? '' : `line ${one.line}: `}${one.message}`).join('; '),
    )
  const xml = await write(model)
  return {
    xml,
    ...compareXml(
      readXmlTree(withoutEncoding(typeof source === 'string' ? source : decodeXml(source))),
      readXmlTree(xml),
    ),
  }
}

/**
 * Keeps what the parser reads but would not write: references it can't follow, and attributes that give a default
 * value.
 */
function keepWritten(model: Model): void {
  for (const [element, properties] of model.loose) {
    for (const [property, names] of Object.entries(properties)) {
      const kept = names.map((id) => ({ id }))
      const many = element['$descriptor'].propertiesByName[property]?.isMany === true
      if (many) element[property] = [...(element[property] ?? []), ...kept]
      else element[property] ??= kept[0]
    }
  }
  pair(model.definitions, readXmlTree(model.xml))
}

/**
 * Walks the parsed elements beside the file's and notes attributes that give a default value: the writer leaves those
 * out.
 */
function pair(element: ModdleElement, written: XmlElement): void {
  const properties: {
    name: string
    ns: { localName: string }
    isAttr?: boolean
    default?: unknown
    isMany?: boolean
    isReference?: boolean
  }[] = element['$descriptor']?.properties ?? []
  for (const property of properties) {
    const { localName } = property.ns
    if (property.isAttr) {
      const value = written.attributes.get(localName)
      if (value !== undefined && property.default !== undefined && String(property.default) === value)
        element.$attrs[localName] = value
      continue
    }
    if (property.isReference) continue
    const children = ([element[property.name]].flat() as (ModdleElement | undefined)[]).filter(
      (one) => typeof one === 'object' && one !== null && one['$descriptor'] !== undefined,
    ) as ModdleElement[]
    if (children.length === 0) continue
    const taken = new Set<XmlElement>()
    for (const child of children) {
      const match = written.children.find(
        (one) =>
          !taken.has(one) &&
          (child.id === undefined
            ? !one.attributes.has('id') && fits(child, property.ns.localName, one)
            : one.attributes.get('id') === child.id),
      )
      if (!match) continue
      taken.add(match)
      pair(child, match)
    }
  }
}

function fits(child: ModdleElement, property: string, element: XmlElement): boolean {
  const name = element.name.slice(element.name.indexOf('}') + 1)
  const type = child.$type.slice(child.$type.indexOf(':') + 1)
  return name === property || name.toLowerCase() === type.toLowerCase()
}
