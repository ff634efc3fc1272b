import type { PdfCheck } from '../../platform/sign/index.ts'

declare module '../../platform/use-case/use-case.ts' {
  interface World {
    /** Judges the signature of a stored document; absent where no authority is known. */
    judgeSigned?: (sha256: string, now: string) => Promise<PdfCheck | undefined>
  }
}
export type {}
