import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { constants, inflate, inflateSync } from 'node:zlib'
import { openEncrypted } from './open-encrypted-pdf.ts'
import { ACTIVE, FILTER, FLATE_ALONE, OBJECT_STREAM, PREDICTOR } from './pdf-names.ts'

/** Why a document is not taken. `locked`: it needs a password; `active`: it does more than be read. */
export type PdfProblem = 'locked' | 'active'

/** Bytes that object streams of one document may unpack to. */
const UNPACKED_AT_MOST = 100_000_000
/** So many streams no document has that people send. */
const STREAMS_AT_MOST = 50_000

const TOLERANT = { finishFlush: constants.Z_SYNC_FLUSH }

/**
 * Looks for what makes a PDF more than pages: scripts, programs to start, files within it; in the open, in packed
 * object streams, and with any spelling of names. Objects are found by their look and not by the table of contents,
 * which a hostile file may have twice.
 */
export async function inspectPdf(path: string): Promise<PdfProblem | undefined> {
  const bytes = await readFile(path)
  const text = bytes.toString('latin1')
  const decrypt = openEncrypted(text)
  if (decrypt === 'locked') return 'locked'
  if (ACTIVE.test(text)) return 'active'
  let [unpacked, streams] = [0, 0]
  for (const { index, 0: word } of text.matchAll(/(?<!end)stream(?:\r\n|\n|\r)/g)) {
    if (++streams > STREAMS_AT_MOST) return 'active'
    const head = headOf(text, index)
    const isObjects = OBJECT_STREAM.test(head)
    // what can't be looked through as all others do it is not taken
    if (isObjects && FILTER.test(head) && (!FLATE_ALONE.test(head) || PREDICTOR.test(head))) return 'active'
    const begin = index + word.length
    let packed: Uint8Array = bytes.subarray(begin)
    if (decrypt) {
      const object = [...head.matchAll(/(\d+)\s+(\d+)\s+obj\b/g)].at(-1)
      if (!object) continue
      const end = text.indexOf('endstream', begin)
      if (!isObjects) continue
      packed = decrypt(bytes.subarray(begin, end < 0 ? undefined : end), Number(object[1]), Number(object[2]))
    }
    if (!isObjects && !looksLikeObjects(packed)) continue
    const plain = await unpack(packed, UNPACKED_AT_MOST - unpacked)
    if (plain === 'too much') return 'active'
    unpacked += plain.length
    if (ACTIVE.test(plain.toString('latin1'))) return 'active'
  }
  return undefined
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
    return /^\s*\d+\s+\d+\s/.test(inflateSync(packed.subarray(0, 256), TOLERANT).subarray(0, 100).toString('latin1'))
  } catch {
    return false
  }
}

async function unpack(packed: Uint8Array, most: number): Promise<Buffer | 'too much'> {
  if (most <= 0) return 'too much'
  try {
    return await promisify<Uint8Array, object, Buffer>(inflate)(packed, { ...TOLERANT, maxOutputLength: most })
  } catch (error) {
    return (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'too much' : Buffer.alloc(0)
  }
}
