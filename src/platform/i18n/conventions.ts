import type { Currency } from '../../kernel/money/index.ts'
import type { Languages } from './languages.ts'
import type { Localized } from './localized.ts'

/** The country's money, and what each language calls it. */
export interface CountryCurrency extends Currency {
  /** Absent: the code is shown. */
  readonly name?: Localized | undefined
  /** Where the unit stands. */
  readonly position: 'before' | 'after'
}

/** How a country writes and counts: what its pack says, for whoever speaks. */
export interface Conventions {
  readonly languages: Languages
  readonly timeZone: string
  readonly currency: CountryCurrency
}
