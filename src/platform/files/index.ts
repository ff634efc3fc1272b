import './world.ts'
export { answerFilePost, type FilesInMemory } from './answer-file-post.ts'
export { openFiles, type FileStore, type StagedFile, type StoredFile } from './file-store.ts'
export { receiveUpload, tooLarge, type ReceivedFile, type ReceivedForm, type UploadLimits } from './receive-upload.ts'
export type { FileInMemory } from './receive-in-memory.ts'
export { sendBytes, sendFile, type SentFile } from './send-file.ts'
export { missingFiles } from './check-files.ts'
export { cleanFileName } from './clean-file-name.ts'
export { notAccepted } from './check-content.ts'
export { judgeFile, judgeName, type FileRules } from './judge-file.ts'
export { openUnfinished, type Piece, type UnfinishedFiles } from './unfinished-files.ts'
export {
  beginUpload,
  endUpload,
  findUpload,
  removeUpload,
  setReceived,
  unfinishedUploads,
  MOST_UNFINISHED,
  UNFINISHED_BYTES,
  type Upload,
  type UploadOutcome,
} from './uploads.ts'
export { receivePiece, takePiece, type PieceResult } from './receive-piece.ts'
export { bytesOf, checkPieceType, checkTus, metadataOf, tusHeaders } from './tus.ts'
export { forgetUploads } from './forget-uploads.ts'
export { holdBytes, sweepFolder, type FileHolder } from './sweep-store.ts'
export { guardZip } from './guard-zip.ts'
export { refusal as fileRefusal } from './refusals.ts'
export { scanByClamd, type Scan } from './scan-by-clamd.ts'
export { ALL_KINDS, endingsOf, FILE_KINDS, type FileKind } from './file-kinds.ts'
export { KEPT_MILLISECONDS as UPLOAD_KEPT_MILLISECONDS } from './uploads.ts'
export { filesModule } from './module.ts'
