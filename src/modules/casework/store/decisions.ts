import type { Outcome } from '../../../kernel/case/index.ts'
import { vouchRows, type VouchedRow } from '../../../platform/audit/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { returningRow, SAID_ROWS } from './said-rows.ts'

/** A decision of a case; a proposal until it is made. */
export interface Decision {
  number: number
  outcome: Outcome
  /** Id of the passport's ground. */
  ground: string | null
  note: string | null
  /** The office that decided, and its person; null where a rule or a term decided. */
  office: string
  decidedBy: string | null
  signedBy: string | null
  /** The role in which it was signed. */
  signedAs: string | null
  /** Nobody decided: the office was silent, and the law says what that means. */
  bySilence: boolean
  /** Since when the person knows of it, and how: opened in the cabinet, or served in another way. */
  servedAt: string | null
  servedHow: string | null
  proposedAt: string
  madeAt: string | null
}

const columns = `number, outcome, ground, note, office, decided_by as "decidedBy", signed_by as "signedBy", signed_as as "signedAs",
  by_silence as "bySilence", served_at as "servedAt", served_how as "servedHow", proposed_at as "proposedAt", made_at as "madeAt"`

/** All decisions of a case, oldest first; a proposal stands last. */
export async function decisionsOf(tx: Tx, caseId: string): Promise<Decision[]> {
  return (
    await tx.query<Decision>(`select ${columns} from casework.decision where case_id = $1 order by number`, [caseId])
  ).rows
}

/** Notes what is proposed; it takes the place of an earlier proposal that was never made. */
export async function proposeDecision(
  tx: Tx,
  caseId: string,
  item: Pick<Decision, 'outcome' | 'ground' | 'note' | 'office' | 'decidedBy' | 'proposedAt'> & { bySilence?: true },
): Promise<void> {
  const at = { now: item.proposedAt }
  const gone = await tx.query<{ row: string }>(
    `delete from casework.decision where case_id = $1 and made_at is null returning ${SAID_ROWS.decision.row} as row`,
    [caseId],
  )
  await vouchRows(
    tx,
    caseId,
    gone.rows.map(({ row }) => ({ row, digest: null })),
    at,
  )
  const { rows } = await tx.query<VouchedRow>(
    `insert into casework.decision (case_id, number, outcome, ground, note, office, decided_by, proposed_at, by_silence)
     select $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6, $7, $8 from casework.decision where case_id = $1 ${returningRow(SAID_ROWS.decision)}`,
    [
      caseId,
      item.outcome,
      item.ground,
      item.note,
      item.office,
      item.decidedBy,
      item.proposedAt,
      item.bySilence ?? false,
    ],
  )
  await vouchRows(tx, caseId, rows, at)
}

/** Notes who signed what is proposed, and in which role. */
export async function signDecision(
  tx: Tx,
  caseId: string,
  signed: { by: string; as: string; now: string },
): Promise<void> {
  const { rows } = await tx.query<VouchedRow>(
    `update casework.decision set signed_by = $2, signed_as = $3 where case_id = $1 and made_at is null ${returningRow(SAID_ROWS.decision)}`,
    [caseId, signed.by, signed.as],
  )
  await vouchRows(tx, caseId, rows, { now: signed.now })
}

/** What proposals each outcome is made of: who grants, grants also what in the end is given in part. */
const proposalsFor = (outcome: Outcome): readonly Outcome[] =>
  outcome === 'granted-in-part' ? ['granted', outcome] : [outcome]

/**
 * Makes a decision: what was proposed, when it is of this outcome; else a decision without a person, by a rule or a term.
 * @param one office and person of a decision that nobody proposed
 */
export async function makeDecision(
  tx: Tx,
  caseId: string,
  item: Pick<Decision, 'outcome' | 'ground' | 'office' | 'decidedBy'> & { now: string },
): Promise<void> {
  const at = { now: item.now }
  const done = await tx.query<VouchedRow>(
    `update casework.decision set made_at = $3, outcome = $2 where case_id = $1 and made_at is null and outcome = any($4) ${returningRow(SAID_ROWS.decision)}`,
    [caseId, item.outcome, item.now, proposalsFor(item.outcome)],
  )
  await vouchRows(tx, caseId, done.rows, at)
  if (done.rows.length > 0) return
  const { rows } = await tx.query<VouchedRow>(
    `insert into casework.decision (case_id, number, outcome, ground, office, decided_by, proposed_at, made_at)
     select $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6, $6 from casework.decision where case_id = $1 ${returningRow(SAID_ROWS.decision)}`,
    [caseId, item.outcome, item.ground, item.office, item.decidedBy, item.now],
  )
  await vouchRows(tx, caseId, rows, at)
}

/** Notes that the person knows of what was decided so far: the first time counts. @returns how many decisions were new to them */
export async function serveDecisions(
  tx: Tx,
  caseId: string,
  served: { at: string; how: string; by: string | null },
): Promise<number> {
  const { rows } = await tx.query<VouchedRow>(
    `update casework.decision set served_at = $2, served_how = $3, served_by = $4
     where case_id = $1 and made_at is not null and served_at is null ${returningRow(SAID_ROWS.decision)}`,
    [caseId, served.at, served.how, served.by],
  )
  await vouchRows(tx, caseId, rows, { now: served.at })
  return rows.length
}
