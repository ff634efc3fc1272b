// Writes src/kernel/text/document-letters.ts: the letters that documents can be set in, read from their fonts.
// `node scripts/write-letters.js`, after another font or version of one.
import { writeFileSync } from 'node:fs'
import { DOCUMENT_FONTS, fontFiles } from '../src/modules/documents/model/document-fonts.ts'
import { lettersOfFont } from '../src/modules/documents/model/letters-of-font.ts'

const LINE = 112
// a font of another script brings Latin letters of its own: those come from the plain one
const SCRIPTS = { georgian: 'Georgian', armenian: 'Armenian', arabic: 'Arabic', korean: 'Hangul' }
const plain = lettersOf('plain')
const lines = Object.keys(DOCUMENT_FONTS).map((name) => {
  const letters = name === 'plain' ? plain : lettersOf(name).filter((letter) => isOwn(name, letter))
  return `  ${name}: [\n${wrapped(ranges(letters))
    .map((line) => `    '${line}',`)
    .join('\n')}\n  ],`
})
writeFileSync(
  'src/kernel/text/document-letters.ts',
  `/**
 * Letters that documents can be set in, by font (\`src/modules/documents/model/document-fonts.ts\`): ranges of code points,
 * hexadecimal. Made by \`scripts/write-letters.js\`; a test compares it with the fonts.
 */
// biome-ignore format: made by a script
export const DOCUMENT_LETTERS = {
${lines.join('\n')}
} as const
`,
)

function isOwn(name, letter) {
  const script = SCRIPTS[name]
  const text = String.fromCodePoint(letter)
  return script ? new RegExp(`\\p{scx=${script}}`, 'u').test(text) && !plain.includes(letter) : !plain.includes(letter)
}

function lettersOf(name) {
  const [first, ...others] = fontFiles(name).map(lettersOfFont)
  return [...first]
    .filter((letter) => letter >= 0x20 && letter !== 0x7f && others.every((each) => each.has(letter)))
    .sort((a, b) => a - b)
}

function ranges(letters) {
  const found = []
  for (const letter of letters) {
    const last = found.at(-1)
    if (last && last[1] === letter - 1) last[1] = letter
    else found.push([letter, letter])
  }
  return found.map(([from, to]) => (from === to ? from.toString(16) : `${from.toString(16)}-${to.toString(16)}`))
}

function wrapped(words) {
  const found = ['']
  for (const word of words) {
    if (found.at(-1).length + word.length > LINE) found.push('')
    found[found.length - 1] = `${found.at(-1)} ${word}`.trim()
  }
  return found
}
