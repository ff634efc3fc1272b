import { readFileSync } from 'node:fs'

/** Code points that a font has pictures for: its `cmap` in formats 4 and 12 (ISO/IEC 14496-22). */
export function lettersOfFont(path: string): Set<number> {
  const font = readFileSync(path)
  const letters = new Set<number>()
  const table = tableAt(font, 'cmap')
  for (let at = 0; at < font.readUInt16BE(table + 2); at++) {
    const map = table + font.readUInt32BE(table + 4 + 8 * at + 4)
    const format = font.readUInt16BE(map)
    if (format === 12) addGroups(font, map, letters)
    if (format === 4) addSegments(font, map, letters)
  }
  return letters
}

function tableAt(font: Buffer, name: string): number {
  for (let at = 0; at < font.readUInt16BE(4); at++) {
    const entry = 12 + 16 * at
    if (font.toString('latin1', entry, entry + 4) === name) return font.readUInt32BE(entry + 8)
  }
  throw new Error(`the font has no table ${name}`)
}

function addGroups(font: Buffer, map: number, letters: Set<number>): void {
  for (let group = 0; group < font.readUInt32BE(map + 12); group++) {
    const at = map + 16 + 12 * group
    for (let letter = font.readUInt32BE(at); letter <= font.readUInt32BE(at + 4); letter++) letters.add(letter)
  }
}

function addSegments(font: Buffer, map: number, letters: Set<number>): void {
  const count = font.readUInt16BE(map + 6) / 2
  for (let segment = 0; segment < count; segment++) {
    const [end, begin] = [14, 16 + 2 * count].map((at) => font.readUInt16BE(map + at + 2 * segment)) as [number, number]
    const offset = map + 16 + 6 * count + 2 * segment
    const [delta, range] = [font.readUInt16BE(map + 16 + 4 * count + 2 * segment), font.readUInt16BE(offset)]
    for (let letter = begin; letter <= end && letter < 0xffff; letter++) {
      const glyph = range === 0 ? letter + delta : font.readUInt16BE(offset + range + 2 * (letter - begin))
      if ((glyph & 0xffff) !== 0) letters.add(letter)
    }
  }
}
