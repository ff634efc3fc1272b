import fc from 'fast-check'
import { expect, it } from 'vitest'
import { answerCall, type ProviderCall } from './answer-call.ts'
import { TRANSACTION_TIMEOUT, type Payment, type Transaction } from '../../payment.ts'

const AMOUNT = 10_000
const START = Date.parse('2026-03-02T10:00:00Z')
const fresh: Payment = { id: 'p', amount: AMOUNT, state: 'created', spent: false, refundAskedAt: null, expiresAt: null }

/** The store as the pure core sees it: keeps what a call answers, closes a transaction that a newer one replaced. */
class Ledger {
  payment: Payment = fresh
  readonly transactions = new Map<string, Transaction>()
  call(call: ProviderCall, now: number) {
    const id = 'id' in call ? call.id : ''
    const other = [...this.transactions.values()].findLast(
      (transaction) => transaction.id !== id && transaction.state > 0,
    )
    const answered = answerCall(call, { payment: this.payment, transaction: this.transactions.get(id), other }, now)
    if (answered.transaction && answered.transaction.state === 1 && other?.state === 1)
      this.transactions.set(other.id, { ...other, state: -1, cancelTime: now, reason: 4 })
    if (answered.payment) this.payment = answered.payment
    if (answered.transaction) this.transactions.set(answered.transaction.id, answered.transaction)
    return answered
  }
}

const id = fc.constantFrom('a', 'b', 'c')
const call: fc.Arbitrary<{ call: ProviderCall; wait: number }> = fc.record({
  call: fc.oneof(
    fc.record({ method: fc.constant('CheckPerformTransaction' as const), amount: fc.constantFrom(AMOUNT, AMOUNT, 1) }),
    fc.record({
      method: fc.constant('CreateTransaction' as const),
      id,
      time: fc.constant(START),
      amount: fc.constantFrom(AMOUNT, AMOUNT, AMOUNT, 1),
    }),
    fc.record({ method: fc.constant('PerformTransaction' as const), id }),
    fc.record({ method: fc.constant('CancelTransaction' as const), id, reason: fc.constantFrom(3, 5) }),
    fc.record({ method: fc.constant('CheckTransaction' as const), id }),
  ),
  wait: fc.constantFrom(0, 0, 1000, TRANSACTION_TIMEOUT / 4),
})

it('takes the money at most once and stays in step with the transactions, whatever the provider calls', () => {
  fc.assert(
    fc.property(fc.array(call, { maxLength: 30 }), (calls) => {
      const ledger = new Ledger()
      let now = START
      for (const { call, wait } of calls) {
        now += wait
        const before = ledger.payment.state
        ledger.call(call, now)
        const all = [...ledger.transactions.values()]
        const performed = all.filter((transaction) => transaction.state === 2)
        expect(performed.length).toBe(ledger.payment.state === 'paid' ? 1 : 0)
        expect(all.filter((transaction) => transaction.state > 0).length).toBeLessThanOrEqual(1)
        if (ledger.payment.state === 'pending') expect(all.some((transaction) => transaction.state === 1)).toBe(true)
        if (ledger.payment.state === 'refunded')
          expect(all.filter((transaction) => transaction.state === -2)).toHaveLength(1)
        if (before === 'refunded') expect(ledger.payment.state).toBe('refunded')
        expect(all.every((transaction) => transaction.amount === AMOUNT)).toBe(true)
      }
    }),
    { numRuns: 500 },
  )
})

it('answers a repeated call the same and changes nothing more', () => {
  fc.assert(
    fc.property(fc.array(call, { maxLength: 15 }), call, (calls, last) => {
      const ledger = new Ledger()
      let now = START
      for (const { call, wait } of calls) {
        now += wait
        ledger.call(call, now)
      }
      const first = ledger.call(last.call, now)
      const [payment, transactions] = [structuredClone(ledger.payment), structuredClone([...ledger.transactions])]
      const second = ledger.call(last.call, now + 1)
      expect(ledger.payment).toEqual(payment)
      expect([...ledger.transactions]).toEqual(transactions)
      expect(second.error).toBe(first.error)
      if (!first.error) expect(second.transaction).toEqual(first.transaction)
    }),
    { numRuns: 500 },
  )
})

it('lets nothing be performed after twelve hours, and the person try again', () => {
  const ledger = new Ledger()
  ledger.call({ method: 'CreateTransaction', id: 'a', time: START, amount: AMOUNT }, START)
  expect(ledger.call({ method: 'PerformTransaction', id: 'a' }, START + TRANSACTION_TIMEOUT)).toMatchObject({
    error: 'impossible',
    transaction: { state: -1, reason: 4 },
  })
  expect(ledger.payment.state).toBe('created')
  const later = START + TRANSACTION_TIMEOUT + 1
  ledger.call({ method: 'CreateTransaction', id: 'b', time: later, amount: AMOUNT }, later)
  expect(ledger.call({ method: 'PerformTransaction', id: 'b' }, later)).toMatchObject({ payment: { state: 'paid' } })
})

it('performs nothing for a payment that we closed meanwhile', () => {
  const ledger = new Ledger()
  ledger.call({ method: 'CreateTransaction', id: 'a', time: START, amount: AMOUNT }, START)
  ledger.payment = { ...ledger.payment, state: 'cancelled' }
  expect(ledger.call({ method: 'PerformTransaction', id: 'a' }, START)).toEqual({ error: 'impossible' })
  expect(ledger.call({ method: 'CancelTransaction', id: 'a', reason: 3 }, START)).toMatchObject({
    payment: { state: 'cancelled' },
    transaction: { state: -1 },
  })
})

it('gives no money back for a service given, unless we asked', () => {
  const ledger = new Ledger()
  ledger.call({ method: 'CreateTransaction', id: 'a', time: START, amount: AMOUNT }, START)
  ledger.call({ method: 'PerformTransaction', id: 'a' }, START)
  ledger.payment = { ...ledger.payment, spent: true }
  expect(ledger.call({ method: 'CancelTransaction', id: 'a', reason: 5 }, START)).toEqual({ error: 'spent' })
  ledger.payment = { ...ledger.payment, refundAskedAt: '2026-03-02T11:00:00Z' }
  expect(ledger.call({ method: 'CancelTransaction', id: 'a', reason: 5 }, START)).toMatchObject({
    payment: { state: 'refunded' },
    transaction: { state: -2, reason: 5 },
  })
})

it('refuses a payment past its time', () => {
  const known = { payment: { ...fresh, expiresAt: '2026-03-02T09:59:59Z' }, transaction: undefined, other: undefined }
  expect(answerCall({ method: 'CheckPerformTransaction', amount: AMOUNT }, known, START)).toEqual({ error: 'closed' })
})
