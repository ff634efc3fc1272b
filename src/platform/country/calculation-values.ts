import { z } from 'zod'
import { Provenance } from './named.ts'

/** `calculation-values.yaml`: amounts in major units by which fees and benefits are counted. */
export const CalculationValuesFile = z.strictObject({
  /** Which amount is the base of fees, and from which day. */
  feeBase: z.array(z.strictObject({ kind: z.string(), from: z.iso.date().optional() })).min(1),
  values: z
    .array(
      z.strictObject({
        kind: z.string(),
        from: z.iso.date(),
        amount: z.int().positive(),
        act: z.string().optional(),
        note: z.string().optional(),
        provenance: Provenance,
      }),
    )
    .min(1),
  provenance: Provenance.optional(),
})
export type CalculationValues = z.output<typeof CalculationValuesFile>

/**
 * The amounts in force on a day, by kind. Those that are or were the base of fees all hold the base of that day: a fee
 * written as a share of one is a share of the other, once the law has put it in its place.
 */
export function valuesOn(data: CalculationValues, date: string): Record<string, number> {
  const latest: Record<string, { from: string; amount: number }> = {}
  for (const value of data.values) {
    const kept = latest[value.kind]
    if (value.from <= date && (!kept || kept.from <= value.from)) latest[value.kind] = value
  }
  const inForce = Object.fromEntries(Object.entries(latest).map(([kind, { amount }]) => [kind, amount]))
  const base = data.feeBase.filter((candidate) => (candidate.from ?? '') <= date).at(-1)
  const amount = base && inForce[base.kind]
  if (amount !== undefined) for (const { kind } of data.feeBase) inForce[kind] = amount
  return inForce
}
