import type { PdfCheck } from '../../platform/sign/index.ts'
import type { ReceiptContent } from './model/render-receipt.ts'

declare module '../../platform/use-case/use-case.ts' {
  interface World {
    /** The receipt of an application as a PDF. @throws DocumentProblem when it can't be set */
    drawReceipt(content: ReceiptContent): Promise<Uint8Array>
    /** Judges the signature of a stored document; absent where no authority is known. */
    judgeSigned: ((sha256: string, now: string) => Promise<PdfCheck | undefined>) | undefined
  }
}
export type {}
