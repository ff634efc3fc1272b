import { createReadStream } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { constants, createInflate, inflateSync } from 'node:zlib'
import { openEncrypted, type Decrypt } from './open-encrypted-pdf.ts'
import { ACTIVE, ENCRYPTED, FILTER, FLATE_ALONE, OBJECT_STREAM, PREDICTOR, stringAt } from './pdf-names.ts'

/** Why a document is not taken. `locked`: it needs a password; `active`: it does more than be read. */
export type PdfProblem = 'locked' | 'active'

/** Bytes that are looked at in one go, and how much of them is looked at again with the next. */
const WINDOW = 2_000_000
const OVERLAP = 32_000
/** Bytes of one object stream, packed and unpacked; bytes that those of one document unpack to. */
const STREAM_AT_MOST = 20_000_000
const UNPACKED_AT_MOST = 100_000_000
/** So many streams no document has that people send. */
const STREAMS_AT_MOST = 50_000
const TOLERANT = { finishFlush: constants.Z_SYNC_FLUSH }

/** A stream that is, or may be, one of objects: where it begins, and in which object it stands. */
interface Candidate {
  begin: number
  object: number
  generation: number
  certain: boolean
}

interface Found {
  problem?: PdfProblem
  streams: number
  candidates: Candidate[]
  /** What says that the document is encrypted: the dictionary's own text, or its object. */
  encryption?: { dictionary: string } | { object: string; generation: string }
  id: string
}

/**
 * Looks for what makes a PDF more than pages: scripts, programs to start, files within it; in the open, in packed
 * object streams, and with any spelling of names. Objects are found by their look and not by the table of contents,
 * which a hostile file may have twice. Memory stays level, however large the file is.
 */
export async function inspectPdf(path: string): Promise<PdfProblem | undefined> {
  const file = await open(path, 'r')
  try {
    const found: Found = { streams: 0, candidates: [], id: '' }
    for await (const { text, base, last } of windows(file)) {
      readWindow(found, text, base, last)
      if (found.problem && !found.encryption) return found.problem
    }
    const decrypt = found.encryption && (await openWith(file, found))
    if (decrypt === 'locked' || found.problem) return decrypt === 'locked' ? 'locked' : found.problem
    let unpacked = 0
    for (const candidate of found.candidates) {
      if (decrypt && !candidate.certain) continue
      const plain = decrypt ? await decrypted(file, candidate, decrypt) : await unpack(path, candidate.begin)
      unpacked += plain?.length ?? 0
      if (plain === undefined || unpacked > UNPACKED_AT_MOST || ACTIVE.test(plain.toString('latin1'))) return 'active'
    }
    return undefined
  } finally {
    await file.close()
  }
}

async function* windows(file: FileHandle): AsyncGenerator<{ text: string; base: number; last: boolean }> {
  const { size } = await file.stat()
  const bytes = Buffer.alloc(Math.min(size, WINDOW))
  for (let base = 0; ; base += WINDOW - OVERLAP) {
    const { bytesRead } = await file.read(bytes, 0, bytes.length, base)
    const last = base + bytesRead >= size || bytesRead === 0
    yield { text: bytes.toString('latin1', 0, bytesRead), base, last }
    if (last) return
  }
}

function readWindow(found: Found, text: string, base: number, last: boolean): void {
  if (ACTIVE.test(text)) found.problem = 'active'
  const encrypted = ENCRYPTED.exec(text)
  if (encrypted)
    found.encryption =
      encrypted[1] === undefined
        ? { dictionary: text.slice(encrypted.index, encrypted.index + 4_000) }
        : { object: encrypted[1], generation: encrypted[2]! }
  const id = /\/ID\s*\[\s*(?=[<(])/.exec(text)
  if (id) found.id = stringAt(text, id.index + id[0].length) ?? found.id
  for (const { index, 0: word } of text.matchAll(/(?<!end)stream(?:\r\n|\n|\r)/g)) {
    // of what stands in two windows the one is told that has its beginning and its end
    if ((base > 0 && index < OVERLAP / 2) || (!last && index >= text.length - OVERLAP / 2)) continue
    if (++found.streams > STREAMS_AT_MOST) found.problem = 'active'
    const head = headOf(text, index)
    const certain = OBJECT_STREAM.test(head)
    // what can't be looked through as all others do it is not taken
    if (certain && FILTER.test(head) && (!FLATE_ALONE.test(head) || PREDICTOR.test(head))) found.problem = 'active'
    const begin = index + word.length
    if (!certain && !looksLikeObjects(Buffer.from(text.slice(begin, begin + 256), 'latin1'))) continue
    const [, object, generation] = [...head.matchAll(/(\d+)\s+(\d+)\s+obj\b/g)].at(-1) ?? []
    found.candidates.push({
      begin: base + begin,
      object: Number(object ?? 0),
      generation: Number(generation ?? 0),
      certain,
    })
  }
}

/** The dictionary before a stream: what stands between the end of the object before it and the stream. */
function headOf(text: string, at: number): string {
  const near = text.slice(Math.max(0, at - 8_000), at)
  return near.slice(Math.max(near.lastIndexOf('endobj'), near.lastIndexOf('endstream')) + 1)
}

/** An object stream begins with pairs of numbers (7.5.7), whatever its dictionary calls it. */
function looksLikeObjects(packed: Uint8Array): boolean {
  const [first = 0, second = 0] = packed
  if ((first & 15) !== 8 || (first * 256 + second) % 31 !== 0) return false
  try {
    return /^\s*\d+\s+\d+\s/.test(inflateSync(packed, TOLERANT).subarray(0, 100).toString('latin1'))
  } catch {
    return false
  }
}

async function openWith(file: FileHandle, { encryption, id }: Found): Promise<Decrypt | 'locked'> {
  if ('dictionary' in encryption!) return openEncrypted(encryption.dictionary, id)
  const { object, generation } = encryption!
  let dictionary: string | undefined
  for await (const { text } of windows(file))
    for (const { index } of text.matchAll(new RegExp(`(?<!\\d)${object}\\s+${generation}\\s+obj\\b`, 'g')))
      if (text.length - index >= 4_000 || dictionary === undefined) dictionary = text.slice(index, index + 4_000)
  return dictionary === undefined ? 'locked' : openEncrypted(dictionary, id)
}

/** @returns undefined when it is more than may be looked through */
async function unpack(path: string, begin: number): Promise<Buffer | undefined> {
  const packed = createReadStream(path, { start: begin, end: begin + STREAM_AT_MOST })
  const plain = packed.on('error', () => undefined).pipe(createInflate(TOLERANT))
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of plain as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > STREAM_AT_MOST) return undefined
      chunks.push(chunk)
    }
  } catch {
    // broken in the middle: readers take what came before
  } finally {
    packed.destroy()
    plain.destroy()
  }
  return Buffer.concat(chunks)
}

async function decrypted(file: FileHandle, candidate: Candidate, decrypt: Decrypt): Promise<Buffer | undefined> {
  const bytes = Buffer.alloc(STREAM_AT_MOST)
  const { bytesRead } = await file.read(bytes, 0, bytes.length, candidate.begin)
  const end = bytes.subarray(0, bytesRead).indexOf('endstream')
  if (end < 0) return undefined
  const packed = decrypt(bytes.subarray(0, end), candidate.object, candidate.generation)
  try {
    return inflateSync(packed, { ...TOLERANT, maxOutputLength: STREAM_AT_MOST })
  } catch (error) {
    return (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? undefined : Buffer.alloc(0)
  }
}
