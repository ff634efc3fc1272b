import { fold } from '../../../kernel/text/index.ts'

/**
 * Reads the words by which languages say no: `not, never, *n't`; a star stands for any letters.
 * @returns whether a folded word may be one of them
 */
export function negationOf(lists: readonly string[]): (folded: string) => boolean {
  const patterns = lists
    .flatMap((list) => list.split(','))
    .map((word) => word.trim())
    .filter(Boolean)
    .map((word) =>
      word
        .split('*')
        .map((part) =>
          fold(part)
            .toLowerCase()
            .replace(/[^\p{L}]/gu, ''),
        )
        .join('.*'),
    )
  const pattern = new RegExp(`^(?:${patterns.join('|')})$`, 'u')
  return (folded) => pattern.test(folded)
}
