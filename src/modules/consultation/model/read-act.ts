import { ActError, type Act, type HeadingWords } from '../../../kernel/act/index.ts'
import { Refusal } from '../../../platform/use-case/index.ts'
import { apart } from './act-apart.ts'
import { openDocx } from './open-docx.ts'
import { parseAct, type GivenText, type TextFormat } from './parse-act.ts'
import { refusal } from './refusals.ts'

/** Longer ones are read apart. */
const LONG = 100_000

/**
 * Reads an act as it was handed in; a long one in a thread of its own, so that others are answered meanwhile.
 * @throws Refusal when nothing of it can be read, with what to do
 */
export async function readAct(
  given: { title: string; language: string; format: TextFormat; text: string },
  headings: readonly HeadingWords[],
): Promise<Act> {
  const { title, language, format } = given
  try {
    const text = format === 'docx' ? await openDocx(Buffer.from(given.text, 'base64')) : given.text
    if (text === undefined) throw new ActError('not-readable')
    const read: GivenText = { title, language, format, text }
    return text.length > LONG ? await apart({ task: 'read', given: read, headings }) : parseAct(read, headings)
  } catch (error) {
    if (!(error instanceof ActError)) throw error
    const code = { empty: 'text-empty', 'too-large': 'text-too-large', 'not-readable': 'text-unreadable' } as const
    throw new Refusal(refusal[code[error.code]])
  }
}
