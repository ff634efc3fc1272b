import { promisify } from 'node:util'
import { crc32 } from 'node:zlib'
import { strToU8, zipSync } from 'fflate'
import { fromBuffer, validateFileName, type Entry, type Options, type ZipFile } from 'yauzl'
import { findHidden } from '../../../kernel/text/index.ts'
import type { ServiceFile } from '../../catalogue/index.ts'
import { Refusal } from '../../../platform/use-case/index.ts'
import type { Files } from './draft.ts'
import { refusal } from './refusals.ts'

/** A service's folder has a dozen files; all that one holds is far below. No file of data is read that is longer. */
const LIMITS = { entries: 200, fileBytes: 2_000_000, totalBytes: 4_000_000 }
const OPTIONS: Options = { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: true }
/** What a system puts into an archive by itself, which is nothing of a service. */
const OF_SYSTEMS = /^__MACOSX\/|(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini)$/
/** A zip knows no zone: the same moment on every machine. */
const MADE = new Date(1980, 0, 1)

/** A service's folder as a zip. The same files give the same bytes. @param service what the folder is called */
export function packFolder(service: string, files: Files): Uint8Array {
  const entries = Object.entries(files as Record<string, string>).sort(([first], [second]) => (first < second ? -1 : 1))
  return zipSync(Object.fromEntries(entries.map(([name, text]) => [`${service}/${name}`, strToU8(text)])), {
    mtime: MADE,
    level: 9,
  })
}

/**
 * Reads a service's folder from a zip, each file byte for byte as it was packed. Names are looked at before anything is
 * unpacked, and unpacking ends when it grows beyond what a service holds.
 * @param known names that a service's files may have
 * @throws Refusal that says what is wrong with it
 */
export async function unpackFolder(bytes: Buffer, known: readonly ServiceFile[]): Promise<Files> {
  let archive: ZipFile
  try {
    archive = await promisify<Buffer, Options, ZipFile>(fromBuffer)(bytes, OPTIONS)
  } catch {
    throw new Refusal(refusal['zip-unreadable'])
  }
  try {
    const files: Record<string, string> = {}
    let total = 0
    for (const [name, entry] of filesOf(await entriesOf(archive), known)) {
      const content = await unpacked(archive, entry, name, LIMITS.totalBytes - total)
      total += content.length
      files[name] = textOf(content, name)
    }
    return files as Files
  } finally {
    archive.close()
  }
}

/** Its entries by their names, in the order of the archive. */
async function entriesOf(archive: ZipFile): Promise<Map<string, Entry>> {
  if (archive.entryCount > LIMITS.entries) throw new Refusal(refusal['zip-large'])
  const entries = new Map<string, Entry>()
  try {
    for await (const entry of archive.eachEntry()) {
      const name = nameOf(entry)
      if (entries.has(name)) throw new Refusal(refusal['zip-twice'], { parameters: { file: shown(name) } })
      if (entry.isEncrypted()) throw new Refusal(refusal['zip-encrypted'])
      entries.set(name, entry)
    }
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal(refusal['zip-unreadable'])
  }
  return entries
}

/** @throws Refusal when it leads out of the folder, or is no name */
function nameOf(entry: Entry): string {
  const raw = entry.fileName as unknown as Buffer
  let name: string
  try {
    name = new TextDecoder('utf-8', { fatal: true }).decode(raw)
  } catch {
    throw new Refusal(refusal['zip-name'], { parameters: { file: shown(raw.toString('latin1')) } })
  }
  if (name === '' || name.includes('\0') || validateFileName(name) !== null)
    throw new Refusal(refusal['zip-name'], { parameters: { file: shown(name) } })
  return name
}

/** A name as it can stand in a sentence. */
const shown = (name: string): string => name.replace(/[\p{Cc}\p{Cf}]/gu, '?').slice(0, 100)

/** Which entry is which file of the service: all stand in the folder in which its passport does. */
function filesOf(entries: ReadonlyMap<string, Entry>, known: readonly ServiceFile[]): [ServiceFile, Entry][] {
  const names = [...entries.keys()].filter((name) => !name.endsWith('/') && !OF_SYSTEMS.test(name))
  const passport = names.find((name) => /^([^/]+\/)?service\.yaml$/.test(name))
  if (passport === undefined) throw new Refusal(refusal['zip-no-passport'], { parameters: { file: 'service.yaml' } })
  const folder = passport.slice(0, -'service.yaml'.length)
  return names.map((name) => {
    const file = name.startsWith(folder) ? known.find((each) => each === name.slice(folder.length)) : undefined
    if (file === undefined) throw new Refusal(refusal['zip-foreign'], { parameters: { file: shown(name) } })
    return [file, entries.get(name)!]
  })
}

async function unpacked(archive: ZipFile, entry: Entry, file: string, left: number): Promise<Buffer> {
  const most = Math.min(LIMITS.fileBytes, left)
  const parts: Buffer[] = []
  let size = 0
  try {
    const stream = await archive.openReadStreamPromise(entry)
    for await (const part of stream as AsyncIterable<Buffer>) {
      size += part.length
      // what the archive says of its own sizes is not believed: leaving the loop ends the unpacking
      if (size > most) throw new Refusal(refusal['zip-large'])
      parts.push(part)
    }
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal(refusal['zip-broken'], { parameters: { file } })
  }
  const content = Buffer.concat(parts)
  if (crc32(content) !== entry.crc32) throw new Refusal(refusal['zip-broken'], { parameters: { file } })
  return content
}

/** @throws Refusal when it is no UTF-8, or holds what no text does that is typed */
function textOf(content: Buffer, file: string): string {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content)
  } catch {
    throw new Refusal(refusal['zip-encoding'], { parameters: { file } })
  }
  const hidden = findHidden(text).find(({ kind }) => kind !== 'invisible')
  if (hidden) throw new Refusal(refusal['zip-hidden'], { parameters: { file, code: hidden.code } })
  return text
}
