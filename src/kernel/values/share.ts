import { plainDigits } from '../text/index.ts'

/**
 * A share as people type it (`1/2`, `1 / 2`, `½`) as a fraction of whole numbers, above nothing and at most the whole.
 * @returns undefined when it is none
 */
export function readShare(typed: string): string | undefined {
  const found = /^(\d{1,9})\/(\d{1,9})$/.exec(
    plainDigits(typed)
      .replace(/[\u2044\u2215\u29f8]/g, '/')
      .replace(/\s/g, ''),
  )
  if (!found) return undefined
  const [part, whole] = [Number(found[1]), Number(found[2])]
  return part > 0 && part <= whole ? `${part}/${whole}` : undefined
}
