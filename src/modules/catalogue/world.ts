import type { Services } from './store/compiled-services.ts'
import type { PublishedServices } from './store/published-services.ts'

declare module '../../platform/use-case/use-case.ts' {
  interface World {
    services: Services
    /** What is public of services, for pages: nothing of a person, no transaction. */
    published: PublishedServices
  }
}
export type {}
