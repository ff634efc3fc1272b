import type { Tx } from '../../../platform/database/index.ts'

/** What is looked for in the log; what is absent narrows nothing. */
export interface LogQuery {
  /** A person: what happened to them, in their cases, and what they did. */
  person?: string | undefined
  /** A case, or another subject. */
  subject?: string | undefined
  /** A body: events of the cases it decides, took in or was asked about, and what happened in it. */
  body?: string | undefined
  /** Who did it: the id of a person, or `system`. */
  official?: string | undefined
  kind?: string | undefined
  /** RFC 3339, inclusive. */
  since?: string | undefined
  /** RFC 3339, exclusive. */
  before?: string | undefined
}

export interface LogRow {
  tx: string
  position: string
  subject: string
  seq: number
  at: string
  kind: string
  actor: string
  body: string
  hash: string
}

/** The last event of a page, for the next one to begin behind. */
export type LogCursor = Pick<LogRow, 'tx' | 'position'>

/**
 * A page of the log. It is ordered by what it is paged by: the transaction, then the place within it, so that a reader
 * who follows it misses nothing that is committed late. A cursor from before the database was restored goes on by its
 * place: what was restored belongs to no transaction of this server.
 */
export async function readLog(
  tx: Tx,
  query: LogQuery,
  page: { after?: LogCursor | undefined; newestFirst: boolean; size: number },
): Promise<LogRow[]> {
  const values: unknown[] = [page.size]
  const value = (given: unknown) => `$${values.push(given)}`
  const where = ['tx < pg_snapshot_xmin(pg_current_snapshot())::text::bigint']
  if (page.after) {
    const [given, position] = [value(page.after.tx), value(page.after.position)]
    const known = `case when ${given}::bigint < pg_snapshot_xmax(pg_current_snapshot())::text::bigint then ${given}::bigint else 0 end`
    where.push(`(tx, position) ${page.newestFirst ? '<' : '>'} (${known}, ${position}::bigint)`)
  }
  if (query.subject) where.push(`subject = ${value(query.subject)}`)
  if (query.person) {
    const [id, actor] = [value(query.person), value(`person:${query.person}`)]
    where.push(
      `(subject = ${id}::uuid or actor = ${actor} or subject in (select case_id from casework.application where person = ${id}::uuid))`,
    )
  }
  if (query.body) {
    const [body, said] = [value(query.body), value(`%"${query.body.replace(/[\\%_]/g, '\\$&')}"%`)]
    where.push(
      `(subject in (select case_id from casework.application where owner = ${body} or taken_by_office = ${body} union select case_id from casework.involved where office = ${body}) or body like ${said})`,
    )
  }
  if (query.official)
    where.push(`actor = ${value(query.official === 'system' ? 'system' : `person:${query.official}`)}`)
  if (query.kind) where.push(`kind = ${value(query.kind)}`)
  if (query.since) where.push(`at >= ${value(query.since)}`)
  if (query.before) where.push(`at < ${value(query.before)}`)
  const way = page.newestFirst ? 'desc' : 'asc'
  return (
    await tx.query<LogRow>(
      `select tx::text as tx, position::text as position, subject, seq, at, kind, actor, body, encode(hash, 'hex') as hash
     from audit.history h where ${where.join(' and ')} order by h.tx ${way}, h.position ${way} limit $1`,
      values,
    )
  ).rows
}
