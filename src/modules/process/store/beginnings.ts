import { beginningsOf, type BeginningKind, type Variables } from '../../../kernel/process/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { enqueue } from '../../../platform/jobs/index.ts'
import type { Definition } from '../model/definition.ts'

/** Kind of the job that begins a case, or plans when. */
export const BEGIN = 'process.begin'

/** What such a job is told. */
export interface BeginPayload {
  definition: string
  element: string
  /** Of a timer: how it goes on; absent: it is still to be counted. */
  timer?: unknown
  variables?: Variables
}

/** A start event that waits, and the version it belongs to. */
export interface BeginningRow {
  definition: string
  element: string
  kind: BeginningKind
}

/** The process that a version is one of: `x@2` is one of `x`. */
export const processOf = (definition: string): string => definition.split('@')[0]!

/**
 * Makes a version the one whose start events wait; those of the versions before it wait no more. A version that was
 * published before and is not the newest changes nothing.
 */
export async function awaitBeginnings(tx: Tx, definition: Definition, now: string): Promise<void> {
  const process = processOf(definition.id)
  const waiting = beginningsOf(definition.graph)
  const newest = await tx.query<{ id: string }>(
    `select id from process.definition where split_part(id, '@', 1) = $1 order by number desc limit 1`,
    [process],
  )
  if (newest.rows[0]?.id !== definition.id) return
  await tx.query('delete from process.beginning where process = $1 and definition <> $2', [process, definition.id])
  for (const { element, type, name } of waiting) {
    const put = await tx.query<{ element: string }>(
      `insert into process.beginning (process, element, definition, kind, name) values ($1, $2, $3, $4, $5)
       on conflict (process, element) do nothing returning element`,
      [process, element, definition.id, type, name ?? ''],
    )
    if (type === 'timer' && put.rows.length > 0)
      await enqueue(tx, { kind: BEGIN, payload: { definition: definition.id, element }, lane: process }, now)
  }
}

/** Start events that wait for a message or signal of this name, or all that wait for a condition. */
export async function beginningsFor(tx: Tx, kind: BeginningKind, name: string): Promise<BeginningRow[]> {
  const found = await tx.query<BeginningRow>(
    'select definition, element, kind from process.beginning where kind = $1 and name = $2 order by process, element',
    [kind, name],
  )
  return found.rows
}

/** Holds a start event to the end of the transaction; undefined when a newer version has taken its place. */
export async function lockBeginning(tx: Tx, definition: string, element: string): Promise<BeginningRow | undefined> {
  const found = await tx.query<BeginningRow>(
    'select definition, element, kind from process.beginning where process = $1 and element = $2 and definition = $3 for update',
    [processOf(definition), element, definition],
  )
  return found.rows[0]
}
