import './world.ts'
import { getResultFile } from './use/get-result-file.ts'
import { listResults } from './use/list-results.ts'

export { getResultFile, listResults }
export { documentsRights } from './rights.ts'
export { checkResult, type CheckedResult } from './use/check-result.ts'
export { isPdf, judgeSignedPdf, saidOf } from './model/judge-file.ts'
export { prepareEffect, signEffect, type ResultParts } from './model/effects.ts'
export type { Preparation } from './model/prepare-result.ts'
export { OVERTURNED, SUPERSEDED, withdrawResult, type Withdrawal } from './model/withdraw-result.ts'
export { draftFile, resultFile, type ResultFile } from './model/result-file.ts'
export { renderer, DocumentProblem, type Renderer, type RendererOptions } from './model/renderer.ts'
export { renderReceipt, type ReceiptContent } from './model/render-receipt.ts'
export { runsOf } from './model/document-data.ts'
export type { DocumentData, DocumentVoice, Signatory } from './model/document-data.ts'
export {
  draftOutcomes,
  draftsOfCases,
  RESULT_DIGEST,
  resultsOfCase,
  type Result,
  type ResultStatus,
} from './store/results.ts'
export type { Fact, Holder, Paragraph, ResultContent } from './model/result-content.ts'
export { documentsModule } from './module.ts'
