import { z } from 'zod'

/**
 * Rules for check digits by name, with their figures. `weighted-sum`: the last digit is the sum of the others times the
 * weights, by the modulus. `luhn`: ISO/IEC 7812-1, annex B. `mod-97-10`: ISO/IEC 7064, the whole number leaves 1.
 */
export const CheckRule = z.discriminatedUnion('rule', [
  z.strictObject({
    rule: z.literal('weighted-sum'),
    weights: z.array(z.int()).min(1),
    modulus: z.int().min(2).max(11),
    /** What is taken from the modulus is the digit, not the rest itself. */
    complement: z.boolean().default(false),
  }),
  z.strictObject({ rule: z.literal('luhn') }),
  z.strictObject({ rule: z.literal('mod-97-10') }),
])
export type CheckRule = z.output<typeof CheckRule>

/** Whether a number of digits alone, already of its pattern, keeps a rule. */
export function keepsRule(rule: CheckRule, digits: string): boolean {
  switch (rule.rule) {
    case 'weighted-sum': {
      if (digits.length !== rule.weights.length + 1) return false
      const rest = rule.weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % rule.modulus
      return (rule.complement ? (rule.modulus - rest) % rule.modulus : rest) === Number(digits.at(-1))
    }
    case 'luhn': {
      const sum = [...digits].reverse().reduce((total, digit, at) => {
        const value = at % 2 === 0 ? Number(digit) : 2 * Number(digit)
        return total + (value > 9 ? value - 9 : value)
      }, 0)
      return sum % 10 === 0
    }
    case 'mod-97-10':
      return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1
  }
}
