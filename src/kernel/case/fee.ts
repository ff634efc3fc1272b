import { toMajor, type Currency } from '../money/index.ts'

/** A fee in whole minor units, with what it is made of; `text` is a key of the service's texts. */
export interface Fee {
  amount: number
  lines: { text: string; amount: number }[]
}

/**
 * Reads what the fee decision of a service answered: `{amount, lines: [{text, amount}]}` in the units of the rule.
 * @param decided the answer of the decision
 * @param toMinor whole minor units of an amount of the country's money
 * @returns the fee in whole minor units, or what is wrong with the answer
 */
export function readFee(
  decided: unknown,
  toMinor: (major: number) => number,
): { fee: Fee; problem?: string } | { fee?: undefined; problem: string } {
  const said = (typeof decided === 'object' && decided !== null ? decided : {}) as { amount?: unknown; lines?: unknown }
  if (typeof said.amount !== 'number' || !Number.isFinite(said.amount)) return { problem: 'gives no amount' }
  if (said.amount < 0) return { problem: `gives a negative amount, ${said.amount}` }
  const lines: Fee['lines'] = []
  for (const line of Array.isArray(said.lines) ? said.lines : []) {
    const { text, amount } = (line ?? {}) as { text?: unknown; amount?: unknown }
    if (typeof text !== 'string' || typeof amount !== 'number' || !Number.isFinite(amount))
      return { problem: 'has a line without a text or an amount' }
    lines.push({ text, amount: toMinor(amount) })
  }
  const fee = { amount: toMinor(said.amount), lines }
  const sum = lines.reduce((total, line) => total + line.amount, 0)
  return lines.length > 0 && sum !== fee.amount
    ? { fee, problem: `has lines that do not add up to ${said.amount}` }
    : { fee }
}

/** The fee as rules, process and texts see it: in the units of the rule, rounded as it is stored. */
export const feeVariable = (
  fee: Fee,
  currency: Currency,
): { amount: number; lines: { text: string; amount: number }[] } => ({
  amount: toMajor(fee.amount, currency),
  lines: fee.lines.map(({ text, amount }) => ({ text, amount: toMajor(amount, currency) })),
})

/** The result of a payment, as the process sees it: money that came, or a fee of nothing that needs none. */
export const paidResult = (
  amount: number,
  reference: string | null,
  currency: Currency,
): { outcome: 'paid'; amount: number; reference: string | null } => ({
  outcome: 'paid',
  amount: toMajor(amount, currency),
  reference,
})
