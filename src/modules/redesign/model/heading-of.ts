import { createHash } from 'node:crypto'

/** A heading that is longer is none. */
const LONGEST = 64 * 1024

/** What the first line of a file is known by; undefined for a file whose first line does not end, as in a packed one. */
export async function headingOf(file: Blob): Promise<string | undefined> {
  const head = new Uint8Array(await file.slice(0, LONGEST).arrayBuffer())
  if (head[0] === 0x1f && head[1] === 0x8b) return undefined
  const end = head.indexOf(0x0a)
  return end < 1 ? undefined : createHash('sha256').update(head.subarray(0, end)).digest('hex')
}
