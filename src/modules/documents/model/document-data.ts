import { renderSVG } from 'uqr'
import { inOneLine } from '../../../kernel/text/index.ts'
import type { Speech, Texts } from '../../../platform/i18n/index.ts'
import type { Fact, Paragraph, ResultContent } from './result-content.ts'

/** What the template sets: every text ready, in the document's language. */
export interface DocumentData {
  lang: string
  body: string
  title: string
  subtitle: string | null
  keywords: string[]
  /** Grey across the page: a draft. */
  watermark: string | null
  footer: string
  number: string | null
  date: string | null
  paragraphs: Exclude<Paragraph, string>[]
  facts: { name: string; value: string }[]
  closing: string[]
  /** Who signed; null while nobody has. */
  seal: string | null
  /** How long and by what the signature can be checked without asking anybody; null when it can't. */
  proof: string | null
  qr: string
  address: string
  code: string
  labels: { number: string; fact: string; value: string; qr: string; check: string; code: string }
}

/** How documents of an instance speak and where they are checked. */
export interface DocumentVoice {
  texts: Texts
  timeZone: string
  /** Public address without a slash at its end. */
  origin: string
  /** Documents of a demonstration say that they have no legal force. */
  demo: boolean
}

/** First keyword of a document's metadata: tells `darcha verify` what it has before it. */
export const KEYWORD = { result: 'darcha-result', receipt: 'darcha-receipt', letter: 'darcha-letter' } as const

/** The person who signs, in which role and for which office; a language's names of both. */
export interface Signatory {
  id: string
  name: string
  role: string
  office: string
  officeName: string
}

/** The moment of issue, who signs, and until when the file proves that by itself; absent for a draft. */
export interface Issue {
  at: string
  signedBy: Signatory | { office: string; officeName: string }
  provenUntil?: string | undefined
}

/** A result as the template sets it: with a mark across it until it is issued. */
export function resultData(content: ResultContent, code: string, voice: DocumentVoice, issue?: Issue): DocumentData {
  const speech = voice.texts.inKnown(content.language)
  const { holder } = content
  const facts: Fact[] = [
    { name: speech.t('documents.label.holder'), value: inOneLine(holder.name) },
    ...(holder.number
      ? [
          {
            name:
              holder.kind === 'person'
                ? speech.t('documents.label.personal-number')
                : speech.t('documents.label.organisation-number'),
            value: holder.number,
          },
        ]
      : []),
    ...content.facts.map((fact) => ({ ...fact, value: inOneLine(fact.value) })),
    ...(content.validUntil
      ? [{ name: speech.t('documents.label.valid-until'), value: speech.date(content.validUntil) }]
      : []),
  ]
  return {
    ...frame(speech, voice, code, `${voice.origin}/results/${code}`, KEYWORD.result),
    body: content.officeName,
    title: inOneLine(content.title),
    number: content.number,
    // across the page for the eye, under the title for whoever listens
    ...(issue
      ? { watermark: null, subtitle: content.what ?? null }
      : {
          watermark: speech.t('documents.label.draft'),
          subtitle: [content.what, speech.t('documents.label.draft')].filter(Boolean).join(' · '),
        }),
    date: issue ? speech.date(issue.at) : null,
    paragraphs: content.paragraphs.map(runsOf),
    facts,
    closing: [],
    seal: issue ? sealSaid(speech, issue.signedBy) : null,
    proof: issue?.provenUntil ? speech.t('documents.label.proven', { date: speech.date(issue.provenUntil) }) : null,
  }
}

export const runsOf = (paragraph: Paragraph): Exclude<Paragraph, string> =>
  typeof paragraph === 'string' ? [{ text: paragraph, data: false }] : paragraph

/** Who signed and in what capacity; the office's own seal where no person did. */
const sealSaid = (speech: Speech, by: Issue['signedBy']): string =>
  'name' in by
    ? speech.t('documents.label.signed', {
        name: by.name,
        role: speech.t(`documents.role.${by.role}`),
        office: by.officeName,
      })
    : speech.t('documents.label.sealed', { office: by.officeName })

/** What every document has: its language, its code, where and how it is checked. */
export function frame(speech: Speech, voice: DocumentVoice, code: string, address: string, keyword: string) {
  return {
    lang: speech.html.split('-')[0]!,
    keywords: [keyword, code, speech.language],
    footer: voice.demo ? `${code} · ${speech.t('documents.label.demo')}` : code,
    code,
    address,
    qr: renderSVG(address, { border: 0, ecc: 'M' }),
    labels: {
      number: speech.t('documents.label.number'),
      fact: speech.t('documents.label.fact'),
      value: speech.t('documents.label.value'),
      qr: speech.t('documents.label.qr'),
      check: speech.t('documents.label.check'),
      code: speech.t('documents.label.code'),
    },
  }
}
