import type { FileStore } from './file-store.ts'
import type { FileHolder } from './sweep-store.ts'
import type { Scan } from './scan-by-clamd.ts'
import type { UnfinishedFiles } from './unfinished-files.ts'

declare module '../use-case/use-case.ts' {
  interface World {
    files: FileStore
    /** Bytes of one file that people send, at most. */
    uploadBytes: number
    /** Bytes of files that one person may send in a day. */
    uploadedADay: number
    /** Rooms whose data name stored files, asked before bytes go. */
    fileHolders: readonly FileHolder[]
    /** Files on their way in pieces. */
    unfinished: UnfinishedFiles
    /** The virus scanner, where one is configured. */
    scan: Scan | undefined
  }
}
export type {}
