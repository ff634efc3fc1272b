// spaces of every width, and what stands as a hyphen: hyphens, dashes, minus, the soft and the full-width one
const BLANKS = /[\s\u200b\u2060\ufeff]/gu
const HYPHENS = '\\-\u00ad\u058a\u2010-\u2015\u2043\u207b\u208b\u2212\u30fc\ufe58\ufe63\uff0d'
const DASHES = new RegExp(`[${HYPHENS}]`, 'gu')

/** What was typed without blanks and hyphens of any kind; full-width letters and digits become plain ones. */
export const bare = (text: string): string => text.normalize('NFKC').replace(BLANKS, '').replace(DASHES, '')

/** Hyphens of all kinds as the plain one, blanks of all kinds as the plain one. */
export const plainHyphens = (text: string): string =>
  text.replace(DASHES, '-').normalize('NFKC').replace(DASHES, '-').replace(BLANKS, ' ')
