import {
  ActError,
  MOST_LETTERS,
  MOST_PARAGRAPHS,
  readAkomaNtoso,
  readHtml,
  readLines,
  type Act,
  type HeadingWords,
} from '../../../kernel/act/index.ts'
import { docxLines } from './docx-lines.ts'

/** How the text of an act is handed in; a document of a word processor in base64. */
export const FORMATS = ['text', 'html', 'akn', 'docx'] as const
export type TextFormat = (typeof FORMATS)[number]

/** A text as it is read: of a document of a word processor what is inside the file. */
export interface GivenText {
  title: string
  language: string
  format: TextFormat
  text: string | Uint8Array
}

/** Reads an act as it was handed in. @throws ActError */
export function parseAct({ format, text, title, language }: GivenText, headings: readonly HeadingWords[]): Act {
  if (format !== 'akn') return readLines(title, language, linesOf(format, text), headings)
  const act = readAkomaNtoso(text, { title, language })
  const [paragraphs, letters] = sizeOf(act)
  if (paragraphs > MOST_PARAGRAPHS || letters > MOST_LETTERS) throw new ActError('too-large')
  return act
}

/** How many paragraphs an act has, and how many letters. */
export function sizeOf({ articles }: Act): [paragraphs: number, letters: number] {
  let [count, letters] = [0, 0]
  for (const { paragraphs } of articles) {
    count += paragraphs.length
    for (const { text } of paragraphs) letters += text.length
  }
  return [count, letters]
}

function linesOf(format: Exclude<TextFormat, 'akn'>, text: string | Uint8Array): readonly string[] {
  if (typeof text !== 'string') {
    const lines = docxLines(text)
    if (!lines) throw new ActError('not-readable')
    return lines
  }
  return format === 'html' ? readHtml(text) : text.split(/\r\n?|\n/)
}
