import type { Services } from './store/compiled-services.ts'

declare module '../../platform/use-case/use-case.ts' {
  interface World {
    services: Services
  }
}
export type {}
