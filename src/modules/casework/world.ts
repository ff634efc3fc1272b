import type { Country } from '../../platform/country/index.ts'
import type { FileStore, Scan, UnfinishedFiles } from '../../platform/files/index.ts'
import type { PaymentProvider } from '../../platform/pay/index.ts'

/** The country as its pack describes it: legal time, offices, amounts, numbers. */
export type CaseCountry = Country

declare module '../../platform/use-case/use-case.ts' {
  interface World {
    country: Country
    payments: PaymentProvider
    files: FileStore
    /** Bytes of one file that people send, at most. */
    uploadBytes: number
    /** Files on their way in pieces. */
    unfinished: UnfinishedFiles
    /** The virus scanner, where one is configured. */
    scan: Scan | undefined
    /** Demonstration only: SHA-256 and size of the sample that stands in for the files of the services' examples. */
    sampleFile: { sha256: string; size: number } | undefined
  }
}
export type {}
