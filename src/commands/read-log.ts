import { createReadStream, existsSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import type { Columns, EventLog } from '../kernel/mining/index.ts'
import { logFault, readLog } from '../platform/event-log/index.ts'
import { printJson, WrongUsage } from './arguments.ts'
import { exit } from './command.ts'

/** Options that name the columns of a CSV file. */
export const COLUMN_OPTIONS = {
  case: { type: 'string' },
  activity: { type: 'string' },
  time: { type: 'string' },
  resource: { type: 'string' },
  encoding: { type: 'string' },
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
 * Reads a log file part by part: XES, or CSV by its name; one that is packed by gzip is unpacked on the way.
 * @throws WrongUsage when there is no such file; what is wrong inside it is told by `tellBrokenLog`
 */
export function readLogFile(path: string, columns: Partial<Columns> = {}, encoding?: string): Promise<EventLog> {
  if (!existsSync(path)) throw new WrongUsage(`there is no file ${path}`)
  // nearly all that is made while reading is of no use a moment later: room for it that grows would double the memory
  setFlagsFromString('--semi-space-growth-factor=1')
  return readLog(createReadStream(path, { highWaterMark: CHUNK }), { name: path, columns, encoding })
}

/**
 * Tells why a log can't be read.
 * @returns the exit code
 * @throws what is no fault of the log
 */
export function tellBrokenLog(path: string, error: unknown, json: boolean): number {
  const message = logFault(error)
  if (message === undefined) throw error
  if (json) printJson({ error: `${path}: ${message}` })
  else process.stderr.write(`${path}: ${message}\n`)
  return exit.problem
}
