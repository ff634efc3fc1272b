/** Every sign that people type for the turned comma of oʻ gʻ or for the apostrophe ʼ of Uzbek Latin. */
export const APOSTROPHES = "'`´ʹʻʼʽˈ‘’‛′＇"

const SIGNS = new RegExp(`([OoGg]?)[${APOSTROPHES}]`, 'g')

/**
 * Writes the apostrophes of Uzbek Latin as its alphabet has them: oʻ gʻ with U+02BB, any other with U+02BC.
 * For Uzbek text only: an English "dog's" would become "dogʻs".
 */
export const straightenApostrophes = (text: string): string =>
  text.replace(SIGNS, (_, letter: string) => (letter ? `${letter}ʻ` : 'ʼ'))
