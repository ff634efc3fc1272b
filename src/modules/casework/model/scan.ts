import type { FileKind } from '../../../platform/files/index.ts'

/** Under which a scan stands among the files of a case: no field of a form is called so. */
export const SCAN = 'paper-scan'

/** What a scanner or the camera of a telephone makes. */
export const SCAN_KINDS: readonly FileKind[] = ['pdf', 'jpeg', 'png']
