/** The place after a page's last line, opaque to clients: what it is sorted by, and its id. */
export const writeCursor = (place: readonly [sortedBy: string, id: string]): string =>
  Buffer.from(JSON.stringify(place), 'utf8').toString('base64url')

/** @returns undefined for none, and for one that was tampered with: the first page is shown */
export function readCursor(text: string | undefined): [sortedBy: string, id: string] | undefined {
  if (text === undefined) return undefined
  try {
    const place: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    return Array.isArray(place) &&
      place.length === 2 &&
      place.every((part) => typeof part === 'string' && !part.includes('\0'))
      ? (place as [string, string])
      : undefined
  } catch {
    return undefined
  }
}
