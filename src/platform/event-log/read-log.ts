import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { csvReader, LogError, xesReader, type Columns, type EventLog } from '../../kernel/mining/index.ts'
import { XmlError } from '../../kernel/xml/index.ts'

/** How a log is read. */
export interface LogFile {
  /** Its name says whether it is CSV; anything else is read as XES. */
  name: string
  columns?: Partial<Columns>
  /** Encoding of a CSV file that is not UTF-8, such as `windows-1251`; XES says its own. */
  encoding?: string | undefined
}

const CHUNK = 256 * 1024
/** Logs pack well, to a fiftieth; what grows more than this is made to fill the memory of who unpacks it. */
const GROWTH_AT_MOST = 250
const LOOKED_AT_FROM = 64 * 1024 * 1024

/**
 * Reads a log part by part; one that is packed by gzip, whatever its name, is unpacked on the way. Nothing of the file is kept but its
 * events.
 * @throws LogError, XmlError or an error of zlib or of decoding, for which `logFault` has words
 */
export async function readLog(source: AsyncIterable<Uint8Array>, file: LogFile): Promise<EventLog> {
  const isCsv = /\.csv(\.gz)?$/i.test(file.name)
  const reader = isCsv ? csvReader(file.columns ?? {}) : xesReader()
  const pieces = source[Symbol.asyncIterator]()
  let packed = 0
  const first = await pieces.next()
  const whole = (async function* () {
    for (let piece = first; !piece.done; piece = await pieces.next()) {
      packed += piece.value.length
      yield piece.value
    }
  })()
  const isPacked = !first.done && first.value[0] === 0x1f && first.value[1] === 0x8b
  let decoder: TextDecoder | undefined
  let unpacked = 0
  const take = async (bytes: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const piece of bytes) {
      unpacked += piece.length
      if (isPacked && unpacked > LOOKED_AT_FROM && unpacked > packed * GROWTH_AT_MOST)
        throw new LogError(
          'packed',
          `the packed file grows to more than ${GROWTH_AT_MOST} times its size`,
          'unpack it and look what it holds',
        )
      decoder ??= decoderOf(piece, isCsv, file.encoding)
      reader.write(decoder.decode(piece, { stream: true }))
    }
    if (decoder) reader.write(decoder.decode())
  }
  if (isPacked) await pipeline(Readable.from(whole), createGunzip({ chunkSize: CHUNK }), take)
  else await take(whole)
  return reader.end()
}

/** The decoder of a text by its first bytes: a byte order mark, what XML says of itself, what was asked, else UTF-8. */
function decoderOf(first: Uint8Array, isCsv: boolean, asked: string | undefined): TextDecoder {
  const [lower, upper] = first
  const mark = lower === 0xff && upper === 0xfe ? 'utf-16le' : lower === 0xfe && upper === 0xff ? 'utf-16be' : undefined
  const head = isCsv || mark ? '' : Buffer.from(first.subarray(0, 200)).toString('latin1')
  const said = /^[^<]*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1]
  const encoding = mark ?? (isCsv ? asked : said) ?? 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true })
  } catch {
    throw new LogError('encoding', `nobody here reads the encoding "${encoding}"`, 'save the file as UTF-8')
  }
}

/** Why a log can't be read, in a sentence; undefined for what is no fault of the log. */
export function logFault(error: unknown): string | undefined {
  if (error instanceof LogError) return `${error.message} — ${error.remedy}`
  if (error instanceof XmlError) return `line ${error.line}: ${error.reason} — ${error.remedy}`
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
    return 'the file is not written in UTF-8 — save it as UTF-8, or name its encoding'
  if (code === 'EISDIR') return 'this is a folder, not a log — name the file'
  // an exit code is a number
  return typeof code === 'string' && code.startsWith('Z_')
    ? `the packed file is broken: ${message} — pack it again, or send it once more`
    : undefined
}
