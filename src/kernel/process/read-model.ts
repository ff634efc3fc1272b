import type { ModdleElement } from 'bpmn-moddle'
import { readXml, XmlError, type XmlDocument } from '../xml/index.ts'
import { buildModel, type BuiltModel } from './file/build-model.ts'
import { limitModel } from './file/limit-model.ts'
import { BPMN, packagePrefix } from './file/metamodel.ts'
import { limits } from './limits.ts'
import type { Problem } from './types.ts'

/** A parsed model. */
export interface Model extends Omit<BuiltModel, 'problems'> {
  /** The file it was read from, whole. */
  document: XmlDocument
}

/**
 * Parses BPMN 2.0 XML; bytes are decoded by their byte order mark or declared encoding.
 * @returns the model, or the problems for which there is none
 */
export async function readModel(source: string | Uint8Array): Promise<{ model?: Model; problems: Problem[] }> {
  try {
    const document = readXml(source, { length: limits.bytes, depth: limits.depth })
    const { root } = document
    if (root.name !== 'definitions' || packagePrefix(root.namespace) !== 'bpmn')
      return {
        problems: [
          {
            severity: 'error',
            code: 'not-bpmn',
            message: `the file is no BPMN 2.0 model: it begins with <${root.name}>${root.namespace === '' ? '' : ` of ${root.namespace}`}, not with <definitions> of ${BPMN}`,
            line: root.line,
            remedy: 'export the model as BPMN 2.0 XML',
          },
        ],
      }
    limitModel(root)
    const { problems, ...built } = buildModel(root)
    return { model: { ...built, document }, problems }
  } catch (error) {
    if (!(error instanceof XmlError)) throw error
    const { code, reason: message, line, remedy } = error
    return { problems: [{ severity: 'error', code, message, line, remedy }] }
  }
}

/** The element that a reference names, by its qualified name too. */
export function referred(model: Model, element: ModdleElement, property: string): ModdleElement | undefined {
  const direct: ModdleElement | undefined = element.get(property)
  if (direct) return direct
  const name = referredName(model, element, property)
  return name === undefined ? undefined : model.elementsById[name.slice(name.indexOf(':') + 1)]
}

/** The text of a reference that names nothing in the file. */
export const referredName = (model: Model, element: ModdleElement, property: string): string | undefined =>
  model.loose.get(element)?.[property]?.[0]
