import type { Country } from './country.ts'

declare module '../use-case/use-case.ts' {
  interface World {
    /** The country as its pack describes it: legal time, offices, amounts, numbers. */
    country: Country
  }
}
export type {}
