import { compareValues, equalValues } from './compare.ts'

/** How a unary test made the range; `(< 10)` is no `(null..10)` (DMN 1.5, 10.3.2.7). */
export type RangeOperator = '<' | '<=' | '>' | '>=' | '=' | '!='

/** FEEL's range. An end that is null is open only when an operator says so. */
export class FeelRange {
  readonly start: unknown
  readonly end: unknown
  readonly startIncluded: boolean
  readonly endIncluded: boolean
  readonly operator: RangeOperator | undefined
  constructor(start: unknown, end: unknown, startIncluded: boolean, endIncluded: boolean, operator?: RangeOperator) {
    this.start = start
    this.end = end
    this.startIncluded = startIncluded
    this.endIncluded = endIncluded
    this.operator = operator
  }

  static ofOperator(operator: RangeOperator, value: unknown): FeelRange {
    switch (operator) {
      case '<':
        return new FeelRange(null, value, false, false, operator)
      case '<=':
        return new FeelRange(null, value, false, true, operator)
      case '>':
        return new FeelRange(value, null, false, false, operator)
      case '>=':
        return new FeelRange(value, null, true, false, operator)
      case '=':
      case '!=':
        return new FeelRange(value, value, true, true, operator)
    }
  }

  /**
   * @returns null when the value can't be compared with an end, and the other end does not rule it out (DMN 1.5, table
   * 55)
   */
  contains(value: unknown): boolean | null {
    if (this.operator === '=') return equalValues(value, this.start)
    if (this.operator === '!=') {
      const same = equalValues(value, this.start)
      return same === null ? null : !same
    }
    const low =
      this.operator && this.start === null ? true : within(compareValues(this.start, value), this.startIncluded)
    const high = this.operator && this.end === null ? true : within(compareValues(value, this.end), this.endIncluded)
    // as `start <= value and value <= end`: one end that is passed decides, whatever the other is
    return low === false || high === false ? false : low === null || high === null ? null : true
  }
}

const within = (order: number | null, included: boolean): boolean | null =>
  order === null ? null : order < 0 || (included && order === 0)
