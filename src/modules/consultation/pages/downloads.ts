import { page, type PageContext } from '../../../platform/http/index.ts'
import { sendBytes } from '../../../platform/files/index.ts'
import { general, Refusal } from '../../../platform/use-case/index.ts'
import { writeCsv } from '../model/write-csv.ts'
import { writeDocx, type DocxParagraph } from '../model/write-docx.ts'
import type { RecordItem } from '../model/record.ts'
import { getOpenData, getReport, getText } from '../use/get-report.ts'
import { getProof, getRecord } from '../use/get-record.ts'
import { reportPdf } from './report-pdf.ts'
import { bodyName } from './words.ts'

type Context = PageContext<'country' | 'drawing'>

/** Formats of the report, each made when it is asked for. */
const FILES: Readonly<Record<string, (context: Context, discussion: string) => Promise<Response>>> = {
  record: async (context, discussion) =>
    asJson(await context.perform(getRecord, { discussion }), `consultation-${discussion}.json`),
  json: async (context, discussion) => asJson(await context.perform(getOpenData, { discussion }), `${discussion}.json`),
  async akn(context, discussion) {
    const { version } = await context.perform(getReport, { discussion })
    const { akn } = await context.perform(getText, { discussion, number: version })
    return sendBytes(Buffer.from(akn), { name: `${discussion}.akn.xml`, type: 'application/xml' })
  },
  async csv(context, discussion) {
    const { items } = await context.perform(getOpenData, { discussion })
    const head = [
      'id',
      'at',
      'version',
      'unit',
      'passage',
      'words',
      'proposal',
      'name',
      'business',
      'hidden',
      'outcome',
      'reason',
      'answeredBy',
      'answeredAt',
    ]
    const table = writeCsv([head, ...items.map(rowOf)])
    return sendBytes(Buffer.from(table), { name: `${discussion}.csv`, type: 'text/csv; charset=utf-8' })
  },
  async pdf(context, discussion) {
    const data = await context.perform(getOpenData, { discussion })
    const report = await context.perform(getReport, { discussion })
    const pdf = await reportPdf(context, { ...report, items: data.items })
    return sendBytes(pdf, { name: `${discussion}.pdf`, type: 'application/pdf' })
  },
  async docx(context, discussion) {
    const data = await context.perform(getOpenData, { discussion })
    const { root } = await context.perform(getReport, { discussion })
    const { speech } = context
    const paragraphs: DocxParagraph[] = [
      { text: data.title, style: 'Title' },
      { text: bodyName(context, data.body) },
      { text: speech.t('consultation.report.lead') },
      ...(root
        ? [{ text: `${speech.t('consultation.report.root')}: ${root}` }]
        : [{ text: speech.t('consultation.report.open') }]),
      { text: speech.t('consultation.report.all'), style: 'Heading1' },
      ...data.items.flatMap((item) => paragraphsOf(context, item)),
    ]
    return sendBytes(writeDocx(speech.html, paragraphs), {
      name: `${discussion}.docx`,
      type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    })
  },
}

const asJson = (value: unknown, name: string): Response =>
  sendBytes(Buffer.from(`${JSON.stringify(value, undefined, 1)}\n`), { name, type: 'application/json' })

const rowOf = ({ content, answer, ...item }: RecordItem) => [
  item.id,
  item.at,
  item.version,
  item.unit,
  item.passage,
  content?.words ?? null,
  content?.proposal ?? null,
  content?.name ?? null,
  content?.business ?? null,
  item.hidden,
  answer?.outcome ?? null,
  answer?.reason ?? null,
  answer?.by ?? null,
  answer?.at ?? null,
]

function paragraphsOf({ speech }: Context, { content, answer, ...item }: RecordItem): DocxParagraph[] {
  return [
    {
      text: `${content?.name ?? speech.t('consultation.without-name')}, ${speech.dateTime(item.at)}`,
      style: 'Heading2',
    },
    ...(item.passage ? [{ text: item.passage, style: 'Quote' as const }] : []),
    {
      text:
        content?.words ??
        speech.t('consultation.hidden.shown', { reason: speech.t(`consultation.hidden.${item.hidden}`) }),
    },
    ...(content?.proposal ? [{ text: `${speech.t('consultation.proposal')}: ${content.proposal}` }] : []),
    answer
      ? { text: `${speech.t(`consultation.outcome.${answer.outcome}`)}. ${answer.reason}`, bold: true }
      : { text: speech.t('consultation.waits'), bold: true },
  ]
}

export const reportFile = page(
  'GET /consultations/:discussion/report/:file',
  ['country', 'drawing'],
  async (context) => {
    const { discussion, file } = context.parameters as { discussion: string; file: string }
    const make = Object.hasOwn(FILES, file) ? FILES[file] : undefined
    if (!make) throw new Refusal(general['not-found'])
    return make(context, discussion)
  },
)

export const proofFile = page('GET /consultations/:discussion/comments/:comment/proof', async (context) => {
  const { discussion, comment } = context.parameters as { discussion: string; comment: string }
  return asJson(await context.perform(getProof, { discussion, comment }), `comment-${comment}.json`)
})
