import type { Country } from '../../platform/country/index.ts'
import type { Services } from './store/compiled-services.ts'

declare module '../../platform/use-case/use-case.ts' {
  interface World {
    country: Country
    services: Services
  }
}
export type {}
