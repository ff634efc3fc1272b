/** Draws for one element: a number from 0 (never 0 itself) to 1 for each case and visit. */
export type Draws = (of: number, visit: number) => number

/**
 * Numbers that belong to what they are drawn for: the same seed, element, case and visit always give the same, so adding
 * or removing another step shifts no other draw.
 */
export function drawsOf(seed: number, element: string): Draws {
  let hash = seed | 0
  for (let at = 0; at < element.length; at++) hash = Math.imul(hash ^ element.charCodeAt(at), 0x01000193)
  return (of, visit) => {
    const ofCase = mixed(hash ^ Math.imul(of + 1, 0x9e3779b1))
    return ((mixed(ofCase ^ Math.imul(visit + 1, 0x85ebca6b)) >>> 0) + 0.5) / 2 ** 32
  }
}

/** The finaliser of MurmurHash3. */
function mixed(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}

/** An exponential time with this mean. */
export const exponential = (mean: number, uniform: number): number => -mean * Math.log(uniform)
