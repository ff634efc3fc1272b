import { renderSVG } from 'uqr'
import { resultData, type DocumentVoice } from './document-data.ts'
import { DocumentProblem, type Renderer } from './renderer.ts'
import type { ResultContent } from './result-content.ts'
import { withoutHiddenIn } from './without-hidden-in.ts'

/** First keyword of its metadata, which is none of a document's. */
const KEYWORD = 'darcha-sample'
/** No document has nearly as many: papers are set one after another, and who waits for theirs waits for no more. */
const LETTERS_AT_MOST = 100_000

/** What a sample says: all that a result does but what only a case has. */
export type SampleContent = Pick<
  ResultContent,
  'language' | 'what' | 'title' | 'paragraphs' | 'facts' | 'holder' | 'officeName' | 'validUntil'
>

/** A sample as PDF, or why it can't be set: a letter that the fonts lack, or too many letters. */
export type Sample = { pdf: Uint8Array } | { problem: string }

/**
 * A result that nobody was given, as the product would set it. It says of itself on every page, in its title, in its
 * foot and where a real one says how it is checked that it is a sample; it bears no number, no date, no code, no seal,
 * and its QR code holds those words and no address.
 * @param at RFC 3339: the date the file bears
 */
export async function renderSample(
  renderer: Renderer,
  voice: DocumentVoice,
  content: SampleContent,
  at: string,
): Promise<Sample> {
  const parts = [
    content.title,
    ...content.paragraphs.flat().map((part) => (typeof part === 'string' ? part : part.text)),
  ]
  const letters = parts.join('').length
  if (letters > LETTERS_AT_MOST) return { problem: `it has more than ${LETTERS_AT_MOST} letters` }
  const speech = voice.texts.inKnown(content.language)
  const say = (key: string) => speech.t(`documents.sample.${key}`)
  const whole: ResultContent = {
    ...content,
    kind: 'sample',
    outcome: 'granted',
    service: '',
    owner: { person: '', organisation: null },
    number: '',
    office: '',
  }
  const data = resultData(whole, say('mark'), voice)
  try {
    const pdf = await renderer.render(
      withoutHiddenIn({
        ...data,
        keywords: [KEYWORD, speech.language],
        title: `${say('mark')}: ${data.title}`,
        subtitle: [content.what, say('mark')].filter(Boolean).join(' · '),
        watermark: say('mark'),
        footer: say('foot'),
        number: null,
        date: null,
        address: '',
        code: say('mark'),
        qr: renderSVG(say('foot'), { border: 0, ecc: 'M' }),
        labels: { ...data.labels, check: say('check'), code: '', qr: say('qr') },
      }),
      at,
    )
    return { pdf }
  } catch (error) {
    if (error instanceof DocumentProblem) return { problem: error.message }
    throw error
  }
}
