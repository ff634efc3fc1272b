import { fromBuffer, type ZipFile } from 'yauzl'
import { promisify } from 'node:util'
import { guardZip } from '../../../platform/files/index.ts'

const open = promisify<Buffer, { lazyEntries: true }, ZipFile>(fromBuffer)

/**
 * The document inside a file of a word processor (ECMA-376), as XML.
 * @returns undefined when it is none, or not safe to open
 */
export async function openDocx(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  const zip = Buffer.from(bytes)
  const { problem } = await guardZip(zip)
  return problem === undefined ? entryOf(zip, 'word/document.xml') : undefined
}

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
