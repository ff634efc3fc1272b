/**
 * Capital letters of other alphabets that look like one of a code, by Unicode Technical Standard 39 (confusables): who
 * types from paper does not see which keyboard was meant.
 */
const ALPHABETS: readonly (readonly [theirs: string, meant: string])[] = [
  // Cyrillic
  ['АВСЕНІЈКМОРЅТХУҮЗԚԜѴӀ', 'ABCEH1JKM0PSTXYY3QWV1'],
  // Greek
  ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZH1KMN0PTYX'],
]
const MEANT = new Map(ALPHABETS.flatMap(([theirs, meant]) => [...theirs].map((letter, at) => [letter, meant[at]!])))

/** A capital letter as the Latin one or the digit that it looks like. */
export const lookAlike = (letter: string): string => MEANT.get(letter) ?? letter
