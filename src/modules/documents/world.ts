import type { ResultParts } from './model/effects.ts'
import type { StoredFileCheck } from './model/judge-signed.ts'
import type { ReceiptContent } from './model/render-receipt.ts'
import type { Sample, SampleContent } from './model/render-sample.ts'
import type { Renderer } from './model/renderer.ts'

declare module '../../platform/use-case/use-case.ts' {
  interface World {
    /** The receipt of an application as a PDF. @throws DocumentProblem when it can't be set */
    drawReceipt(content: ReceiptContent): Promise<Uint8Array>
    /** A result that nobody was given, marked as a sample all over. @param at RFC 3339 */
    drawSample(content: SampleContent, at: string): Promise<Sample>
    /** Judges the stored file of a document; absent where only records are asked. */
    judgeSigned: ((sha256: string, now: string) => Promise<StoredFileCheck>) | undefined
    /** Sets documents; its thread starts at the first of them: most web servers never draw one. */
    drawing: Renderer
    /** What the document of a case says, and who signs it: from the room that knows cases. */
    contentOfResult: Pick<ResultParts, 'describe' | 'signatory' | 'unpaid'>
  }
}
export type {}
