/**
 * A number from 0 (never 0 itself) to 1 that belongs to what it is drawn for: the same seed, element, case and visit
 * always give it, so adding or removing another step shifts no other draw.
 */
export function draw(seed: number, element: string, of: number, visit: number): number {
  let hash = seed | 0
  for (let at = 0; at < element.length; at++) hash = Math.imul(hash ^ element.charCodeAt(at), 0x01000193)
  hash = mixed(hash ^ Math.imul(of + 1, 0x9e3779b1))
  hash = mixed(hash ^ Math.imul(visit + 1, 0x85ebca6b))
  return ((hash >>> 0) + 0.5) / 2 ** 32
}

/** The finaliser of MurmurHash3. */
function mixed(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}

/** An exponential time with this mean. */
export const exponential = (mean: number, uniform: number): number => -mean * Math.log(uniform)
