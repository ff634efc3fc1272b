import type { Tx } from '../../../platform/database/index.ts'
import type { AnswerOutcome } from '../model/outcomes.ts'

export interface NewAnswer {
  discussion: string
  id: string
  outcome: AnswerOutcome
  reason: string
  reasonHash: string
  change: { version: number; unit: string } | undefined
  by: string
  byName: string
  at: string
}

export async function insertAnswer(tx: Tx, item: NewAnswer): Promise<void> {
  await tx.query(
    `insert into consultation.answer (discussion, id, outcome, reason, reason_hash, change_version, change_unit, given_by, given_by_name, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      item.discussion,
      item.id,
      item.outcome,
      item.reason,
      item.reasonHash,
      item.change?.version ?? null,
      item.change?.unit ?? null,
      item.by,
      item.byName,
      item.at,
    ],
  )
}
