// Uzbek alphabet of 1995 to the Cyrillic one of 1940, letter by letter; longest first, "yoʻ" before "yo" (yoʻl is йўл)
const LETTERS: Readonly<Record<string, string>> = {
  tsiya: 'ция',
  yoʻ: 'йў',
  oʻ: 'ў',
  gʻ: 'ғ',
  sh: 'ш',
  ch: 'ч',
  yo: 'ё',
  yu: 'ю',
  ya: 'я',
  ye: 'е',
  sʼh: 'сҳ',
  a: 'а',
  b: 'б',
  c: 'ц',
  d: 'д',
  f: 'ф',
  g: 'г',
  h: 'ҳ',
  i: 'и',
  j: 'ж',
  k: 'к',
  l: 'л',
  m: 'м',
  n: 'н',
  o: 'о',
  p: 'п',
  q: 'қ',
  r: 'р',
  s: 'с',
  t: 'т',
  u: 'у',
  v: 'в',
  w: 'в',
  x: 'х',
  y: 'й',
  z: 'з',
  ʼ: 'ъ',
}
const PATTERN = /tsiya|yoʻ|oʻ|gʻ|sʼh|sh|ch|y[oeua]|[a-zʼ]/gi

/**
 * Uzbek Latin text in Cyrillic letters. Loan words in -tsiya take ц; others with a Cyrillic spelling of their own
 * ("litsenziya") are overridden as texts.
 */
export function toCyrillic(text: string): string {
  return text.replace(PATTERN, (letters, at: number) => {
    const small = letters.toLowerCase()
    // e is э at the start of a word and after a vowel, е elsewhere
    const written =
      small === 'e'
        ? /(?:^|[^\p{L}ʻʼ]|[aeiou]|oʻ)$/iu.test(text.slice(Math.max(0, at - 2), at))
          ? 'э'
          : 'е'
        : (LETTERS[small] ?? letters)
    if (letters[0] === small[0]) return written
    const next = text[at + letters.length] ?? ''
    const loud =
      letters.length > 1 ? letters[1] === letters[1]!.toUpperCase() && /\p{L}/u.test(letters[1]!) : /\p{Lu}/u.test(next)
    return loud ? written.toUpperCase() : written[0]!.toUpperCase() + written.slice(1)
  })
}
