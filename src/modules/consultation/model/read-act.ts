import {
  ActError,
  readAkomaNtoso,
  readHtml,
  readLines,
  type Act,
  type HeadingWords,
} from '../../../kernel/act/index.ts'
import { Refusal } from '../../../platform/use-case/index.ts'
import { readDocx } from './read-docx.ts'
import { refusal } from './refusals.ts'

/** How the text of an act is handed in; a document of a word processor in base64. */
export const FORMATS = ['text', 'html', 'akn', 'docx'] as const
export type TextFormat = (typeof FORMATS)[number]

/**
 * Reads an act as it was handed in.
 * @throws Refusal when nothing of it can be read, with what to do
 */
export async function readAct(
  given: { title: string; language: string; format: TextFormat; text: string },
  headings: readonly HeadingWords[],
): Promise<Act> {
  try {
    if (given.format === 'akn') return readAkomaNtoso(given.text, { title: given.title, language: given.language })
    const lines = await linesOf(given.format, given.text)
    return readLines(given.title, given.language, lines, headings)
  } catch (error) {
    if (!(error instanceof ActError)) throw error
    const code = { empty: 'text-empty', 'too-large': 'text-too-large', 'not-readable': 'text-unreadable' } as const
    throw new Refusal(refusal[code[error.code]])
  }
}

async function linesOf(format: Exclude<TextFormat, 'akn'>, text: string): Promise<readonly string[]> {
  if (format === 'html') return readHtml(text)
  if (format === 'text') return text.split(/\r\n?|\n/)
  const lines = await readDocx(Buffer.from(text, 'base64'))
  if (!lines) throw new ActError('not-readable')
  return lines
}
