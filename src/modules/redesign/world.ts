import type { PaperWay } from '../../kernel/diagnosis/index.ts'

declare module '../../platform/use-case/use-case.ts' {
  interface World {
    /** What the steps of a drafted way on paper are called, by language. */
    paperWords: (language: string) => PaperWay['words']
  }
}
export type {}
