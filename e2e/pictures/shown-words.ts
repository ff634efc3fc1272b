import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { piecesOf } from './pieces-of.ts'

/**
 * What each picture shows, kept beside the test and not beside the picture: of each screen the smallest hashes of its
 * pieces of text (a sketch of the set, Broder 1997), with numbers and codes left out. The picture itself can't tell that
 * its page has changed since; this can.
 */
const FILE = 'e2e/pictures/shown-words.txt'
/** So many pieces are kept of a screen: most have fewer, of the others the same share is compared. */
const KEPT = 120

/** A piece as it is compared: numbers, hours, codes and ids differ from one run to the next and say nothing. */
const plain = (piece: string): string =>
  piece
    .split(' ')
    .filter((word) => !/\d/.test(word) && !/^[A-Z-]{4,}$/.test(word))
    .join(' ')

/** @returns the sketch of a page, smallest first: five letters each */
export function sketchOf(html: string): string[] {
  const hashes = piecesOf(html).flatMap((piece) => {
    const words = plain(piece)
    return /\p{L}{2}/u.test(words) ? [createHash('sha256').update(words).digest('hex').slice(0, 5)] : []
  })
  return [...new Set(hashes)].sort().slice(0, KEPT)
}

/** How much of what two sketches show is the same, from 0 to 1 (Jaccard’s index of what both could keep). */
export function likeness(one: readonly string[], other: readonly string[]): number {
  const all = [...new Set([...one, ...other])].sort().slice(0, KEPT)
  const [left, right] = [new Set(one), new Set(other)]
  return all.length === 0 ? 1 : all.filter((hash) => left.has(hash) && right.has(hash)).length / all.length
}

/** Sketches by the name of the screen, as its picture was taken. */
export const readShown = (): Map<string, string[]> =>
  new Map(
    readFileSync(FILE, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [name, ...sketch] = line.split(' ')
        return [name!, sketch] as const
      }),
  )

/** Keeps what the screens show whose pictures were taken just now. */
export function writeShown(taken: ReadonlyMap<string, readonly string[]>, names: readonly string[]): void {
  const shown = new Map<string, readonly string[]>([...readShown(), ...taken])
  writeFileSync(
    FILE,
    names.flatMap((name) => (shown.has(name) ? [`${[name, ...shown.get(name)!].join(' ')}\n`] : [])).join(''),
  )
}
