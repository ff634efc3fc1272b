import type { Country } from '../../platform/country/index.ts'

declare module '../../platform/use-case/use-case.ts' {
  interface World {
    country: Country
  }
}
export type {}
