import {
  ActError,
  readAkomaNtoso,
  readHtml,
  readLines,
  type Act,
  type HeadingWords,
} from '../../../kernel/act/index.ts'
import { Refusal } from '../../../platform/use-case/index.ts'
import { refusal } from './refusals.ts'

/** How the text of an act is handed in. */
export const FORMATS = ['text', 'html', 'akn'] as const
export type TextFormat = (typeof FORMATS)[number]

/**
 * Reads an act as it was handed in.
 * @throws Refusal when nothing of it can be read, with what to do
 */
export function readAct(
  given: { title: string; language: string; format: TextFormat; text: string },
  headings: readonly HeadingWords[],
): Act {
  try {
    if (given.format === 'akn') return readAkomaNtoso(given.text, { title: given.title, language: given.language })
    const lines = given.format === 'html' ? readHtml(given.text) : given.text.split(/\r\n?|\n/)
    return readLines(given.title, given.language, lines, headings)
  } catch (error) {
    if (!(error instanceof ActError)) throw error
    const code = { empty: 'text-empty', 'too-large': 'text-too-large', 'not-readable': 'text-unreadable' } as const
    throw new Refusal(refusal[code[error.code]])
  }
}
