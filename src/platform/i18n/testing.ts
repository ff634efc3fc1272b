import { readCountry } from '../country/index.ts'

/** How the country of the tests writes. */
export const { conventions } = readCountry('country/uz')
export const { languages } = conventions

/** Its Latin texts in Cyrillic letters. */
export const cyrillicText = (text: string): string => languages.write(text, 'uz-cyrl')
