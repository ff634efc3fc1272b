import { inOneLine } from '../../../kernel/text/index.ts'
import { signPdf, type Signer } from '../../../platform/sign/index.ts'
import type { Language, Speech } from '../../../platform/i18n/index.ts'
import { frame, KEYWORD, runsOf, type DocumentVoice } from './document-data.ts'
import type { Renderer } from './renderer.ts'
import { withoutHiddenIn } from './without-hidden-in.ts'
import type { Fact } from './result-content.ts'

/** What a receipt of an application says, in the applicant's language. */
export interface ReceiptContent {
  language: Language
  /** Number of the application. */
  number: string
  /** Code that proves the receipt. */
  code: string
  /** Path of the page that checks it, such as `/receipts/…`. */
  path: string
  /** Name of the service. */
  service: string
  applicant: string
  /** Name of the office it was sent to. */
  officeName: string
  /** RFC 3339: when it came, from when it counts in law, when it must be decided. */
  filedAt: string
  countsFrom: string
  dueAt: string | null
  /** Further lines: files, evidence, fee. */
  facts?: Fact[]
  /** It is a letter that leads to a page, and proves nothing: `documents.letter` says its words. */
  letter?: {
    /**
     * Another person asks something of its receiver: who, which facts, until when, and whether an office wrote down that
     * they agreed; absent: the state offers something.
     */
    agreement?: { asker: string; facts: readonly string[]; until: string; agreed: boolean }
    /** Of its words, in the letter's language. */
    parameters(speech: Speech): Record<string, string>
    /** Name of the place its receiver lives in, and street and house where they are known. */
    place: string
    address: readonly { part: string; value: string }[]
    /** Where nobody knows what its receiver reads: the other languages in which a sentence says what it is. */
    alsoIn?: readonly { language: Language; service: string }[]
  }
}

/**
 * The receipt of an application as a PDF, with a code that proves it.
 * @param signer signs it, so that the file proves itself too; without one only its code does
 */
export async function renderReceipt(
  renderer: Renderer,
  voice: DocumentVoice,
  content: ReceiptContent,
  signer?: Signer,
): Promise<Uint8Array> {
  const speech = voice.texts.inKnown(content.language)
  const counts = speech.isoDate(content.countsFrom) !== speech.isoDate(content.filedAt)
  const { letter } = content
  if (letter) {
    const { agreement } = letter
    const words = agreement ? 'agreement-letter' : 'letter'
    const said = agreement?.agreed ? `${words}.said` : words
    const parameters = agreement
      ? { asker: inOneLine(agreement.asker), service: content.service, until: speech.date(agreement.until) }
      : letter.parameters(speech)
    const made = frame(speech, voice, content.code, `${voice.origin}${speech.path(content.path)}`, KEYWORD.letter)
    return renderer.render(
      withoutHiddenIn({
        ...made,
        labels: {
          ...made.labels,
          qr: speech.t(`documents.${words}.qr`),
          check: speech.t(`documents.${words}.open`),
          code: speech.t(`documents.${words}.code`),
        },
        body: content.officeName,
        title: speech.t(`documents.${said}.title`),
        subtitle: content.service,
        number: content.number,
        watermark: null,
        date: speech.date(content.filedAt),
        paragraphs: [runsOf(speech.t(`documents.${said}.text`, parameters))],
        facts: [
          { name: speech.t('documents.letter.to'), value: inOneLine(content.applicant) },
          { name: speech.t('documents.letter.address'), value: addressIn(speech, letter) },
          ...(agreement
            ? [{ name: speech.t(`documents.${said}.facts`), value: inOneLine(agreement.facts.join('; ')) }]
            : []),
        ],
        closing: (letter.alsoIn ?? []).map(({ language, service }) =>
          voice.texts.in(language).t(`documents.${words}.also-in`, { service }),
        ),
        seal: null,
        proof: null,
      }),
      content.filedAt,
    )
  }
  const facts = [
    { name: speech.t('documents.receipt.service'), value: content.service },
    { name: speech.t('documents.receipt.applicant'), value: inOneLine(content.applicant) },
    { name: speech.t('documents.receipt.office'), value: content.officeName },
    { name: speech.t('documents.receipt.filed'), value: speech.dateTime(content.filedAt) },
    ...(counts ? [{ name: speech.t('documents.receipt.counts-from'), value: speech.date(content.countsFrom) }] : []),
    ...(content.dueAt ? [{ name: speech.t('documents.receipt.due'), value: speech.date(content.dueAt) }] : []),
    ...(content.facts ?? []),
  ]
  const pdf = await renderer.render(
    withoutHiddenIn({
      ...frame(speech, voice, content.code, `${voice.origin}${content.path}`, KEYWORD.receipt),
      body: content.officeName,
      title: speech.t('documents.receipt.title'),
      subtitle: content.service,
      number: content.number,
      watermark: null,
      date: speech.date(content.filedAt),
      paragraphs: [runsOf(speech.t('documents.receipt.text'))],
      facts,
      closing: [],
      seal: signer ? speech.t('documents.label.sealed', { office: signer.name }) : null,
      proof: signer?.proof ? speech.t('documents.label.proven', { date: speech.date(signer.proof.until) }) : null,
    }),
    content.filedAt,
  )
  return signer ? signPdf(pdf, { signer, reason: speech.t('documents.receipt.title'), at: content.filedAt }) : pdf
}

/** `Yunusobod, Navoiy koʻchasi, 12-uy`: what the register calls otherwise stands as it says it. */
const addressIn = (speech: Speech, { place, address }: NonNullable<ReceiptContent['letter']>): string =>
  inOneLine(
    [
      ...(place === '' ? [] : [place]),
      ...address.map(({ part, value }) =>
        speech.has(`documents.letter.part.${part}`) ? speech.t(`documents.letter.part.${part}`, { value }) : value,
      ),
    ].join(', '),
  )
