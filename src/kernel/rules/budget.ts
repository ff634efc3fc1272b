import { FeelError } from './feel-error.ts'
import { VALUES_AT_MOST } from './limits.ts'

/**
 * How many values inside one another a walk may visit.
 * A list that holds the same list twice, forty times over, is small in memory and has a million million elements to
 * walk through.
 */
export class Budget {
  private left = VALUES_AT_MOST

  /** @throws FeelError when it is used up */
  spend(): void {
    if (--this.left < 0)
      throw new FeelError(
        'list-too-long',
        `a value with more than ${VALUES_AT_MOST} values inside is not walked through`,
      )
  }
}
