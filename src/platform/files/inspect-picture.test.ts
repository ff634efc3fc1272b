import { crc32 } from 'node:zlib'
import { expect, it } from 'vitest'
import { isWholeJpeg, isWholePng } from './inspect-picture.ts'
import { JPEG } from './testing.ts'

const from = (text: string) => Buffer.from(text, 'base64')
/** The same in several scans. */
const PROGRESSIVE = from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wCDEAAoABwAHgAjAB4AGQAoACMAIQAjAC0AKwAoADAAPABkAEEAPAA3ADcAPAB7AFgAXQBJAGQAkQCAAJkAlgCPAIAAjACKAKAAtADmAMMAoACqANoArQCKAIwAyAERAMsA2gDuAPUBAgEEAQIAmwDBARsBLwEYAPoBLADmAP0BAgD4/8IACwgACAAIAQERAP/EABQAAQAAAAAAAAAAAAAAAAAAAAP/2gAIAQEAAAABD//EABUQAQEAAAAAAAAAAAAAAAAAAAAR/9oACAEBAAEFAq//xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oACAEBAAY/An//xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oACAEBAAE/IT//2gAIAQEAAAAQf//EABUQAQEAAAAAAAAAAAAAAAAAAAEA/9oACAEBAAE/EBBf/9k=',
)
/** Four by four points, written by ImageMagick, with a comment. */
const PNG = from(
  'iVBORw0KGgoAAAANSUhEUgAAAAQAAAAEEAIAAAB2A9VqAAAABGdBTUEAALGPC/xhBQAAACBjSFJNAAB6JgAAgIQAAPoAAACA6AAAdTAAAOpgAAA6mAAAF3CculE8AAAABmJLR0T///////8JWPfcAAAAX0lEQVQI12Ocmfei/l83+/+dtw4mCZ27padtrFPdUrFnHZO633Wdrc+4bDkDX+9V3qa3e8WjM19Wr2a5w6xRcY7zi9v2TPbXy1Tfq/bWH1i9Wkhj2cstDIIeGgIMWAAAVOMmfel/+MIAAAANdEVYdGNvbW1lbnQAYXJpemFotLK9AAAAAElFTkSuQmCC',
)
/** The picture within the picture that cameras put into their data. */
const WITH_THUMBNAIL = Buffer.concat([
  JPEG.subarray(0, 2),
  Buffer.from([0xff, 0xe1, (PROGRESSIVE.length + 2) >> 8, (PROGRESSIVE.length + 2) & 0xff]),
  PROGRESSIVE,
  JPEG.subarray(2),
])

it.each([
  ['JPEG', JPEG, isWholeJpeg],
  ['JPEG in several scans', PROGRESSIVE, isWholeJpeg],
  ['JPEG with a smaller one inside', WITH_THUMBNAIL, isWholeJpeg],
  ['PNG', PNG, isWholePng],
])('a picture that was cut off anywhere is not whole: %s', (_kind, picture, isWhole) => {
  expect(isWhole(picture)).toBe(true)
  for (let length = 8; length < picture.length; length++)
    expect([length, isWhole(picture.subarray(0, length))]).toEqual([length, false])
})

it('what real programs add is no damage', () => {
  const [begin, rest] = [JPEG.subarray(0, 2), JPEG.subarray(2)]
  expect(isWholeJpeg(Buffer.concat([JPEG, Buffer.alloc(500)]))).toBe(true)
  // a second picture behind the first, as telephones write those with depth
  expect(isWholeJpeg(Buffer.concat([JPEG, PROGRESSIVE]))).toBe(true)
  // markers that are filled up, and bytes between segments
  expect(isWholeJpeg(Buffer.concat([begin, Buffer.from([0xff, 0xff]), rest]))).toBe(true)
  expect(isWholeJpeg(Buffer.concat([begin, Buffer.alloc(3), rest]))).toBe(true)
  expect(isWholePng(Buffer.concat([PNG, Buffer.from('\n')]))).toBe(true)
})

it('a PNG whose picture was changed is damaged; of what may be left out the sum is not looked at', () => {
  const changed = (chunk: string) => {
    const bytes = Buffer.from(PNG)
    bytes[bytes.indexOf(chunk) + 6]! ^= 1
    return isWholePng(bytes)
  }
  expect(['IHDR', 'IDAT', 'tEXt'].map(changed)).toEqual([false, false, true])
  const empty = Buffer.from('\0\0\0\0IEND')
  const end = Buffer.alloc(4)
  end.writeUInt32BE(crc32(empty.subarray(4)))
  expect(isWholePng(Buffer.concat([PNG.subarray(0, PNG.indexOf('IDAT') - 4), empty, end]))).toBe(false)
})

it('says of long nonsense quickly that it is none', () => {
  for (const piece of [[0xff], [0xff, 0x00], [0xff, 0xd0], [0xff, 0xe0, 0x00, 0x02]]) {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(5_000_000, Buffer.from(piece))])
    expect(isWholeJpeg(bytes)).toBe(false)
  }
})
