import type { Tx } from '../database/index.ts'
import { append } from './append.ts'
import { rowsRecorded } from './events.ts'

const open = new WeakMap<Tx, Map<string, Record<string, string>>>()

/** From here on the acts of this transaction say how rows stand in their own events. */
export function openVouching(tx: Tx): void {
  open.set(tx, new Map())
}

/**
 * Writes into a subject's history how a row stands now: `verify --audit` compares the rows with it, so that one changed
 * past the product is found. Within an act it becomes part of the act's own event.
 * @param row what is vouched for, such as `application`
 * @param digest SHA-256 over what must not change unseen; null when the row is gone
 */
export async function vouch(
  tx: Tx,
  subject: string,
  row: string,
  digest: string | null,
  at: { now: string; actor?: string },
): Promise<void> {
  const waiting = open.get(tx)
  if (waiting) waiting.set(subject, { ...waiting.get(subject), [row]: digest ?? '' })
  else
    await append(tx, {
      subject,
      at: at.now,
      kind: rowsRecorded.kind,
      actor: at.actor ?? 'system',
      body: { rows: { [row]: digest ?? '' } },
    })
}

/** A row that a statement changed: its name, and what it stands like now (null: it is gone). */
export interface VouchedRow {
  row: string
  digest: string | null
}

/** Writes how rows stand that a statement has just changed. @param changed as the statement returned them */
export async function vouchRows(
  tx: Tx,
  subject: string,
  changed: readonly VouchedRow[],
  at: { now: string; actor?: string },
): Promise<void> {
  for (const { row, digest } of changed) await vouch(tx, subject, row, digest, at)
}

/** Rows that are written together stand in one event of their subject. */
export async function vouchTogether<Answer>(
  tx: Tx,
  at: { now: string; actor?: string },
  work: () => Promise<Answer>,
): Promise<Answer> {
  if (open.has(tx)) return work()
  openVouching(tx)
  try {
    return await work()
  } finally {
    for (const [subject, rows] of takeVouched(tx))
      await append(tx, { subject, at: at.now, kind: rowsRecorded.kind, actor: at.actor ?? 'system', body: { rows } })
  }
}

/**
 * What waits to be told of a subject, for whoever writes an event of it: it says there how these rows stand, as `rows`.
 * @returns undefined when nothing waits
 */
export function takeVouchedOf(tx: Tx, subject: string): Record<string, string> | undefined {
  const rows = open.get(tx)?.get(subject)
  open.get(tx)?.delete(subject)
  return rows
}

/** What was vouched for in this transaction, by subject; nothing waits any more. */
export function takeVouched(tx: Tx): Map<string, Record<string, string>> {
  const waiting = open.get(tx) ?? new Map<string, Record<string, string>>()
  open.delete(tx)
  return waiting
}

/**
 * SQL of the SHA-256 over columns, the same in every session: instants as seconds, so that no time zone stands in it.
 * @param columns SQL expressions that jsonb can hold
 */
export const digestSql = (...columns: string[]): string =>
  `encode(sha256(convert_to(jsonb_build_array(${columns.join(', ')})::text, 'UTF8')), 'hex')`

/** An instant as a digest holds it. */
export const instantSql = (column: string): string => `extract(epoch from ${column})`
