/**
 * What happens to parts of the smallest unit. `half-up` takes a half away from zero, `half-even` to the even neighbour;
 * `up` is away from zero, `down` towards it.
 */
export type Rounding = 'half-up' | 'half-even' | 'up' | 'down'

/** A whole quotient. @throws RangeError when it is not whole and no rounding is given */
export function roundedQuotient(numerator: bigint, denominator: bigint, rounding?: Rounding): bigint {
  const negative = numerator < 0n
  const positive = negative ? -numerator : numerator
  const whole = positive / denominator
  const rest = positive % denominator
  if (rest !== 0n && !rounding) throw new RangeError('the amount has parts of the smallest unit: say how to round')
  const twice = rest * 2n
  const more =
    rest !== 0n &&
    (rounding === 'up' ||
      (rounding === 'half-up' && twice >= denominator) ||
      (rounding === 'half-even' && (twice > denominator || (twice === denominator && whole % 2n === 1n))))
  const result = more ? whole + 1n : whole
  return negative ? -result : result
}
