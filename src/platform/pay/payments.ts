import { digestSql, instantSql, vouch } from '../audit/index.ts'
import type { Tx } from '../database/index.ts'
import type { Payment, Transaction } from './payment.ts'

/** A payment with what it is for. */
export interface StoredPayment extends Payment {
  caseId: string
  reason: string
  purpose: string
  tells: string
  context: unknown
  /** RFC 3339: when it was asked for. */
  madeAt: string
}

const PAYMENT =
  'id, case_id as "caseId", reason, amount, purpose, state, spent, refund_asked_at as "refundAskedAt", expires_at as "expiresAt", tells, context, made_at as "madeAt"'
const TRANSACTION =
  'id, payment, number, amount, state, provider_time as "providerTime", create_time as "createTime", perform_time as "performTime", cancel_time as "cancelTime", reason'

/** How a payment stands, as its history says it: an amount, a state or a receipt that is changed past the product is found. */
export const PAYMENT_DIGEST = digestSql(
  'case_id',
  'reason',
  'amount',
  'purpose',
  'state',
  'spent',
  'tells',
  'context',
  'cash_receipt',
  ...['refund_asked_at', 'expires_at', 'made_at'].map(instantSql),
)
/** End of a statement that writes payments, for `vouchPayments`. */
export const RETURNING = `returning id, ${PAYMENT_DIGEST} as digest`

/** Writes into the history of each payment how it stands now; a case may go into an archive, what was paid stays. */
export async function vouchPayments(
  tx: Tx,
  written: readonly { id: string; digest: string }[],
  now: string,
): Promise<void> {
  for (const { id, digest } of written) await vouch(tx, id, 'payment', digest, { now })
}

export type StoredTransaction = Transaction & { number: string }
type Row = Record<string, any>

// int8 comes as text; sums and milliseconds stay far below 2^53
const asPayment = (row: Row): StoredPayment => ({ ...row, amount: Number(row['amount']) }) as StoredPayment
const asTransaction = (row: Row): StoredTransaction =>
  ({
    ...row,
    ...Object.fromEntries(
      ['amount', 'providerTime', 'createTime', 'performTime', 'cancelTime'].map((name) => [name, Number(row[name])]),
    ),
  }) as StoredTransaction

const isId = (id: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)

/** Reads and locks a payment: calls about one payment happen one after another. */
export async function lockPayment(tx: Tx, id: string): Promise<StoredPayment | undefined> {
  if (!isId(id)) return undefined
  const found = await tx.query<Row>(`select ${PAYMENT} from pay.payment where id = $1 for update`, [id])
  return found.rows[0] && asPayment(found.rows[0])
}

export async function findPayment(tx: Tx, id: string): Promise<StoredPayment | undefined> {
  if (!isId(id)) return undefined
  const found = await tx.query<Row>(`select ${PAYMENT} from pay.payment where id = $1`, [id])
  return found.rows[0] && asPayment(found.rows[0])
}

/** Payments of a case, oldest first. */
export async function paymentsOfCase(tx: Tx, caseId: string): Promise<StoredPayment[]> {
  return (
    await tx.query<Row>(`select ${PAYMENT} from pay.payment where case_id = $1 order by made_at, id`, [caseId])
  ).rows.map(asPayment)
}

export async function findTransaction(tx: Tx, id: string): Promise<StoredTransaction | undefined> {
  const found = await tx.query<Row>(`select ${TRANSACTION} from pay.transaction where id = $1`, [id])
  return found.rows[0] && asTransaction(found.rows[0])
}

/** A transaction of the payment, other than the named one, that is created or performed. */
export async function findOtherTransaction(
  tx: Tx,
  payment: string,
  id: string,
): Promise<StoredTransaction | undefined> {
  const found = await tx.query<Row>(
    `select ${TRANSACTION} from pay.transaction where payment = $1 and id <> $2 and state > 0 order by number desc limit 1`,
    [payment, id],
  )
  return found.rows[0] && asTransaction(found.rows[0])
}

/** The performed transaction of a payment, for a refund. */
export async function findPerformed(tx: Tx, payment: string): Promise<StoredTransaction | undefined> {
  const found = await tx.query<Row>(`select ${TRANSACTION} from pay.transaction where payment = $1 and state = 2`, [
    payment,
  ])
  return found.rows[0] && asTransaction(found.rows[0])
}

/** Transactions by the provider's time, both ends included, oldest first. */
export async function transactionsBetween(tx: Tx, from: number, to: number): Promise<StoredTransaction[]> {
  return (
    await tx.query<Row>(
      `select ${TRANSACTION} from pay.transaction where provider_time between $1 and $2 order by provider_time, number`,
      [from, to],
    )
  ).rows.map(asTransaction)
}

export async function savePayment(tx: Tx, payment: Payment, now: string): Promise<void> {
  const saved = await tx.query<{ id: string; digest: string }>(
    `update pay.payment set state = $2, spent = $3, refund_asked_at = $4, changed_at = $5 where id = $1 ${RETURNING}`,
    [payment.id, payment.state, payment.spent, payment.refundAskedAt, now],
  )
  await vouchPayments(tx, saved.rows, now)
}

/** Writes a transaction as it stands. @returns its number here */
export async function saveTransaction(tx: Tx, transaction: Transaction): Promise<string> {
  const saved = await tx.query<{ number: string }>(
    `insert into pay.transaction (id, payment, amount, state, provider_time, create_time, perform_time, cancel_time, reason) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (id) do update set state = excluded.state, perform_time = excluded.perform_time, cancel_time = excluded.cancel_time, reason = excluded.reason returning number`,
    [
      transaction.id,
      transaction.payment,
      transaction.amount,
      transaction.state,
      transaction.providerTime,
      transaction.createTime,
      transaction.performTime,
      transaction.cancelTime,
      transaction.reason,
    ],
  )
  return saved.rows[0]!.number
}

/** What of a case can be paid until one instant, to the second, can be paid until another. */
export async function moveExpiry(
  tx: Tx,
  caseId: string,
  { from, to, now }: { from: string; to: string; now: string },
): Promise<void> {
  const moved = await tx.query<{ id: string; digest: string }>(
    `update pay.payment set expires_at = $3 where case_id = $1 and state in ('created', 'pending')
       and abs(extract(epoch from expires_at - $2::timestamptz)) < 1 ${RETURNING}`,
    [caseId, from, to],
  )
  await vouchPayments(tx, moved.rows, now)
}

/**
 * Takes a cash receipt for a payment. @returns false when another payment has it; whoever takes it at the same moment
 * waits, and is told so too
 */
export async function takeReceipt(tx: Tx, payment: string, receipt: string, now: string): Promise<boolean> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('pay.receipt ' || $1, 0))", [receipt])
  const taken = await tx.query<{ id: string; digest: string }>(
    `update pay.payment set cash_receipt = $2 where id = $1 and not exists (select from pay.payment where cash_receipt = $2 and id <> $1) ${RETURNING}`,
    [payment, receipt],
  )
  await vouchPayments(tx, taken.rows, now)
  return taken.rowCount === 1
}
