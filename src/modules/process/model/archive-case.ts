import { createHash } from 'node:crypto'
import { open, readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { makeFolder } from '../../../platform/config/index.ts'
import { dropEvents } from '../../../platform/audit/index.ts'
import { recordEvent } from '../../../platform/events/index.ts'
import type { Database } from '../../../platform/database/index.ts'
import { general, Refusal } from '../../../platform/use-case/index.ts'
import { chainOf, dropLiveRows, lockWholeCase, type ArchivedEvent, type ArchivedInstance } from '../store/archive.ts'
import { STATUS } from '../store/instances.ts'
import { refusal } from './refusals.ts'
import { archived } from './events.ts'

/** Where a case was archived, and what proves the file. */
export interface ArchiveRecord {
  file: string
  sha256: string
  events: number
  head: string
}

export interface Archive {
  caseId: string
  archivedAt: string
  instance: ArchivedInstance
  events: ArchivedEvent[]
  /** What is wrong with the file: nothing when its chain holds and ends at its head. */
  problems: string[]
}

const FORMAT = 'darcha-case-1'
/** A case's history is small: more than this is no archive of ours. */
const BYTES_AT_MOST = 256 * 1024 * 1024

/**
 * Writes a closed case to a file of its own (gzip, a JSON document a line: head, instance, events with their hashes)
 * and drops its live rows and events.
 * The chain goes on: one more event says where the file is and what its bytes hash to, and what the seals need of the
 * dropped ones stays.
 * @param folder root of the archive; files stand in it by month of the end
 * @throws Refusal when the case runs, is not here (any more), or some of its events are not sealed yet
 */
export async function archiveCase(
  database: Database,
  caseId: string,
  folder: string,
  act: { now: string; actor: string },
): Promise<ArchiveRecord> {
  return database.transaction(async (tx) => {
    const instance = await lockWholeCase(tx, caseId)
    if (!instance) throw new Refusal(general['not-found'])
    if (instance.status === STATUS.running) throw new Refusal(refusal['not-ended'])
    const events = await chainOf(tx, caseId)
    const head = events.at(-1)?.hash ?? ''
    const lines = [
      { format: FORMAT, caseId, archivedAt: act.now, events: events.length, head },
      { instance },
      ...events.map((event) => ({ event })),
    ]
    const bytes = await promisify(gzip)(lines.map((line) => `${JSON.stringify(line)}\n`).join(''), { level: 9 })
    const record = {
      file: join((instance.endedAt ?? act.now).slice(0, 7), `${caseId}.jsonl.gz`),
      sha256: createHash('sha256').update(bytes).digest('hex'),
      events: events.length,
      head,
    }
    await dropLiveRows(tx, instance, record, act.now)
    if ((await dropEvents(tx, caseId, events.at(-1)?.seq ?? 0)) === undefined) throw new Refusal(refusal['not-sealed'])
    // on the disk before the commit that drops the rows; written twice after a failed one, it is replaced
    await writeDurably(join(folder, record.file), bytes)
    // what the dropped events vouched for is still compared with the rows that stay
    const rows = Object.assign({}, ...events.map(({ body }) => (JSON.parse(body) as { rows?: object }).rows ?? {}))
    await recordEvent(tx, archived, { subject: caseId, at: act.now, actor: act.actor, facts: record, rows })
    return record
  })
}

async function writeDurably(path: string, bytes: Buffer): Promise<void> {
  makeFolder(dirname(path))
  const file = await open(`${path}.part`, 'w', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.part`, path)
}

/**
 * Reads an archived case back and recomputes its chain.
 * @param record what the database or the chain says of the file; the bytes are compared with it
 * @throws when the file is no archive of a case
 */
export async function readArchive(path: string, record?: Pick<ArchiveRecord, 'sha256'>): Promise<Archive> {
  const bytes = await readFile(path)
  const lines = (await promisify(gunzip)(bytes, { maxOutputLength: BYTES_AT_MOST }))
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  const [first, second, ...rest] = lines
  if (first?.format !== FORMAT || !second?.instance) throw new Error(`${path} is no archive of a case`)
  const events: ArchivedEvent[] = rest.map((line) => line.event)
  const problems = [...checkChain(events)]
  if (record && createHash('sha256').update(bytes).digest('hex') !== record.sha256)
    problems.push('the file is not the one that was written')
  if (events.length !== first.events) problems.push(`${first.events} events were written, ${events.length} are here`)
  if ((events.at(-1)?.hash ?? '') !== first.head) problems.push('the last event is not the head that was written')
  return { caseId: first.caseId, archivedAt: first.archivedAt, instance: second.instance, events, problems }
}

/** The same chain as `audit.append` makes. */
function* checkChain(events: readonly ArchivedEvent[]): Generator<string> {
  let previous = Buffer.alloc(0)
  for (const [at, event] of events.entries()) {
    if (event.seq !== at + 1) yield `event ${at + 1} is missing`
    const hash = createHash('sha256')
      .update(previous)
      .update(`${event.seq}\n${event.milliseconds}\n${event.kind}\n${event.actor}\n${event.body}`)
      .digest('hex')
    if (hash !== event.hash) yield `event ${event.seq} was altered, or the one before it`
    previous = Buffer.from(event.hash, 'hex')
  }
}
