import { fromBuffer, type ZipFile } from 'yauzl'
import { promisify } from 'node:util'
import { readXml, type XmlElement } from '../../../kernel/xml/index.ts'
import { guardZip } from '../../../platform/files/index.ts'

const open = promisify<Buffer, { lazyEntries: true }, ZipFile>(fromBuffer)

/**
 * The paragraphs of a document of a word processor (ECMA-376): its words and nothing else; what was deleted in it with
 * changes tracked stays out, numbers that the program makes are not in the file.
 * @returns undefined when it is none, or not safe to open
 */
export async function readDocx(bytes: Uint8Array): Promise<string[] | undefined> {
  const zip = Buffer.from(bytes)
  const { problem } = await guardZip(zip)
  if (problem !== undefined) return undefined
  const document = await entryOf(zip, 'word/document.xml')
  if (!document) return undefined
  const lines: string[] = []
  const walk = (element: XmlElement): void => {
    for (const child of element.children) {
      if (child.name === 'p') lines.push(wordsOf(child))
      else if (child.name !== 'del') walk(child)
    }
  }
  try {
    walk(readXml(document).root)
  } catch {
    return undefined
  }
  return lines
}

function wordsOf(element: XmlElement): string {
  let text = ''
  for (const child of element.children) {
    if (child.name === 't') text += raised(element) ? superscript(child.fullText) : child.fullText
    else if (child.name === 'tab') text += ' '
    else if (child.name === 'br' || child.name === 'cr') text += '\n'
    else if (child.name !== 'del' && child.name !== 'delText' && child.name !== 'rPr' && child.name !== 'pPr')
      text += wordsOf(child)
  }
  return text
}

/** A raised number is a number of its own: article 2¹. */
const raised = (run: XmlElement): boolean =>
  run.children
    .find(({ name }) => name === 'rPr')
    ?.children.some(
      (property) => property.name === 'vertAlign' && property.attributes.some(({ value }) => value === 'superscript'),
    ) ?? false

const superscript = (text: string): string => text.replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]!)

async function entryOf(zip: Buffer, name: string): Promise<Buffer | undefined> {
  const archive = await open(zip, { lazyEntries: true })
  try {
    for await (const entry of archive.eachEntry()) {
      if (entry.fileName !== name) continue
      const parts: Buffer[] = []
      const stream = await promisify(archive.openReadStream.bind(archive))(entry)
      for await (const part of stream as unknown as AsyncIterable<Buffer>) parts.push(part)
      return Buffer.concat(parts)
    }
    return undefined
  } finally {
    archive.close()
  }
}
