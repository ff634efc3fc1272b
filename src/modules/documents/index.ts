import type { AnyUseCase } from '../../platform/use-case/index.ts'
import { checkResult } from './use/check-result.ts'
import { getResultFile } from './use/get-result-file.ts'
import { listResults } from './use/list-results.ts'

/** All that can be done in this room. */
export const documentsUseCases: readonly AnyUseCase[] = [checkResult, listResults, getResultFile]

export { getResultFile, listResults }
export { documentsRights } from './rights.ts'
export { checkResult, type CheckedResult } from './use/check-result.ts'
export { judgeSigned } from './model/judge-signed.ts'
export { prepareEffect, signEffect, type ResultParts } from './model/effects.ts'
export { prepareResult, type Preparation } from './model/prepare-result.ts'
export { withdrawResult, refusal, type Withdrawal } from './model/withdraw-result.ts'
export { draftFile, resultFile, type ResultFile } from './model/result-file.ts'
export { renderer, DocumentProblem, type Renderer, type RendererOptions } from './model/renderer.ts'
export { renderReceipt, type ReceiptContent } from './model/render-receipt.ts'
export { KEYWORD, type DocumentData, type DocumentVoice } from './model/document-data.ts'
export { normalizeCode, resultCode } from './model/result-code.ts'
export { findResult, resultsOfCase, type Result, type ResultStatus } from './store/results.ts'
export type { Fact, Holder, ResultContent } from './model/result-content.ts'
