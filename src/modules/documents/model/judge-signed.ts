import { createHash } from 'node:crypto'
import type { FileStore } from '../../../platform/files/index.ts'
import { verifyPdf, type PdfCheck, type Trust } from '../../../platform/sign/index.ts'

/**
 * A check of a signature costs about 45 ms of processor and anybody may ask, so its answer is kept for a while: of the
 * same bytes it is the same.
 */
const KEPT = { most: 1_000, milliseconds: 600_000 }

/** What the stored file of a document is now, and what its signature says where an authority is known. */
export interface StoredFileCheck {
  /** `whole`: the bytes that were issued; `altered`: others; `missing`: there is no such file. */
  file: 'whole' | 'altered' | 'missing'
  check?: PdfCheck
}

/**
 * Judges documents of the file store. The bytes are read and hashed each time somebody asks: a file that was altered a
 * moment ago is not called genuine.
 * @param trust the authority's root and present list; absent where no authority is known
 */
export function judgeSigned(
  files: Pick<FileStore, 'bytes'>,
  trust?: () => Promise<Omit<Trust, 'now'>>,
): (sha256: string, now: string) => Promise<StoredFileCheck> {
  const kept = new Map<string, { at: number; check: Promise<PdfCheck> }>()
  const judge = (bytes: Uint8Array, sha256: string, now: string): Promise<PdfCheck> => {
    const [at, before] = [Date.parse(now), kept.get(sha256)]
    if (before && Math.abs(at - before.at) < KEPT.milliseconds) return before.check
    kept.delete(sha256)
    if (kept.size >= KEPT.most) kept.delete(kept.keys().next().value!)
    const check = trust!().then((given) => verifyPdf(bytes, { ...given, now }))
    kept.set(sha256, { at, check })
    // what was no good is looked at again: a list may be renewed
    check
      .then(
        (item) => item.valid,
        () => false,
      )
      .then((good) => {
        if (!good) kept.delete(sha256)
      })
    return check
  }
  return async (sha256, now) => {
    let bytes: Uint8Array
    try {
      bytes = await files.bytes(sha256)
    } catch (error) {
      return { file: (error as { code?: string }).code === 'ENOENT' ? 'missing' : 'altered' }
    }
    // the store says so too; whoever vouches for a document trusts no other's word
    if (createHash('sha256').update(bytes).digest('hex') !== sha256) return { file: 'altered' }
    return { file: 'whole', ...(trust ? { check: await judge(bytes, sha256, now) } : {}) }
  }
}
