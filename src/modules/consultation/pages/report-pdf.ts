import { renderSVG } from 'uqr'
import type { PageContext } from '../../../platform/http/index.ts'
import { Refusal } from '../../../platform/use-case/index.ts'
import { DocumentProblem, type DocumentData } from '../../documents/index.ts'
import { refusal } from '../model/refusals.ts'
import type { RecordItem } from '../model/record.ts'
import type { Changes, Heads } from './report-changes.ts'
import { bodyName } from './words.ts'

/** Comments a paper report holds at most; the files of data hold all. */
const MOST_IN_PAPER = 3_000

/** Letters that the fonts of papers have; others stand as a question mark there, and whole in the files of data. */
const printed = (text: string): string =>
  text.replace(/[^\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Nd}\p{P}\p{Zs}\n+<>=№°§$€£^`|~ʻʼ]/gu, '?')

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

/** The report as a PDF: each comment, its answer, and the root that seals them. @throws Refusal when it can't be set */
export async function reportPdf(
  context: PageContext<'country' | 'drawing'>,
  report: Report,
  changes: Changes,
  heads: Heads,
): Promise<Uint8Array> {
  const { speech, world, origin, now } = context
  const address = `${origin}${speech.path(`/consultations/${report.id}/report`)}`
  const code = (report.root ?? report.id).slice(0, 16)
  const line = (text: string) => [{ text: printed(text), data: false }]
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
      ...report.items.slice(0, MOST_IN_PAPER).map((item) => line(told(context, item, changes, heads))),
      ...(report.items.length > MOST_IN_PAPER
        ? [line(speech.t('consultation.report.more', { count: report.items.length - MOST_IN_PAPER }))]
        : []),
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

function told({ speech }: PageContext, item: Told, changes: Changes, heads: Heads): string {
  const { content, answer, passage, hidden } = item
  const change = changes(answer)
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
    ...(change ? [`${change.title} ${change.text}`] : []),
    ...(item.undone ? [speech.t('consultation.undone')] : []),
  ].join('\n')
}
