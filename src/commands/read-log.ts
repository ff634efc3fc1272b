import { createReadStream, existsSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { csvReader, LogError, xesReader, type Columns, type EventLog } from '../kernel/mining/index.ts'
import { XmlError } from '../kernel/xml/index.ts'
import { printJson, WrongUsage } from './arguments.ts'
import { exit } from './command.ts'

/** Options that name the columns of a CSV file. */
export const COLUMN_OPTIONS = {
  case: { type: 'string' },
  activity: { type: 'string' },
  time: { type: 'string' },
  resource: { type: 'string' },
} as const

/** The columns that were named. */
export const columnsIn = (values: { [Name in keyof Columns]?: string | undefined }): Partial<Columns> =>
  Object.fromEntries(
    (['case', 'activity', 'time', 'resource'] as const).flatMap((name) =>
      values[name] === undefined ? [] : [[name, values[name]]],
    ),
  )

const CHUNK = 256 * 1024

/**
 * Reads a log piece by piece: XES, or CSV by its name; one that ends in .gz is unpacked on the way.
 * @throws WrongUsage when there is no such file; what is wrong inside it is told by `tellBrokenLog`
 */
export async function readLogFile(path: string, columns: Partial<Columns> = {}): Promise<EventLog> {
  if (!existsSync(path)) throw new WrongUsage(`${path} can't be read: ENOENT`)
  const reader = /\.csv(\.gz)?$/i.test(path) ? csvReader(columns) : xesReader()
  const file = createReadStream(path, { highWaterMark: CHUNK })
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const take = async (pieces: AsyncIterable<Buffer>): Promise<void> => {
    for await (const piece of pieces) reader.write(decoder.decode(piece, { stream: true }))
    reader.write(decoder.decode())
  }
  if (/\.gz$/i.test(path)) await pipeline(file, createGunzip({ chunkSize: CHUNK }), take)
  else await pipeline(file, take)
  return reader.end()
}

/**
 * Tells why a log can't be read.
 * @returns the exit code
 * @throws what is no fault of the log
 */
export function tellBrokenLog(path: string, error: unknown, json: boolean): number {
  const message = reasonOf(error)
  if (message === undefined) throw error
  if (json) printJson({ error: `${path}: ${message}` })
  else process.stderr.write(`${path}: ${message}\n`)
  return exit.problem
}

/** Why a log can't be read; undefined for what is no fault of the log. */
function reasonOf(error: unknown): string | undefined {
  if (error instanceof LogError) return `${error.message} — ${error.remedy}`
  if (error instanceof XmlError) return `line ${error.line}: ${error.reason} — ${error.remedy}`
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'the file is not written in UTF-8 — save it as UTF-8'
  return code?.startsWith('Z_') || code === 'EISDIR' ? message : undefined
}
