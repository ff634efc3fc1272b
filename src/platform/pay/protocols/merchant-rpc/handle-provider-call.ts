import { createHash, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Tx } from '../../../database/index.ts'
import { answerCall, type ProviderCall } from './answer-call.ts'
import {
  findOtherTransaction,
  findTransaction,
  lockPayment,
  savePayment,
  saveTransaction,
  transactionsBetween,
  type StoredTransaction,
} from '../../payments.ts'
import { tell } from '../../tell.ts'
import { PROVIDER_ERRORS, type ProviderErrorName, type SaidError } from './provider-errors.ts'

const Id = z.string().min(1).max(100)
const Amount = z.number()
const Account = z.object({ payment: z.string().max(100) })
const PARAMETERS = {
  CheckPerformTransaction: z.object({ amount: Amount, account: Account }),
  CreateTransaction: z.object({ id: Id, time: z.int().min(0), amount: Amount, account: Account }),
  PerformTransaction: z.object({ id: Id }),
  CancelTransaction: z.object({ id: Id, reason: z.int().min(-32768).max(32767).nullish() }),
  CheckTransaction: z.object({ id: Id }),
  GetStatement: z.object({ from: z.int(), to: z.int() }),
}
type Method = keyof typeof PARAMETERS

/** A JSON-RPC 2.0 answer; its HTTP status is always 200. */
export type RpcAnswer = { jsonrpc: '2.0'; id: unknown } & (
  | { result: unknown }
  | { error: { code: number; message: object; data?: string } }
)

export interface ProviderAccess {
  /** The key agreed with the provider. */
  key: string
  /** Name under which the provider calls: the pack says it. */
  login: string
}

/**
 * Answers one call of the payment provider (JSON-RPC over HTTP with Basic authorization), in the caller's transaction.
 * Each change of a payment is told to the job it was requested with, in the same transaction.
 * @param rpc the parsed body, or undefined when it was no JSON
 * @param authorization the header of that name
 * @param say what an error is called in the languages of the country
 */
export async function handleProviderCall(
  tx: Tx,
  rpc: unknown,
  authorization: string | undefined,
  access: ProviderAccess,
  say: SaidError,
  now: string,
): Promise<RpcAnswer> {
  const id = (rpc as { id?: unknown } | null | undefined)?.id ?? null
  const refuse = (name: ProviderErrorName, data?: string): RpcAnswer => ({
    jsonrpc: '2.0',
    id,
    error: { code: PROVIDER_ERRORS[name], message: say(name), ...(data ? { data } : {}) },
  })
  if (!mayCall(authorization, access)) return refuse('access')
  if (rpc === undefined) return refuse('parse')
  const request = z.object({ method: z.string(), params: z.unknown() }).safeParse(rpc)
  if (!request.success) return refuse('request')
  if (!Object.hasOwn(PARAMETERS, request.data.method)) return refuse('method', request.data.method.slice(0, 100))
  const method = request.data.method as Method
  const given = PARAMETERS[method].safeParse(request.data.params)
  if (!given.success) {
    const field = String(given.error.issues[0]!.path[0] ?? 'params')
    // an account without its field is a wrong account to the provider, not a broken request
    return field === 'account' ? refuse('account', 'payment') : refuse('request', field)
  }
  if (method === 'GetStatement') {
    const { from, to } = given.data as z.output<typeof PARAMETERS.GetStatement>
    return {
      jsonrpc: '2.0',
      id,
      result: { transactions: (await transactionsBetween(tx, from, to)).map(statementLine) },
    }
  }
  const parameters = given.data as { id?: string; account?: { payment: string }; reason?: number | null }
  const call = {
    ...parameters,
    ...(method === 'CancelTransaction' ? { reason: parameters.reason ?? null } : {}),
    method,
  } as ProviderCall
  const answered = await onePayment(tx, call, parameters, now)
  return 'error' in answered
    ? refuse(answered.error, answered.error === 'account' ? 'payment' : undefined)
    : { jsonrpc: '2.0', id, result: answered.result }
}

async function onePayment(
  tx: Tx,
  call: ProviderCall,
  parameters: { id?: string; account?: { payment: string } },
  now: string,
): Promise<{ result: unknown } | { error: ProviderErrorName }> {
  const named = parameters.id === undefined ? undefined : await findTransaction(tx, parameters.id)
  const payment = await lockPayment(tx, parameters.account?.payment ?? named?.payment ?? '')
  // read again under the lock: a twin of this call may have come first
  const transaction = parameters.id === undefined ? undefined : await findTransaction(tx, parameters.id)
  const other = payment && (await findOtherTransaction(tx, payment.id, parameters.id ?? ''))
  const answered = answerCall(call, { payment, transaction, other }, Date.parse(now))
  if (
    answered.transaction &&
    other &&
    answered.transaction.id !== other.id &&
    other.state === 1 &&
    answered.transaction.state === 1
  )
    await endTimedOut(tx, other, now)
  const number =
    answered.transaction && answered.transaction !== transaction
      ? await saveTransaction(tx, answered.transaction)
      : transaction?.number
  if (payment && answered.payment) await savePayment(tx, answered.payment, now)
  if (payment && answered.payment && answered.payment.state !== payment.state)
    await tell(tx, { ...payment, ...answered.payment }, answered.transaction?.id, now)
  if (answered.error) return { error: answered.error }
  return {
    result: answered.allow
      ? { allow: true }
      : resultOf(call.method, answered.transaction as StoredTransaction, number!),
  }
}

/** A new transaction was let in because the one before had run out of time. */
async function endTimedOut(tx: Tx, other: StoredTransaction, now: string): Promise<void> {
  await saveTransaction(tx, { ...other, state: -1, cancelTime: Date.parse(now), reason: 4 })
}

function resultOf(
  method: ProviderCall['method'],
  { state, createTime, performTime, cancelTime, reason }: StoredTransaction,
  transaction: string,
): unknown {
  switch (method) {
    case 'CreateTransaction':
      return { create_time: createTime, transaction, state }
    case 'PerformTransaction':
      return { transaction, perform_time: performTime, state }
    case 'CancelTransaction':
      return { transaction, cancel_time: cancelTime, state }
    default:
      return { create_time: createTime, perform_time: performTime, cancel_time: cancelTime, transaction, state, reason }
  }
}

const statementLine = (storedTransaction: StoredTransaction) => ({
  id: storedTransaction.id,
  time: storedTransaction.providerTime,
  amount: storedTransaction.amount,
  account: { payment: storedTransaction.payment },
  create_time: storedTransaction.createTime,
  perform_time: storedTransaction.performTime,
  cancel_time: storedTransaction.cancelTime,
  transaction: storedTransaction.number,
  state: storedTransaction.state,
  reason: storedTransaction.reason,
})

/** Basic authorization, compared in constant time. */
function mayCall(authorization: string | undefined, { key, login }: ProviderAccess): boolean {
  const given = /^basic\s+(\S+)$/i.exec(authorization ?? '')?.[1]
  if (!given || key === '') return false
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(Buffer.from(given, 'base64').toString('utf8')), digest(`${login}:${key}`))
}
