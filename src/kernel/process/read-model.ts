import { BpmnModdle, type ModdleElement } from 'bpmn-moddle'
import { darchaModdle } from './darcha-moddle.ts'
import { decodeXml, withoutEncoding } from './decode-xml.ts'
import { guardXml } from './guard-xml.ts'
import type { Problem } from './types.ts'

/** A parsed model. */
export interface Model {
  definitions: ModdleElement
  elementsById: Record<string, ModdleElement>
  /** Texts of references that the parser could not follow, by property. */
  loose: Map<ModdleElement, Record<string, string[]>>
  /** Text of the file, for lines of problems. */
  xml: string
}

/**
 * Parses BPMN 2.0 XML; bytes are decoded by their declared encoding.
 * @returns the model, or the problems for which there is none
 */
export async function readModel(source: string | Uint8Array): Promise<{ model?: Model; problems: Problem[] }> {
  let xml: string
  try {
    xml = withoutEncoding(typeof source === 'string' ? source : decodeXml(source))
  } catch {
    return {
      problems: [
        {
          severity: 'error',
          code: 'encoding',
          message: 'the encoding that the file declares is not known',
          line: 1,
          remedy: 'save the model as UTF-8',
        },
      ],
    }
  }
  const refused = guardXml(xml)
  if (refused) return { problems: [refused] }
  try {
    const { rootElement, elementsById, references, warnings } = await new BpmnModdle({ darcha: darchaModdle }).fromXML(
      withoutWrongTypes(xml),
    )
    const problems: Problem[] = []
    const loose = resolveNames(references, elementsById)
    for (const warning of warnings) {
      if (/unresolved reference/.test(warning.message)) continue
      // a second element of the same id would silently replace the first one
      const duplicate = /duplicate ID <([^>]*)>/.exec(warning.message)
      const lost = /unparsable content/.test(warning.message)
      problems.push(
        duplicate
          ? {
              severity: 'error',
              code: 'duplicate-id',
              element: duplicate[1] as string,
              message: `two elements have the id ${duplicate[1]}`,
              remedy: 'give one of them another id',
              ...lineOf(xml, duplicate[1]),
            }
          : {
              severity: lost ? 'error' : 'warning',
              code: lost ? 'not-bpmn' : 'import',
              message: (warning.message.split('\n')[0] ?? '').trim(),
            },
      )
    }
    return { model: { definitions: rootElement, elementsById, loose, xml }, problems }
  } catch (error) {
    return {
      problems: [
        {
          severity: 'error',
          code: 'not-bpmn',
          message: `the file is no BPMN 2.0 model: ${((error as Error).message.split('\n')[0] ?? '').trim()}`,
          line: 1,
          remedy: 'export the model as BPMN 2.0 XML',
        },
      ],
    }
  }
}

const BOUND = /\sxmlns(?::([\w.-]+))?\s*=\s*["']http:\/\/www\.omg\.org\/spec\/BPMN\/20100524\/MODEL["']/g
const EXPRESSION_TYPE = /\s[\w.-]+:type\s*=\s*["'](?:([\w.-]+):)?t(?:Formal)?Expression["']/g

/**
 * Takes types of expressions away whose prefix is not that of BPMN: other engines do not look at them, and the parser
 * would lose the expression.
 */
function withoutWrongTypes(xml: string): string {
  const prefixes = new Set([...xml.matchAll(BOUND)].map((match) => match[1] ?? ''))
  return xml.replace(EXPRESSION_TYPE, (whole, prefix: string | undefined) => (prefixes.has(prefix ?? '') ? whole : ''))
}

/**
 * References the parser could not follow: qualified names (`tns:order`) that it compares with bare ids, and names of
 * variables.
 */
function resolveNames(
  references: { element: ModdleElement; property: string; id: string }[],
  elementsById: Record<string, ModdleElement>,
): Model['loose'] {
  const loose: Model['loose'] = new Map()
  for (const { element, property, id } of references) {
    if (Object.hasOwn(elementsById, id)) continue
    const local = property.slice(property.indexOf(':') + 1)
    const known = loose.get(element) ?? {}
    known[local] = [...(known[local] ?? []), id]
    loose.set(element, known)
  }
  return loose
}

/** The element that a reference names, by its qualified name too. */
export function referred(model: Model, element: ModdleElement, property: string): ModdleElement | undefined {
  const direct: ModdleElement | undefined = element.get(property)
  if (direct) return direct
  const name = referredName(model, element, property)
  return name === undefined ? undefined : model.elementsById[name.slice(name.indexOf(':') + 1)]
}

/** The text of a reference that names nothing the parser knows. */
export const referredName = (model: Model, element: ModdleElement, property: string): string | undefined =>
  model.loose.get(element)?.[property]?.[0]

/** Line of an element in the file. */
export function lineOf(xml: string, id: string | undefined): { line?: number } {
  if (id === undefined) return {}
  const at = xml.search(new RegExp(`\\sid\\s*=\\s*["']${id.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}["']`))
  return at < 0 ? {} : { line: xml.slice(0, at + 1).split('\n').length }
}
