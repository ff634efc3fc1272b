import { compareXml, mergeXml, readXml, writeXml, type XmlDifferences } from '../xml/index.ts'
import { buildModel } from './file/build-model.ts'
import { treeOf } from './file/model-tree.ts'
import { readModel, type Model } from './read-model.ts'
import type { Problem } from './types.ts'

/** Parses a model for editing. Undefined with the problems when there is none. */
export const parse = (source: string | Uint8Array): Promise<{ model?: Model; problems: Problem[] }> => readModel(source)

/**
 * Writes a model as XML, in UTF-8. What was edited since it was parsed is carried into the file it came from; the rest
 * of the file stays as it is, with what BPMN has no place for.
 */
export async function write({ document, definitions, namespaces }: Model): Promise<string> {
  const unedited = buildModel(document.root)
  const root = mergeXml(
    document.root,
    treeOf(unedited.definitions, unedited.namespaces),
    treeOf(definitions, namespaces),
  )
  return writeXml({ ...document, root })
}

/**
 * Parses a model and writes it again.
 * @returns the new XML with what it lost or changed; nothing is the rule
 * @throws Error when the file is no BPMN model
 */
export async function roundtrip(source: string | Uint8Array): Promise<{ xml: string } & XmlDifferences> {
  const { model, problems } = await parse(source)
  if (!model)
    throw new Error(
      problems
        .map(
          ({ line, message, remedy }) =>
            `${line === undefined ? '' : `line ${line}: `}${message}${remedy ? ` — ${remedy}` : ''}`,
        )
        .join('; '),
    )
  const xml = await write(model)
  return { xml, ...compareXml(model.document.root, readXml(xml).root) }
}
