import type { HeadingWords } from '../../kernel/act/index.ts'

declare module '../../platform/use-case/use-case.ts' {
  interface World {
    /**
     * What acts are read and written with: headings of all languages, the country's code, whether a folded word may turn
     * the meaning of a sentence round, and which other bodies decide appeals where a body has nobody for it, in order.
     */
    acts: {
      headings: readonly HeadingWords[]
      country: string
      /** The local day of an instant: an act is dated by it. */
      localDate(instant: string): string
      negates(folded: string): boolean
      appealsTo(body: string): string[]
    }
  }
}
export type {}
