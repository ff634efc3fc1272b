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

  /** Whether it has no least value: `< 10`. An end that is null because its value is not known opens nothing. */
  get opensBelow(): boolean {
    return this.operator === '<' || this.operator === '<='
  }

  /** Whether it has no greatest value: `>= 10`. */
  get opensAbove(): boolean {
    return this.operator === '>' || this.operator === '>='
  }
}
