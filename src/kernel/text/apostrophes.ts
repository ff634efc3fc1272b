/** Every sign that people type for an apostrophe or the turned comma that belongs to a letter (oʻ gʻ). */
export const APOSTROPHES = "'`´ʹʻʼʽˈ‘’‛′＇"

/**
 * Writes apostrophes as an alphabet has them: one sign after certain letters, to which it belongs, another elsewhere.
 * For that alphabet's language only: an English "dog's" would become "dogʻs".
 */
export function straightenApostrophes(
  text: string,
  { after, write, otherwise }: { after: readonly string[]; write: string; otherwise: string },
): string {
  let straight = ''
  let before = ''
  for (const letter of text) {
    straight += APOSTROPHES.includes(letter) ? (after.includes(before.toLowerCase()) ? write : otherwise) : letter
    before = letter
  }
  return straight
}
