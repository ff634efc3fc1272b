import { z } from 'zod'
import { useCase } from '../../../platform/use-case/index.ts'
import { readStepBody } from '../../process/index.ts'

/** The log for auditors, in order of commit: by transaction, then subject and number. Opaque cursor. */
export const listEvents = useCase({
  name: 'casework.list-events',
  title: 'The log of all changes, oldest first; each event of a case can become an event of XES',
  at: 'GET /events',
  input: z.object({
    after: z
      .string()
      .max(200)
      .regex(/^[\w-]+$/)
      .optional(),
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
  const [txid, subject, seq] = input.after
    ? Buffer.from(input.after, 'base64url').toString('utf8').split(',')
    : ['0', '00000000-0000-0000-0000-000000000000', '0']
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
      [/^\d+$/.test(txid ?? '') ? txid : '0', subject, Number(seq) || 0, input.size],
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
    next:
      last && rows.length === input.size
        ? Buffer.from(`${last.tx},${last.subject},${last.seq}`).toString('base64url')
        : null,
  }
})
