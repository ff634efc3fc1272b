import { Refusal } from '../use-case/index.ts'
import { checkContent, notAccepted } from './check-content.ts'
import { ALL_KINDS, isOtherPhotograph, kindOfName, type FileKind } from './file-kinds.ts'
import { refusal } from './refusals.ts'
import type { Scan } from './scan-by-clamd.ts'

/** What a file must be, however it came. */
export interface FileRules {
  accept?: readonly FileKind[] | undefined
  scan?: Scan | undefined
}

/**
 * The one place where it is decided whether a file that has arrived is taken. @throws Refusal saying what is wrong with
 * it
 */
export async function judgeFile(
  path: string,
  name: string,
  { accept = ALL_KINDS, scan }: FileRules,
): Promise<FileKind> {
  const kind = await checkContent(path, name, accept)
  await scan?.(path)
  return kind
}

/** What can be told before the bytes are there. @throws Refusal not-accepted, other-photograph, empty */
export function judgeName(name: string, size: number, accept: readonly FileKind[] = ALL_KINDS): void {
  if (isOtherPhotograph(name)) throw new Refusal(refusal['other-photograph'], { parameters: { name } })
  const promised = kindOfName(name)
  if (!promised || !accept.includes(promised)) throw notAccepted(accept)
  if (size === 0) throw new Refusal(refusal.empty, { parameters: { name } })
}
