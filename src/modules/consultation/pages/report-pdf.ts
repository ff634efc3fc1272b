import { renderSVG } from 'uqr'
import { unprintableIn, withoutHidden } from '../../../kernel/text/index.ts'
import type { PageContext } from '../../../platform/http/index.ts'
import { Refusal } from '../../../platform/use-case/index.ts'
import { DocumentProblem, type DocumentData } from '../../documents/index.ts'
import { refusal } from '../model/refusals.ts'
import type { RecordItem } from '../model/record.ts'
import type { Changes, Heads } from './report-changes.ts'
import { bodyName } from './words.ts'

/** The text as papers show it: what their fonts lack stands by its number, so that no word of a comment is lost. */
function printed(text: string): string {
  const seen = withoutHidden(text)
  return unprintableIn(seen).reduce((said, letter) => said.replaceAll(letter, numbered(letter)), seen)
}

const numbered = (letter: string): string =>
  [...letter].map((sign) => `[U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`).join('')

type Told = RecordItem & { undone: boolean }

interface Report {
  id: string
  title: string
  body: string
  state: string
  closedAt: string | null
  root: string | null
  comments: number
  outcomes: readonly { outcome: string; comments: number }[]
  items: readonly Told[]
}

/**
 * The report as a PDF: each comment, its answer, and the root that seals them.
 * @param report `items` are those of one part
 * @param part its number from 1, of how many
 * @throws Refusal when it can't be set
 */
export async function reportPdf(
  context: PageContext<'country' | 'drawing'>,
  report: Report,
  changes: Changes,
  heads: Heads,
  part: { number: number; count: number },
): Promise<Uint8Array> {
  const { speech, world, origin, now } = context
  const address = `${origin}${speech.path(`/consultations/${report.id}/report`)}`
  const code = (report.root ?? report.id).slice(0, 16)
  const line = (text: string) => [{ text: printed(text), data: false }]
  // a change that many comments brought about is read once in full
  const shown = new Set<string>()
  const comments = report.items.map((item) => told(context, item, changes, heads, shown))
  const lacks = comments.some((text) => unprintableIn(text).length > 0)
  const data: DocumentData = {
    lang: speech.html.split('-')[0]!,
    body: printed(bodyName(context, report.body)),
    title: speech.t('consultation.report.title'),
    subtitle: printed(report.title),
    keywords: ['darcha-consultation-report', code, speech.language],
    watermark: null,
    footer: code,
    number: null,
    date: speech.date(report.closedAt ?? now),
    paragraphs: [
      line(speech.t(report.root ? 'consultation.report.sealed-text' : 'consultation.report.open')),
      ...(part.count > 1 ? [line(speech.t('consultation.report.part', part))] : []),
      ...(lacks ? [line(speech.t('consultation.report.letters', { sample: '[U+1F44D]' }))] : []),
      ...comments.map(line),
    ],
    facts: [
      { name: speech.t('consultation.comments-made'), value: speech.number(report.comments) },
      ...report.outcomes.map(({ outcome, comments }) => ({
        name: speech.t(`consultation.outcome.${outcome}`),
        value: speech.number(comments),
      })),
      ...(report.root ? [{ name: speech.t('consultation.report.root'), value: report.root }] : []),
    ],
    closing: [],
    seal: null,
    proof: null,
    qr: renderSVG(address, { border: 0, ecc: 'M' }),
    address,
    code,
    labels: {
      number: speech.t('documents.label.number'),
      fact: speech.t('documents.label.fact'),
      value: speech.t('documents.label.value'),
      qr: speech.t('documents.label.qr'),
      check: speech.t('documents.label.check'),
      code: speech.t('documents.label.code'),
    },
  }
  try {
    return await world.drawing.render(data, report.closedAt ?? now)
  } catch (error) {
    if (error instanceof DocumentProblem) throw new Refusal(refusal['report-not-set'])
    throw error
  }
}

function told({ speech }: PageContext, item: Told, changes: Changes, heads: Heads, shown: Set<string>): string {
  const { content, answer, passage, hidden } = item
  const change = changes(answer)
  const inFull = change && `${change.title} ${change.text}`
  const again = inFull !== undefined && answer!.change !== null && shown.has(inFull)
  if (inFull !== undefined) shown.add(inFull)
  const said =
    content?.words ?? speech.t('consultation.hidden.shown', { reason: speech.t(`consultation.hidden.${hidden}`) })
  return [
    heads(item),
    ...(passage ? [`«${passage}»`] : []),
    said,
    ...(content?.proposal ? [`${speech.t('consultation.proposal')}: ${content.proposal}`] : []),
    answer
      ? `— ${speech.t(`consultation.outcome.${answer.outcome}`)}. ${answer.reason} (${answer.by}, ${speech.date(answer.at)})`
      : `— ${speech.t('consultation.waits')}`,
    ...(change ? [again ? change.title : inFull!] : []),
    ...(item.undone ? [speech.t('consultation.undone')] : []),
  ].join('\n')
}
