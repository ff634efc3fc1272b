import { crc32 } from 'node:zlib'

/**
 * Whether a picture of which the first bytes say PNG is whole: chunk after chunk to IEND, and those that a reader must have
 * with their sum (PNG 3rd edition, 5.3). What readers pass over stays: a wrong sum of a chunk that may be left out, bytes
 * behind the end.
 */
export function isWholePng(bytes: Buffer): boolean {
  let shown = false
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    const end = at + 8 + length
    if (end + 4 > bytes.length || !/^[A-Za-z]{4}$/.test(type)) return false
    const isNeeded = type[0]! < 'a'
    if (isNeeded && crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32BE(end)) return false
    if (type === 'IDAT') shown = true
    if (type === 'IEND') return shown
    at = end + 4
  }
  return false
}

const [START_OF_SCAN, END] = [0xda, 0xd9]
/** Markers that stand alone: TEM, restarts, and a start. */
const isAlone = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)

/**
 * Whether a picture of which the first bytes say JPEG is whole: segment after segment and scan after scan to the end of the
 * image (ITU-T T.81, annex B). Bytes between segments and behind the end stay, as telephones and scanners leave them.
 */
export function isWholeJpeg(bytes: Buffer): boolean {
  let shown = false
  for (let at = bytes.indexOf(0xff, 2); at >= 0; at = bytes.indexOf(0xff, at)) {
    // a marker may be filled up before it
    while (bytes[at + 1] === 0xff) at++
    const marker = bytes[at + 1]
    if (marker === undefined) return false
    if (marker === END) return shown
    // a byte of the scan, not a marker
    if (marker === 0x00 || isAlone(marker)) {
      at += 2
      continue
    }
    if (at + 4 > bytes.length) return false
    const end = at + 2 + bytes.readUInt16BE(at + 2)
    if (end > bytes.length) return false
    if (marker === START_OF_SCAN) shown = true
    at = end
  }
  return false
}
