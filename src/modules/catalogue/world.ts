import type { LinkedDocument } from '../../kernel/linked-data/index.ts'
import type { Passport } from './model/passport.ts'
import type { Services } from './store/compiled-services.ts'
import type { PublishedServices } from './store/published-services.ts'

declare module '../../platform/use-case/use-case.ts' {
  interface World {
    services: Services
    /** What is public of services, for pages: nothing of a person, no transaction. */
    published: PublishedServices
    /** Passports as linked data by CPSV-AP, alone or with the data set that they are part of. */
    linkedPassports: (passports: readonly Passport[], whole: boolean) => LinkedDocument
  }
}
export type {}
