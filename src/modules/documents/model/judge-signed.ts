import type { FileStore } from '../../../platform/files/index.ts'
import { verifyPdf, type PdfCheck, type Trust } from '../../../platform/sign/index.ts'

/**
 * A check costs about 45 ms of processor and anybody may ask, so an answer is kept for a while; a file under its
 * SHA-256 never changes.
 */
const KEPT = { most: 1_000, milliseconds: 600_000 }

/**
 * Judges documents of the file store, by the authority's root and present list.
 * @returns a function that answers undefined when the file is not there
 */
export function judgeSigned(
  files: Pick<FileStore, 'bytes'>,
  trust: () => Promise<Omit<Trust, 'now'>>,
): (sha256: string, now: string) => Promise<PdfCheck | undefined> {
  const kept = new Map<string, { at: number; check: Promise<PdfCheck | undefined> }>()
  const judge = async (sha256: string, now: string) => {
    const bytes = await files.bytes(sha256).catch(() => undefined)
    return bytes && verifyPdf(bytes, { ...(await trust()), now })
  }
  return (sha256, now) => {
    const [at, before] = [Date.parse(now), kept.get(sha256)]
    if (before && Math.abs(at - before.at) < KEPT.milliseconds) return before.check
    kept.delete(sha256)
    if (kept.size >= KEPT.most) kept.delete(kept.keys().next().value!)
    const check = judge(sha256, now)
    kept.set(sha256, { at, check })
    // what was no good is looked at again: a file may come back, a list may be renewed
    check
      .then(
        (item) => item?.valid === true,
        () => false,
      )
      .then((good) => {
        if (!good) kept.delete(sha256)
      })
    return check
  }
}
