import { bare } from '../../kernel/text/index.ts'

/** Cyrillic letters that look like Latin ones, in the order of those. */
const CYRILLIC = 'АВЕКМНОРСТУХІЈЅ'
const LATIN = 'ABEKMHOPCTYXIJS'

/** A receipt's number as it is compared: typed with other blanks, hyphens, cases or look-alike letters it is the same. */
export const readReceipt = (typed: string): string =>
  bare(typed)
    .toUpperCase()
    .replace(/./gu, (letter) => LATIN[CYRILLIC.indexOf(letter)] ?? letter)
