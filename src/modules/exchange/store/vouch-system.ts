import { digestSql, instantSql, vouchRows, type VouchedRow } from '../../../platform/audit/index.ts'
import type { Tx } from '../../../platform/database/index.ts'

const listed = (columns: readonly string[], order: string) =>
  digestSql(`jsonb_agg(jsonb_build_array(${columns.join(', ')}) order by ${order})`)

/**
 * What of a system must not change unseen: whose it is and for whom it speaks, by which keys it signs, what it may ask.
 * Whoever wrote a key of their own there would be believed as that body.
 */
export const SYSTEM_DIGESTS = `
  select id as subject, 'system' as row, ${digestSql('client', 'account', 'name', 'body', 'own_account', 'named_by', 'ended_by', ...['named_at', 'ended_at'].map(instantSql))} as digest
  from exchange.system
  union all select system, 'system keys', ${listed(['fingerprint', "encode(key, 'hex')", 'given_by', 'ended_by', ...['since', 'until', 'given_at'].map(instantSql)], 'fingerprint collate "C"')}
  from exchange.system_key group by system
  union all select system, 'system rights', ${listed(['service', 'given_by', 'ended_by', ...['since', 'until'].map(instantSql)], 'service collate "C", since')}
  from exchange.system_right group by system`

/** Writes into a system's history how it, its keys and its rights stand now: whoever changes one of them calls it. */
export async function vouchSystem(tx: Tx, system: string, now: string): Promise<void> {
  const { rows } = await tx.query<VouchedRow>(
    `select row, digest from (${SYSTEM_DIGESTS}) stands where subject = $1 order by row`,
    [system],
  )
  await vouchRows(tx, system, rows, { now })
}
