import { likeness, VALUES } from './signature.ts'
import { mixed } from './word-hashes.ts'

/**
 * 16 bands of 4 values, joined from a likeness of 0.3: the settings that keep precision at a million comments. 21 bands
 * of 3 find more at ten thousand, and chain strangers together at a million.
 */
const BANDS = 16
const ROWS = VALUES / BANDS
const LEAST_LIKENESS = 0.3

/** The comments to be grouped. */
export interface Signed {
  /** How many there are. */
  count: number
  /** `VALUES` for each; a text too short has `usable` 0 and anything here. */
  values: Uint32Array
  usable: Uint8Array
  /** Hash of each text: it decides who stands for a bucket, so that the order of arrival decides nothing. */
  content: BigUint64Array
}

/**
 * Groups near-duplicates. A pure function of the set: whatever order comments come in, the groups are the same. Each
 * band is gone through twice: first the least content of a bucket is found, then each is compared with it, once.
 * @returns for each comment the place of the one that stands for its group: that with the least content hash
 */
export function groupsOf({ count, values, usable, content }: Signed): Int32Array {
  const parent = Int32Array.from({ length: count }, (_unused, at) => at)
  const rootOf = (start: number): number => {
    let at = start
    while (parent[at] !== at) at = parent[at] = parent[parent[at]!]!
    return at
  }
  // the root is always the least content, so that the one who stands for a group does not depend on the order either
  const unite = (first: number, second: number): void => {
    const [left, right] = [rootOf(first), rootOf(second)]
    if (left === right) return
    const leftFirst = content[left]! < content[right]! || (content[left] === content[right] && left < right)
    parent[leftFirst ? right : left] = leftFirst ? left : right
  }
  let size = 1024
  while (size < count * 2) size *= 2
  const keys = new Uint32Array(size)
  const held = new Int32Array(size)
  /** The slot of a key: where it is, or the free one where it belongs. */
  const slotOf = (key: number): number => {
    let slot = mixed(key) & (size - 1)
    while (held[slot] !== -1 && keys[slot] !== key) slot = (slot + 1) & (size - 1)
    return slot
  }
  // equal texts first, the short ones too
  const equal = new Map<bigint, number>()
  for (let at = 0; at < count; at++) {
    const known = equal.get(content[at]!)
    if (known === undefined) equal.set(content[at]!, at)
    else unite(known, at)
  }
  const bandKeys = new Uint32Array(count)
  for (let band = 0; band < BANDS; band++) {
    held.fill(-1)
    for (let at = 0; at < count; at++) {
      if (!usable[at]) continue
      let key = band + 1
      const from = at * VALUES + band * ROWS
      for (let row = 0; row < ROWS; row++) key = mixed(Math.imul(key, 0x9e3779b1) ^ values[from + row]!)
      bandKeys[at] = key
      const slot = slotOf(key)
      const known = held[slot]!
      if (known === -1) {
        keys[slot] = key
        held[slot] = at
      } else if (content[at]! < content[known]!) held[slot] = at
    }
    for (let at = 0; at < count; at++) {
      if (!usable[at]) continue
      const known = held[slotOf(bandKeys[at]!)]!
      if (known !== at && rootOf(known) !== rootOf(at) && likeness(values, known, at) >= LEAST_LIKENESS)
        unite(known, at)
    }
  }
  for (let at = 0; at < count; at++) parent[at] = rootOf(at)
  return parent
}
