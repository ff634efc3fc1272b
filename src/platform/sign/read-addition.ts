import { PDFDict, PDFObjectParser, PDFRef, type PDFContext, type PDFObject } from '@cantoo/pdf-lib'

/** One incremental update, read so strictly that nothing in it can mean something else to another program. */
export interface Addition {
  /** Where the revision before it ends. */
  start: number
  objects: Map<number, PDFObject>
  trailer: PDFDict
}

/**
 * Reads the update with which the first `end` bytes of a file end: objects without a gap, each where the table says,
 * the table, the trailer, nothing else.
 * @throws Error when it is written in any other way
 */
export function readAddition(bytes: Buffer, end: number, context: PDFContext): Addition {
  const table = tableOf(bytes, end)
  if (table === undefined) throw new Error('it does not end like an update')
  const text = bytes.toString('latin1', table, end)
  const parts = /^xref\n((?:\d+ \d+\n(?:\d{10} \d{5} [nf] \n)+)+)\ntrailer\n([^]*)\n\nstartxref\n\d+\n%%EOF$/.exec(text)
  const places = parts && entriesOf(parts[1]!)
  if (!places || places.length === 0) throw new Error('its table is not written as expected')
  const start = places[0]!.offset - 1
  if (start < 0 || bytes[start] !== 0x0a) throw new Error('it does not begin with an object')
  const objects = new Map<number, PDFObject>()
  for (const [index, { number, offset }] of places.entries()) {
    const head = `${number} 0 obj\n`
    const slice = bytes.subarray(offset, places[index + 1]?.offset ?? table)
    if (
      objects.has(number) ||
      !slice.subarray(0, head.length).equals(Buffer.from(head)) ||
      !slice.subarray(-TAIL.length).equals(TAIL)
    )
      throw new Error(`object ${number} is not where its table says`)
    objects.set(number, readWhole(slice.subarray(head.length, -TAIL.length), context))
  }
  const trailer = readWhole(Buffer.from(parts![2]!, 'latin1'), context)
  if (!(trailer instanceof PDFDict)) throw new Error('it has no trailer')
  return { start, objects, trailer }
}

const TAIL = Buffer.from('\nendobj\n\n')

/** Where the table of the last update among the first `end` bytes stands. */
export function tableOf(bytes: Buffer, end: number): number | undefined {
  const found = /startxref\r?\n(\d{1,12})\r?\n%%EOF\r?\n?$/.exec(bytes.toString('latin1', Math.max(0, end - 60), end))
  const at = Number(found?.[1] ?? -1)
  return at > 0 && at < end ? at : undefined
}

/** Objects in use by their place in the file; undefined when something else is in the table. */
function entriesOf(table: string): { number: number; offset: number }[] | undefined {
  const found: { number: number; offset: number }[] = []
  for (const [, first, count, lines] of table.matchAll(/(\d+) (\d+)\n((?:\d{10} \d{5} [nf] \n)+)/g)) {
    if (lines!.length !== Number(count) * 20) return undefined
    for (let index = 0; index < Number(count); index++) {
      const line = lines!.slice(index * 20, index * 20 + 20)
      const number = Number(first) + index
      if (number === 0 && line === '0000000000 65535 f \n') continue
      if (!line.endsWith(' 00000 n \n')) return undefined
      found.push({ number, offset: Number(line.slice(0, 10)) })
    }
  }
  return found.sort((item, other) => item.offset - other.offset)
}

/**
 * The one object these bytes are: written again it gives the same but for white space, so no key stands twice and
 * nothing is left over.
 */
function readWhole(bytes: Buffer, context: PDFContext): PDFObject {
  const object = PDFObjectParser.forBytes(bytes, context).parseObject(PDFRef.of(0))
  const again = new Uint8Array(object.sizeInBytes())
  object.copyBytesInto(again, 0)
  if (!withoutSpace(again).equals(withoutSpace(bytes))) throw new Error('an object holds more than can be read')
  return object
}

const withoutSpace = (bytes: Uint8Array): Buffer =>
  Buffer.from(bytes.filter((byte) => byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09))
