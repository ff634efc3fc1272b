import { z } from 'zod'
import { After, cursorOf, useCase } from '../../../platform/use-case/index.ts'
import { readStepBody } from '../../process/index.ts'

/** Transaction, subject and number of an event. */
const place = cursorOf(z.tuple([z.string().regex(/^\d{1,18}$/), z.uuid(), z.int()]))

/** The log for auditors, in order of commit: by transaction, then subject and number. Opaque cursor. */
export const listEvents = useCase({
  name: 'casework.list-events',
  title: 'The log of all changes, oldest first; each event of a case can become an event of XES',
  at: 'GET /events',
  input: z.object({
    after: After,
    size: z.number().int().min(1).max(1000).default(200),
  }),
  output: z.object({
    items: z.array(
      z.object({
        subject: z.uuid(),
        number: z.number(),
        at: z.string(),
        kind: z.string(),
        actor: z.string(),
        facts: z.record(z.string(), z.json()),
        hash: z.string(),
      }),
    ),
    next: z.string().nullable(),
  }),
  may: 'role auditor',
}).reads(async ({ input, looked }, tx) => {
  looked({ what: 'log', people: [], roles: ['auditor'] })
  const [txid, subject, seq] = place.read(input.after) ?? ['0', '00000000-0000-0000-0000-000000000000', 0]
  const rows = (
    await tx.query<{
      tx: string
      subject: string
      seq: number
      at: string
      kind: string
      actor: string
      body: string
      hash: string
    }>(
      `select tx::text as tx, subject, seq, at, kind, actor, body, encode(hash, 'hex') as hash from audit.history
     where (tx, subject, seq) > ($1::bigint, $2::uuid, $3::int) and tx < pg_snapshot_xmin(pg_current_snapshot())::text::bigint order by tx, subject, seq limit $4`,
      [txid, subject, seq, input.size],
    )
  ).rows
  const last = rows.at(-1)
  return {
    items: rows.map((row) => ({
      subject: row.subject,
      number: row.seq,
      at: row.at,
      kind: row.kind,
      actor: row.actor,
      facts: readStepBody(row.body) as Record<string, any>,
      hash: row.hash,
    })),
    next: last && rows.length === input.size ? place.write([last.tx, last.subject, last.seq]) : null,
  }
})
